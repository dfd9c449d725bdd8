"""Whom the team calls: on the morning of an event, and any day: which number, what to say, what was answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row, owe
from bot.chat.context import Context, Services
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import AnnouncementRow
from bot.messages import dates
from bot.team.announcing import to_event_button, to_family_button
from bot.team.phone.family import about, address, names, over, when
from bot.team.writing import WORDS, asking, short
from intents.readers.births import shown_phone
from knowledge.agenda.agenda import Event
from scheduler.core.tables import State
from scheduler.door import roll
from scheduler.reminders import for_team
from scheduler.reminders.for_team import Call, Contact
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
        was="none" if was is None else when(context, was),
        words=_words(context, call),
        **about(context, call.event),
    )


def _words(context: Context, call: Call) -> str:
    """Of a message to families; "" of anything else."""
    row = context.session.get(AnnouncementRow, call.notice.about)
    return "" if row is None or row.sealed_fr is None else row.sealed_fr.shown()


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


def morning(session: Session, event: Event, services: Services, now: datetime, *, named: bool = True) -> Reply:
    """How many come, and whom to telephone; in French, as the team is. `named` False: by numbers, for a group."""
    away = (services.hours.day(event.starts_at) - services.hours.day(now)).days
    found = for_team.of_event(session, event)
    lines = [
        WORDS.say("digest-title", away=away),
        WORDS.say("card-title", title=cards.title(event, "fr")),
        dates.span(event.starts_at, event.ends_at, services.zone, "fr"),
        "",
        WORDS.say("digest-confirmed", n=found.confirmed, capacity=event.capacity or 0),
        WORDS.say("digest-waiting", n=found.waiting),
        WORDS.say("digest-cancelled", n=found.cancelled),
        *_group("digest-unreachable", found.unreachable, named=named),
        *_group("digest-unsettled", found.unsettled, named=named),
        *_group("digest-silent", found.silent, named=named),
        *([] if named else ["", WORDS.say("list-names-in-private")]),
    ]
    asked = dict.fromkeys(one.family_number for one in (*found.unsettled, *found.silent))
    families = tuple((to_family_button(number),) for number in list(asked)[:_MOST])
    return Reply("\n".join(lines), ((to_event_button(event.code),), *families))


def to_call(session: Session, event: Event, owed: Sequence[for_team.Call], *, named: bool = True) -> str:
    """Whom to telephone: who is silent, whom the bot cannot write to, who has no Telegram and is `owed` something.

    Who was seen at the door is left out.
    """
    found, here = for_team.of_event(session, event), roll.of_event(session, event.id)
    seen = {child.family_number for child in here.children if child.mark is not None} if here is not None else set()
    groups = {
        "digest-unreachable": found.unreachable,
        "digest-unsettled": found.unsettled,
        "digest-silent": found.silent,
        "digest-owed": [Contact(one.family_number, tuple(p.first_name for p in one.people), one.phone) for one in owed],
    }
    lines = [WORDS.say("card-title", title=cards.title(event, "fr"))]
    for key, contacts in groups.items():
        lines += _group(key, [one for one in contacts if one.family_number not in seen], named=named)
    return "\n".join(lines if lines[1:] else [*lines, WORDS.say("list-nobody-to-call")])


def _group(key: str, contacts: Sequence[Contact], *, named: bool) -> list[str]:
    if not contacts:
        return []
    return ["", WORDS.say(key), *(_contact(one, named=named) for one in contacts)]


def _contact(one: Contact, *, named: bool) -> str:
    if not named:
        return WORDS.say("list-family", family=str(one.family_number))
    who = ", ".join(name or WORDS.label("who-unnamed") for name in one.first_names)
    phone = "none" if one.phone is None else shown_phone(one.phone)
    return WORDS.say("digest-contact", who=who, family=str(one.family_number), phone=phone)
