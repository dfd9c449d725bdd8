"""Whom the team calls: who, under which number, what to say, and what the family answered."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.bot_api.replies import Action, Button, Press, Reply, Row, owe
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import AnnouncementRow
from bot.messages import dates
from bot.team.phone.family import about, address, names, over
from bot.team.writing import WORDS, asking, short
from intents.readers.births import shown_phone
from scheduler.core.tables import State
from scheduler.outbox.outbox import Slot
from scheduler.reminders import for_team
from scheduler.reminders.for_team import Call
from scheduler.seats.outcomes import Accepted
from scheduler.waiting import offers, waiting

COMMANDS = ("appels", "calls")
_MOST = 8
_ACTS = {
    for_team.Outcome.TOLD: Act.CALLED,
    for_team.Outcome.TAKEN: Act.PLACE_TAKEN,
    for_team.Outcome.LEFT: Act.PLACE_LEFT,
}


def listed(context: Context) -> Outcome:
    """/appels: whom to call; in a group how many they are."""
    found = for_team.to_make(context.session, context.now, context.services.hours)
    if not context.turn.is_private:
        return context.answer(Reply(WORDS.say("call-in-group", n=len(found), link=address(context))))
    lines = [WORDS.say("call-list", n=len(found))]
    for n, call in enumerate(found[:_MOST], 1):
        what = WORDS.label(f"call-what-{call.notice.kind.value}")
        who, family = names(call.people), str(call.family_number)
        lines.append(WORDS.say("call-line", n=n, who=who, family=family, what=what))
    rows: tuple[Row, ...] = tuple(
        (Button(short(WORDS.label("call-open", family=str(call.family_number))), Press(Action.CALL, "open", call.id)),)
        for call in found[:_MOST]
    )
    return asking(context, None, Reply("\n".join(lines), rows, in_place=context.was_pressed))


def pressed(context: Context, press: Press) -> Outcome:
    """A button about one call, alone with somebody of the team."""
    if press.code == "list":
        return listed(context)
    call = for_team.one(context.session, press.revision, context.now, context.services.hours)
    if call is None:
        return over(context, "call-over")
    if press.code == "done":
        return _ended(context, call, for_team.Outcome.TOLD)
    if press.code in ("yes", "no") and call.offers:
        return _answered(context, call, takes=press.code == "yes")
    return _opened(context, call)


def _opened(context: Context, call: Call) -> Outcome:
    """The number, the words, and the answers."""
    lines = [
        WORDS.say("call-who", phone=shown_phone(call.phone), family=str(call.family_number)),
        "",
        _to_say(context, call),
    ]
    answers: Row = (_button("call-done", "done", call),)
    if call.offers:
        answers = (_button("call-yes", "yes", call), _button("call-no", "no", call))
    rows: tuple[Row, ...] = (
        answers,
        (Button(WORDS.label("call-change"), Press(Action.PLACE, f"of-{call.event.code}")),),
        (Button(WORDS.label("call-next"), Press(Action.CALL, "list")),),
    )
    return asking(context, None, Reply("\n".join(lines), rows, in_place=context.was_pressed))


def _button(key: str, code: str, call: Call) -> Button:
    return Button(WORDS.label(key), Press(Action.CALL, code, call.id))


def _to_say(context: Context, call: Call) -> str:
    """What to say on the telephone."""
    zone, was = context.services.zone, call.notice.was
    return WORDS.say(
        f"call-say-{call.notice.kind.value}",
        who=names(call.people),
        until="—" if call.until is None else dates.moment(call.until, zone, WORDS.language),
        was="none" if was is None else _span(context, was),
        words=_words(context, call),
        **about(context, call.event),
    )


def _words(context: Context, call: Call) -> str:
    """Of a message to families; "" of anything else."""
    row = context.session.get(AnnouncementRow, call.notice.about)
    return "" if row is None or row.sealed_fr is None else row.sealed_fr.shown()


def _span(context: Context, slot: Slot) -> str:
    return dates.span(slot.starts_at, slot.ends_at, context.services.zone, WORDS.language)


def _answered(context: Context, call: Call, takes: bool) -> Outcome:
    """« Accepte », « Refuse »: the same as a tap of a family that is written to."""
    session, now, hours = context.session, context.now, context.services.hours
    family_id, ids = call.notice.family_id, [one.signup_id for one in call.people]
    if not takes:
        waiting.decline(session, family_id=family_id, signup_ids=ids, now=now, hours=hours)
        return _ended(context, call, for_team.Outcome.LEFT)
    outcome = offers.accept(session, family_id=family_id, signup_ids=ids, now=now, hours=hours)
    if isinstance(outcome, Accepted):
        seated = tuple(one for one in outcome.registrations if one.state is State.CONFIRMED)
        return _ended(context, call, for_team.Outcome.TAKEN, names(seated))
    for_team.made(session, call.id, for_team.Outcome.VOID, context.turn.person, now)
    said = WORDS.say("call-noted-late", who=names(call.people))
    return asking(context, None, Reply(said, _next(), in_place=context.was_pressed))


def _ended(context: Context, call: Call, outcome: for_team.Outcome, who: str = "") -> Outcome:
    if not for_team.made(context.session, call.id, outcome, context.turn.person, context.now):
        return over(context, "call-over")
    staff.note(context.session, context.turn.person, _ACTS[outcome], context.now, call.family_number)
    said = WORDS.say(f"call-noted-{outcome.value}", who=who)
    return asking(context, None, Reply(said, _next(), in_place=context.was_pressed))


def _next() -> tuple[Row, ...]:
    return ((Button(WORDS.label("call-next"), Press(Action.CALL, "list")),),)


def tell(session: Session, team: int | None, now: datetime) -> None:
    """Once for all that came up since the last beat; what is not true any more is not called for."""
    fresh = for_team.settle(session, now) if team is not None else 0
    if team is not None and fresh:
        owe(session, team, Reply(WORDS.say("call-told", n=fresh)), now)
