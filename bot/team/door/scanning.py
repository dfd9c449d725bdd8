"""A code that somebody of the team has scanned: who has come, or why not, in words; no code blocks the next one."""

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.core import staff
from bot.core.staff import Act
from bot.messages import dates
from bot.team.door import view
from bot.team.lists import access, screens
from bot.team.writing import WORDS, short
from scheduler.door import checking, roll, rules
from scheduler.door.checking import Found, Scanned
from scheduler.door.roll import Child, Roll
from scheduler.door.rules import Gate
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import of_signups

_HERE = (Found.ARRIVED, Found.ALREADY)
_ELSEWHERE = (Found.OTHER, Found.CANCELLED)


def is_at_the_door(context: Context, entry: Registration) -> bool:
    """Whether the event of this code lets people in right now."""
    return rules.gate(entry.event, context.now, context.services.hours) is Gate.OPEN


def unknown(context: Context) -> Outcome:
    """Nobody was given such a code: the list finds them by name."""
    lists = Button(WORDS.label("list-events"), Press(Action.LIST, "all"))
    return context.answer(Reply(WORDS.say("scan-unknown"), ((lists,),)))


def scanned(context: Context, token: str, family_id: int, entry: Registration) -> Outcome:
    """Check in, and say so; what helps at that second is for whoever has the event."""
    by = context.turn.person or 0
    found = checking.scan(context.session, token, by=by, now=context.now, hours=context.services.hours)
    if found is None:
        return unknown(context)
    act = Act.CHECKED_IN if found.found is Found.ARRIVED else Act.CODE_SEEN
    staff.note(context.session, by, act, context.now, entry.signup_id)
    if not access.sees(context, entry.event):
        return context.answer(Reply(_said(context, found, entry, _called(entry))))
    there = roll.of_event(context.session, entry.event.id, context.services.hours)
    household = () if there is None else there.household_of(entry.signup_id)
    child = next((one for one in household if one.signup_id == entry.signup_id), None)
    named = _called(entry) if child is None else view.named(child)
    lines = [_said(context, found, entry, named)]
    lines += view.notes(child) if child is not None and found.found in _HERE else []
    rows = _rows(found, there, household, entry)
    said = Reply("\n".join(lines), (*rows, *_elsewhere(context, found, family_id)))
    has_notes = len(lines) > 1
    return screens.show(context, entry.event, None, said) if has_notes else context.answer(said)


def _called(entry: Registration) -> str:
    if entry.first_name is None:
        return WORDS.label("who-unnamed")
    if entry.age is None:
        return entry.first_name
    return WORDS.label("door-child", who=entry.first_name, age=entry.age)


def _said(context: Context, found: Scanned, entry: Registration, named: str) -> str:
    zone, event = context.services.zone, entry.event
    at = "" if found.at is None else _at(context, found)
    return WORDS.say(
        f"scan-{found.found.value.replace('_', '-')}",
        who=named if found.found in _HERE else _all_of(context, entry, named),
        title=cards.title(event, "fr"),
        when=dates.span(event.starts_at, event.ends_at, zone, "fr"),
        at=at,
    )


def _all_of(context: Context, entry: Registration, named: str) -> str:
    """One code may be that of several places without a name."""
    there = None if entry.first_name else roll.of_event(context.session, entry.event.id, context.services.hours)
    places = () if there is None else there.household_of(entry.signup_id)
    return WORDS.label("who-unnamed-many", n=len(places)) if len(places) > 1 else named


def _at(context: Context, found: Scanned) -> str:
    """The hour, and the day where that is another one."""
    if found.at is None:
        return ""
    if found.found is Found.CANCELLED:
        return dates.moment(found.at, context.services.zone, "fr")
    return view.hour(found.at, context.services)


def _rows(found: Scanned, there: Roll | None, household: tuple[Child, ...], entry: Registration) -> tuple[Row, ...]:
    if there is None:
        return ()
    rows: list[Row] = []
    left = [child for child in household if child.mark is None]
    if found.found in _HERE and len(left) == 1:
        also = WORDS.label("scan-also", who=view.named(left[0]))
        rows.append((Button(short(also), Press(Action.DOOR, f"in-{left[0].signup_id}", entry.event.id)),))
    elif found.found in _HERE and left:
        rows.append((view.together(left, entry.event),))
    if found.found in _HERE:
        undo = Press(Action.DOOR, f"undo-{entry.signup_id}", entry.event.id)
        rows.append((Button(WORDS.label("scan-undo"), undo), view.to_list(entry.event)))
    return tuple(rows)


def _elsewhere(context: Context, found: Scanned, family_id: int) -> tuple[Row, ...]:
    """The code is not for now, but the family has a place at something that is."""
    if found.found not in _ELSEWHERE:
        return ()
    ids = checking.seats_now(context.session, family_id, context.now)
    entries = of_signups(context.session, ids, context.services.hours)
    seen = [one for one in entries if access.sees(context, one.event)]
    return tuple((_instead(one),) for one in seen)


def _instead(entry: Registration) -> Button:
    label = WORDS.label("scan-instead", who=_called(entry), title=cards.title(entry.event, "fr"))
    return Button(short(label), Press(Action.DOOR, f"in-{entry.signup_id}", entry.event.id))
