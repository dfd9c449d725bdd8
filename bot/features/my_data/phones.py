"""Phones of a family: invited, come by a code read out on the telephone, taken out, leaving; what each side reads."""

from collections.abc import Callable
from datetime import datetime

from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, forget_chat, tell, without_memory
from bot.chat.state import Outcome
from bot.features import escalation, home
from bot.features.signup import effects
from bot.messages import Messages, dates
from bot.team.phone import family as staff
from bot.team.phone import family as team
from bot.views import seat_status
from scheduler.core.people import heard_token
from scheduler.families import families
from scheduler.joining import by_phone, joining, removals
from scheduler.joining.by_phone import WrongNumber
from scheduler.joining.joining import Asked, Declined, ReadOnlyError, Refusal, read_only
from scheduler.joining.removals import Removal

LONGEST_TOKEN = 40  # what a button can carry; ours are shorter
_LONGEST_NAME = 30  # of whoever asks, as Telegram tells it: anybody can write anything there


def opened(context: Context, token: str) -> Outcome:
    """The link was followed."""
    if by_phone.is_ours(context.session, token):
        return code_opened(context, token)
    found = joining.look(context.session, token, context.turn.chat_id, context.now)
    if isinstance(found, Refusal) or len(token) > LONGEST_TOKEN:
        return _refused(context, found if isinstance(found, Refusal) else Refusal.UNKNOWN)
    rows: tuple[Row, ...] = (
        (
            Button(context.words.label("join-yes"), Press(Action.JOIN, token, 1)),
            Button(context.words.label("join-no"), Press(Action.JOIN, token, 0)),
        ),
        (Button(context.words.label("button-privacy"), Press(Action.PRIVACY)),),
    )
    has_own = families.family_of(context.session, context.turn.chat_id) is not None
    return context.answer(Reply(context.words.say("join-ask", own="yes" if has_own else "no"), rows))


def pressed(context: Context, token: str, answer: int) -> Outcome:
    """« Rejoindre » or « Non »."""
    if answer != 1:
        return context.answer(
            Reply(context.words.say("join-left"), home.main_rows(context), in_place=context.was_pressed)
        )
    asked = joining.ask(context.session, token=token, chat_id=context.turn.chat_id, now=context.now)
    if isinstance(asked, Refusal):
        return _refused(context, asked)
    for chat_id in asked.phones:
        tell(context, chat_id, lambda words: _request(context.turn.person_name, asked, words))
    return context.answer(Reply(context.words.say("join-asked"), home.main_rows(context), in_place=context.was_pressed))


def _request(name: str, asked: Asked, words: Messages) -> Reply:
    name = " ".join(name.split())[:_LONGEST_NAME] or words.label("join-nobody")
    return Reply(words.say("join-request", name=name), (request_row(asked.invitation_id, words),))


def request_row(invitation_id: int, words: Messages) -> Row:
    """« Accepter », « Refuser »."""
    return (
        Button(words.label("join-accept"), Press(Action.APPROVE, str(invitation_id), 1)),
        Button(words.label("join-decline"), Press(Action.APPROVE, str(invitation_id), 0)),
    )


def joining_answered(context: Context, invitation_id: int, answer: int) -> Outcome:
    """« Accepter » or « Refuser », of whoever sent the link."""
    session, chat_id = context.session, context.turn.chat_id
    if answer != 1:
        found = joining.decline(session, invitation_id=invitation_id, chat_id=chat_id, now=context.now)
        return escalation.old_button(context) if found is None else _nobody_joins(context, found)
    joined = joining.approve(
        session, invitation_id=invitation_id, chat_id=chat_id, now=context.now, hours=context.services.hours
    )
    if joined is None:
        return escalation.old_button(context)
    if isinstance(joined, Declined):
        return _nobody_joins(context, joined)
    # A form may name children by numbers that changed hands.
    forget_chat(context, joined.chat_id)
    key = "join-done-merged" if joined.merged else "join-done"
    tell(context, joined.chat_id, lambda words: Reply(words.say(key)))
    return context.answer(
        Reply(context.words.say("join-accepted"), seat_status.back(context), in_place=context.was_pressed)
    )


def _nobody_joins(context: Context, found: Declined) -> Outcome:
    tell(context, found.chat_id, lambda words: Reply(words.say("join-was-declined")))
    key = "join-declined" if found.why is None else "join-impossible"
    return context.answer(Reply(context.words.say(key), seat_status.back(context), in_place=context.was_pressed))


def _refused(context: Context, refusal: Refusal) -> Outcome:
    said = context.words.say(f"join-refused-{refusal.value}")
    return context.answer(Reply(said, home.main_rows(context), in_place=context.was_pressed))


def take_out(context: Context, code: str) -> Outcome:
    """« Retirer l’autre téléphone », asked once more."""
    if code == "ask":
        return _sure(context, Action.TAKE_OUT, "take-out-sure", "take-out-yes")
    gone = removals.remove_others(context.session, context.turn.chat_id, context.now) if code == "yes" else ()
    if not gone:
        return escalation.old_button(context)
    for one in gone:
        forget_chat(context, one.chat_id)
        tell(context, one.chat_id, lambda words, one=one: _to_the_removed(context, one, words))  # type: ignore[misc]  # bound now
        staff.tell_removed(context, one)
    said = context.words.say("take-out-done", until=_moment(gone[0].until, context, context.language))
    return context.answer(Reply(said, seat_status.back(context), in_place=context.was_pressed))


def _sure(context: Context, action: Action, question: str, yes: str) -> Outcome:
    rows: tuple[Row, ...] = (
        (Button(context.words.label(yes), Press(action, "yes")),),
        (Button(context.words.label("cancel-keep"), Press(Action.KEEP)),),
    )
    return context.answer(Reply(context.words.say(question), rows, in_place=context.was_pressed))


def _to_the_removed(context: Context, removal: Removal, words: Messages) -> Reply:
    until = _moment(removal.until, context, words.language)
    return Reply(words.say("removed-told", until=until), answer_rows(removal, words))


def answer_rows(removal: Removal, words: Messages) -> tuple[Row, ...]:
    """What a phone that was removed can answer."""
    agree: Row = (Button(words.label("removed-agree"), Press(Action.REMOVED, "agree", removal.id)),)
    refuse: Row = (Button(words.label("removed-refuse"), Press(Action.REMOVED, "refuse", removal.id)),)
    return (agree,) if removal.is_refused else (agree, refuse)


def removal_answered(context: Context, code: str, removal_id: int) -> Outcome:
    """« D’accord, je pars » or « Je ne suis pas d’accord », of the phone that was removed."""
    session, chat_id = context.session, context.turn.chat_id
    if code == "refuse":
        removal = removals.refuse(session, chat_id, removal_id, context.now)
        if removal is None:
            return escalation.old_button(context)
        staff.tell_refused(context, removal)
        _tell_the_others(context, removal, "removed-refused-others")
        return context.answer(_about(context, removal, "removed-refused", answer_rows(removal, context.words)))
    removal = removals.agree(session, chat_id, removal_id, context.now) if code == "agree" else None
    if removal is None:
        return escalation.old_button(context)
    _tell_the_others(context, removal, "removed-final-others")
    return context.answer(_about(context, removal, "removed-final", seat_status.back(context)))


def leave(context: Context, code: str) -> Outcome:
    """« Quitter cette famille », asked once more."""
    if code != "yes":
        return _sure(context, Action.LEAVE_FAMILY, "leave-family-sure", "leave-family-yes")
    effects.let_go(context, context.conversation.form)
    removal = removals.leave(context.session, context.turn.chat_id, context.now)
    if removal is None:
        return escalation.old_button(context)
    staff.tell_left(context, removal)
    _tell_the_others(context, removal, "left-others")
    after = without_memory(context)
    return after.answer(
        Reply(context.words.say("leave-family-done"), seat_status.back(context), in_place=context.was_pressed)
    )


def _about(context: Context, removal: Removal, key: str, rows: tuple[Row, ...]) -> Reply:
    said = context.words.say(key, until=_moment(removal.until, context, context.language))
    return Reply(said, rows, in_place=context.was_pressed)


def _tell_the_others(context: Context, removal: Removal, key: str) -> None:
    others = () if removal.family_id is None else families.all_chats_of_family(context.session, removal.family_id)
    for chat_id in others:
        tell(context, chat_id, lambda words: _said(context, removal, key, words))


def _said(context: Context, removal: Removal, key: str, words: Messages) -> Reply:
    return Reply(words.say(key, until=_moment(removal.until, context, words.language)))


def watched(context: Context, turn: Callable[[], Outcome]) -> Outcome:
    """The turn; of a phone that was removed, and may only look until that is decided, only what changes nothing."""
    removal = removals.open_of(context.session, context.turn.chat_id)
    if removal is None:
        return turn()
    try:
        with context.session.begin_nested(), read_only(context.session):
            return turn()
    except ReadOnlyError:
        said = _about(context, removal, "removed-looks-only", answer_rows(removal, context.words))
        return context.answer(said, toast=context.words.label("removed-toast"))


def _moment(at: datetime, context: Context, language: str) -> str:
    return dates.moment(at, context.services.zone, language)


_NONE = 10_000  # « aucun de ceux-là »: four figures are fewer
_LONGEST_CODE = 40  # what a button can carry; ours are shorter
_A_ROW = 2


def code_typed(context: Context) -> Outcome:
    """/code and what was read out."""
    code = heard_token(context.turn.text)
    return code_opened(context, code) if code else context.answer(Reply(context.words.say("link-how")))


def code_opened(context: Context, code: str) -> Outcome:
    """Which number did they give? Nothing else is told before."""
    found = by_phone.look(context.session, code, context.turn.chat_id, context.now)
    if isinstance(found, Refusal) or len(code) > _LONGEST_CODE:
        return _code_refused(context, found if isinstance(found, Refusal) else Refusal.UNKNOWN)
    ends = [
        Button(f"… {ending // 100:02d} {ending % 100:02d}", Press(Action.LINK, code, ending))
        for ending in found.endings
    ]
    rows: tuple[Row, ...] = (
        *(tuple(ends[start : start + _A_ROW]) for start in range(0, len(ends), _A_ROW)),
        (Button(context.words.label("link-none"), Press(Action.LINK, code, _NONE)),),
        (Button(context.words.label("button-privacy"), Press(Action.PRIVACY)),),
    )
    said = context.words.say("link-ask", own="yes" if found.has_own else "no")
    return context.answer(Reply(said, rows))


def code_pressed(context: Context, press: Press) -> Outcome:
    """The end of a number, once."""
    if press.revision == _NONE:
        return context.answer(
            Reply(context.words.say("link-left"), home.main_rows(context), in_place=context.was_pressed)
        )
    done = by_phone.link(
        context.session,
        code=press.code,
        chat_id=context.turn.chat_id,
        ending=press.revision,
        now=context.now,
        hours=context.services.hours,
    )
    if isinstance(done, Refusal):
        return _code_refused(context, done)
    if isinstance(done, WrongNumber):
        team.tell_linked(context, done.family_id, "phone-link-wrong")
        return context.answer(Reply(context.words.say("link-wrong"), in_place=context.was_pressed))
    team.tell_linked(context, done.family_id, "phone-link-used")
    # A form may name children by numbers that changed hands.
    after = without_memory(context) if done.merged else context
    mine = Button(context.words.label("button-mine"), Press(Action.MINE))
    reply = Reply(context.words.say("link-done"), ((mine,), *seat_status.back(context)), in_place=context.was_pressed)
    return after.answer(reply)


def _code_refused(context: Context, refusal: Refusal) -> Outcome:
    key = {Refusal.OWN: "ended", Refusal.ASKED: "ended"}.get(refusal, refusal.value)
    said = context.words.say(f"link-refused-{key}")
    return context.answer(Reply(said, home.main_rows(context), in_place=context.was_pressed))
