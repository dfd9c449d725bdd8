"""Phones of a family: an invitation opened, somebody taken out or leaving, and what each side reads and can answer."""

from collections.abc import Callable
from datetime import datetime

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat import to_phones
from bot.chat.context import Scene, without_memory
from bot.chat.state import Outcome
from bot.features import escalation, home
from bot.features.signup import effects
from bot.messages import Messages, dates
from bot.team import families as staff
from bot.views import seat_status
from scheduler.families import families
from scheduler.joining import invitations, joining, removals
from scheduler.joining.invitations import Refusal
from scheduler.joining.joining import Asked, Declined, ReadOnlyError, read_only
from scheduler.joining.removals import Removal

LONGEST_TOKEN = 40  # what a button can carry; ours are shorter
_LONGEST_NAME = 30  # of whoever asks, as Telegram tells it: anybody can write anything there


def opened(scene: Scene, token: str) -> Outcome:
    """The link was followed."""
    found = invitations.look(scene.session, token, scene.turn.chat_id, scene.now)
    if isinstance(found, Refusal) or len(token) > LONGEST_TOKEN:
        return _refused(scene, found if isinstance(found, Refusal) else Refusal.UNKNOWN)
    rows: tuple[Row, ...] = (
        (
            Button(scene.words.label("join-yes"), Press(Action.JOIN, token, 1)),
            Button(scene.words.label("join-no"), Press(Action.JOIN, token, 0)),
        ),
        (Button(scene.words.label("button-privacy"), Press(Action.PRIVACY)),),
    )
    has_own = families.family_of(scene.session, scene.turn.chat_id) is not None
    return scene.answer(Reply(scene.words.say("join-ask", own="yes" if has_own else "no"), rows))


def pressed(scene: Scene, token: str, answer: int) -> Outcome:
    """« Rejoindre » or « Non »."""
    if answer != 1:
        return scene.answer(Reply(scene.words.say("join-left"), home.main_rows(scene), in_place=scene.was_pressed))
    asked = joining.ask(scene.session, token=token, chat_id=scene.turn.chat_id, now=scene.now)
    if isinstance(asked, Refusal):
        return _refused(scene, asked)
    for chat_id in asked.phones:
        to_phones.tell(scene, chat_id, lambda words: _request(scene.turn.person_name, asked, words))
    return scene.answer(Reply(scene.words.say("join-asked"), home.main_rows(scene), in_place=scene.was_pressed))


def _request(name: str, asked: Asked, words: Messages) -> Reply:
    name = " ".join(name.split())[:_LONGEST_NAME] or words.label("join-nobody")
    return Reply(words.say("join-request", name=name), (request_row(asked.invitation_id, words),))


def request_row(invitation_id: int, words: Messages) -> Row:
    """« Accepter », « Refuser »."""
    return (
        Button(words.label("join-accept"), Press(Action.APPROVE, str(invitation_id), 1)),
        Button(words.label("join-decline"), Press(Action.APPROVE, str(invitation_id), 0)),
    )


def joining_answered(scene: Scene, invitation_id: int, answer: int) -> Outcome:
    """« Accepter » or « Refuser », of whoever sent the link."""
    session, chat_id = scene.session, scene.turn.chat_id
    if answer != 1:
        found = joining.decline(session, invitation_id=invitation_id, chat_id=chat_id, now=scene.now)
        return escalation.old_button(scene) if found is None else _nobody_joins(scene, found)
    joined = joining.approve(
        session, invitation_id=invitation_id, chat_id=chat_id, now=scene.now, hours=scene.desk.hours
    )
    if joined is None:
        return escalation.old_button(scene)
    if isinstance(joined, Declined):
        return _nobody_joins(scene, joined)
    # A form may name children by numbers that changed hands.
    to_phones.forget(scene, joined.chat_id)
    key = "join-done-merged" if joined.merged else "join-done"
    to_phones.tell(scene, joined.chat_id, lambda words: Reply(words.say(key)))
    return scene.answer(Reply(scene.words.say("join-accepted"), seat_status.back(scene), in_place=scene.was_pressed))


def _nobody_joins(scene: Scene, found: Declined) -> Outcome:
    to_phones.tell(scene, found.chat_id, lambda words: Reply(words.say("join-was-declined")))
    key = "join-declined" if found.why is None else "join-impossible"
    return scene.answer(Reply(scene.words.say(key), seat_status.back(scene), in_place=scene.was_pressed))


def _refused(scene: Scene, refusal: Refusal) -> Outcome:
    said = scene.words.say(f"join-refused-{refusal.value}")
    return scene.answer(Reply(said, home.main_rows(scene), in_place=scene.was_pressed))


def take_out(scene: Scene, code: str) -> Outcome:
    """« Retirer l’autre téléphone », asked once more."""
    if code == "ask":
        return _sure(scene, Action.TAKE_OUT, "take-out-sure", "take-out-yes")
    gone = removals.remove_others(scene.session, scene.turn.chat_id, scene.now) if code == "yes" else ()
    if not gone:
        return escalation.old_button(scene)
    for one in gone:
        to_phones.forget(scene, one.chat_id)
        to_phones.tell(scene, one.chat_id, lambda words, one=one: _to_the_removed(scene, one, words))  # type: ignore[misc]  # bound now
        staff.tell_removed(scene, one)
    said = scene.words.say("take-out-done", until=_moment(gone[0].until, scene, scene.language))
    return scene.answer(Reply(said, seat_status.back(scene), in_place=scene.was_pressed))


def _sure(scene: Scene, action: Action, question: str, yes: str) -> Outcome:
    rows: tuple[Row, ...] = (
        (Button(scene.words.label(yes), Press(action, "yes")),),
        (Button(scene.words.label("cancel-keep"), Press(Action.KEEP)),),
    )
    return scene.answer(Reply(scene.words.say(question), rows, in_place=scene.was_pressed))


def _to_the_removed(scene: Scene, removal: Removal, words: Messages) -> Reply:
    until = _moment(removal.until, scene, words.language)
    return Reply(words.say("removed-told", until=until), answer_rows(removal, words))


def answer_rows(removal: Removal, words: Messages) -> tuple[Row, ...]:
    """What a phone that was removed can answer."""
    agree: Row = (Button(words.label("removed-agree"), Press(Action.REMOVED, "agree", removal.id)),)
    refuse: Row = (Button(words.label("removed-refuse"), Press(Action.REMOVED, "refuse", removal.id)),)
    return (agree,) if removal.is_refused else (agree, refuse)


def removal_answered(scene: Scene, code: str, removal_id: int) -> Outcome:
    """« D’accord, je pars » or « Je ne suis pas d’accord », of the phone that was removed."""
    session, chat_id = scene.session, scene.turn.chat_id
    if code == "refuse":
        removal = removals.refuse(session, chat_id, removal_id, scene.now)
        if removal is None:
            return escalation.old_button(scene)
        staff.tell_refused(scene, removal)
        _tell_the_others(scene, removal, "removed-refused-others")
        return scene.answer(_about(scene, removal, "removed-refused", answer_rows(removal, scene.words)))
    removal = removals.agree(session, chat_id, removal_id, scene.now) if code == "agree" else None
    if removal is None:
        return escalation.old_button(scene)
    _tell_the_others(scene, removal, "removed-final-others")
    return scene.answer(_about(scene, removal, "removed-final", seat_status.back(scene)))


def leave(scene: Scene, code: str) -> Outcome:
    """« Quitter cette famille », asked once more."""
    if code != "yes":
        return _sure(scene, Action.LEAVE_FAMILY, "leave-family-sure", "leave-family-yes")
    effects.let_go(scene, scene.conversation.form)
    removal = removals.leave(scene.session, scene.turn.chat_id, scene.now)
    if removal is None:
        return escalation.old_button(scene)
    staff.tell_left(scene, removal)
    _tell_the_others(scene, removal, "left-others")
    after = without_memory(scene)
    return after.answer(
        Reply(scene.words.say("leave-family-done"), seat_status.back(scene), in_place=scene.was_pressed)
    )


def _about(scene: Scene, removal: Removal, key: str, rows: tuple[Row, ...]) -> Reply:
    said = scene.words.say(key, until=_moment(removal.until, scene, scene.language))
    return Reply(said, rows, in_place=scene.was_pressed)


def _tell_the_others(scene: Scene, removal: Removal, key: str) -> None:
    others = () if removal.family_id is None else families.all_chats_of_family(scene.session, removal.family_id)
    for chat_id in others:
        to_phones.tell(scene, chat_id, lambda words: _said(scene, removal, key, words))


def _said(scene: Scene, removal: Removal, key: str, words: Messages) -> Reply:
    return Reply(words.say(key, until=_moment(removal.until, scene, words.language)))


def watched(scene: Scene, turn: Callable[[], Outcome]) -> Outcome:
    """The turn; of a phone that was removed, and may only look until that is decided, only what changes nothing."""
    removal = removals.open_of(scene.session, scene.turn.chat_id)
    if removal is None:
        return turn()
    try:
        with scene.session.begin_nested(), read_only(scene.session):
            return turn()
    except ReadOnlyError:
        said = _about(scene, removal, "removed-looks-only", answer_rows(removal, scene.words))
        return scene.answer(said, toast=scene.words.label("removed-toast"))


def _moment(at: datetime, scene: Scene, language: str) -> str:
    return dates.moment(at, scene.desk.zone, language)
