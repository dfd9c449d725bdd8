"""A phone is taken out of a family, or leaves it: what each side reads, and what it can answer."""

from collections.abc import Callable
from datetime import datetime

from bot import to_phones
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import enrolling
from bot.messages import Messages
from bot.replies import Reply
from bot.scene import Scene, without_memory
from bot.screens import people, team
from bot.staff import families as staff
from scheduler import families, removals
from scheduler.read_only import ReadOnlyError, read_only
from scheduler.removals import Removal


def take_out(scene: Scene, code: str) -> Outcome:
    """« Retirer l’autre téléphone », asked once more."""
    if code == "ask":
        return _sure(scene, Action.TAKE_OUT, "take-out-sure", "take-out-yes")
    gone = removals.remove_others(scene.session, scene.turn.chat_id, scene.now) if code == "yes" else ()
    if not gone:
        return team.old_button(scene)
    for one in gone:
        to_phones.forget(scene, one.chat_id)
        to_phones.tell(scene, one.chat_id, lambda words, one=one: _to_the_removed(scene, one, words))  # type: ignore[misc]  # bound now
        staff.tell_removed(scene, one)
    said = scene.words.say("take-out-done", until=_moment(gone[0].until, scene, scene.language))
    return scene.answer(Reply(said, people.back(scene), in_place=scene.was_pressed))


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


def answered(scene: Scene, code: str, removal_id: int) -> Outcome:
    """« D’accord, je pars » or « Je ne suis pas d’accord », of the phone that was removed."""
    session, chat_id = scene.session, scene.turn.chat_id
    if code == "refuse":
        removal = removals.refuse(session, chat_id, removal_id, scene.now)
        if removal is None:
            return team.old_button(scene)
        staff.tell_refused(scene, removal)
        _tell_the_others(scene, removal, "removed-refused-others")
        return scene.answer(_about(scene, removal, "removed-refused", answer_rows(removal, scene.words)))
    removal = removals.agree(session, chat_id, removal_id, scene.now) if code == "agree" else None
    if removal is None:
        return team.old_button(scene)
    _tell_the_others(scene, removal, "removed-final-others")
    return scene.answer(_about(scene, removal, "removed-final", people.back(scene)))


def leave(scene: Scene, code: str) -> Outcome:
    """« Quitter cette famille », asked once more."""
    if code != "yes":
        return _sure(scene, Action.LEAVE_FAMILY, "leave-family-sure", "leave-family-yes")
    enrolling.let_go(scene, scene.conversation.form)
    removal = removals.leave(scene.session, scene.turn.chat_id, scene.now)
    if removal is None:
        return team.old_button(scene)
    staff.tell_left(scene, removal)
    _tell_the_others(scene, removal, "left-others")
    after = without_memory(scene)
    return after.answer(Reply(scene.words.say("leave-family-done"), people.back(scene), in_place=scene.was_pressed))


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
    return dates_said.moment(at, scene.desk.zone, language)
