"""Who comes: with a code that somebody of the team scans, or without a place.

A code says who has come, or why not; no code blocks the next one. Of who has no place the first name, the age and an
adult's phone are asked one after the other, or told in one line.
"""

from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Welcoming
from bot.core import staff
from bot.core.staff import Act
from bot.messages import dates
from bot.team.door import view
from bot.team.door.view import Shown
from bot.team.lists import access
from bot.team.writing import WORDS, asking, short, under_way
from intents.readers.births import read_phone
from intents.readers.people import read_names
from intents.slots.ages import find_ages
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.door import checking, roll
from scheduler.door.checking import Added, Found, Full, Scanned, Shut, WalkIn
from scheduler.door.roll import Child, Gate, Roll
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import of_signups

_HERE = (Found.ARRIVED, Found.ALREADY)
_ELSEWHERE = (Found.OTHER, Found.CANCELLED)


def is_at_the_door(context: Context, entry: Registration) -> bool:
    """Whether the event of this code lets people in right now."""
    return roll.gate(entry.event, context.now, context.services.hours) is Gate.OPEN


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
    return access.show(context, entry.event, None, said) if has_notes else context.answer(said)


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


_NO_PHONE = "-"
_YOUNGEST, _OLDEST, _OLDEST_SHOWN = 3, 99, 15
_A_ROW = 4


def ask(context: Context, current: Welcoming, problem: str = "") -> Outcome:
    """What is awaited, with the buttons that answer it."""
    lead = [WORDS.say(problem)] if problem else []
    said = WORDS.say(f"walk-in-{current.awaits.replace('_', '-')}", who=current.first_name)
    rows = (*_answers(context, current), (_button("door-back", "list-0", current),))
    return asking(context, current, Reply("\n".join([*lead, said]), rows))


def _answers(context: Context, current: Welcoming) -> tuple[Row, ...]:
    if current.awaits == "phone":
        return ((_button("walk-in-no-phone", "nophone", current),),)
    if current.awaits != "age":
        return ()
    event = agenda.by_id(context.session, current.event_id)
    ages = _ages(event)
    buttons = [
        Button(WORDS.label("walk-in-years", age=age), Press(Action.DOOR, f"age-{age}", current.event_id))
        for age in ages
    ]
    return tuple(tuple(buttons[start : start + _A_ROW]) for start in range(0, len(buttons), _A_ROW))


def _ages(event: Event | None) -> range:
    first = _YOUNGEST if event is None or event.age_min is None else event.age_min
    last = _OLDEST_SHOWN if event is None or event.age_max is None else event.age_max
    return range(first, min(last, first + _OLDEST_SHOWN) + 1)


def _button(label: str, code: str, current: Welcoming) -> Button:
    return Button(WORDS.label(label), Press(Action.DOOR, code, current.event_id))


def written(context: Context, current: Welcoming) -> Outcome:
    """What was typed: what is awaited, and whatever else of it is told in the same line."""
    told = _told(context, current)
    if told == current:
        return ask(context, current, f"walk-in-unclear-{current.awaits.replace('_', '-')}")
    return _next(context, told)


def _told(context: Context, current: Welcoming) -> Welcoming:
    typed, awaited = context.turn.text, current.awaits
    phone = read_phone(typed)
    if awaited == "first_name":
        named = read_names(typed, context.now, loosely=True)
        if named is None or len(named.names) != 1:
            return current
        current = replace(current, first_name=named.names[0])
    # Of the figures of a phone, none is an age; where an age is asked, « 7 » is one.
    ages = () if phone else find_ages(typed, context.now)
    if awaited == "age" and not ages and not phone:
        ages = find_ages(f"{typed} ans", context.now)
    if not current.age and len(ages) == 1 and ages[0] <= _OLDEST and awaited in ("first_name", "age"):
        current = replace(current, age=ages[0])
    return replace(current, phone=phone) if phone and not current.phone else current


def _next(context: Context, current: Welcoming) -> Outcome:
    for awaited in ("first_name", "age", "phone"):
        if not getattr(current, awaited):
            return ask(context, replace(current, awaits=awaited))
    return _add(context, current, may_exceed=False)


def tapped(context: Context, event_id: int, verb: str, number: int = 0) -> Outcome:
    """A button of the questions; one of an earlier time is old."""
    current = under_way(context, Welcoming)
    if current is None or current.event_id != event_id:
        return context.answer(toast=WORDS.label("old-button"))
    if verb == "age" and current.awaits == "age" and 0 < number <= _OLDEST:
        return _next(context, replace(current, age=number))
    if verb == "nophone" and current.awaits == "phone":
        return _next(context, replace(current, phone=_NO_PHONE))
    if verb == "over" and current.awaits == "sure":
        return _add(context, current, may_exceed=True)
    return context.answer(toast=WORDS.label("old-button"))


def _add(context: Context, current: Welcoming, *, may_exceed: bool) -> Outcome:
    by, services = context.turn.person or 0, context.services
    phone = None if current.phone == _NO_PHONE else current.phone
    done = checking.add(
        context.session,
        current.event_id,
        WalkIn(current.first_name, current.age, phone),
        by=by,
        now=context.now,
        may_exceed=may_exceed,
        hours=services.hours,
    )
    if isinstance(done, Full):
        return _sure(context, current, done)
    if isinstance(done, Added):
        staff.note(context.session, by, Act.WALKED_IN, context.now, done.signup_id)
        if done.over:
            staff.note(context.session, by, Act.OVER, context.now, current.event_id)
    return _listed(context, current, done)


def _sure(context: Context, current: Welcoming, full: Full) -> Outcome:
    said = WORDS.say("walk-in-full", capacity=full.capacity, taken=full.taken, who=current.first_name)
    rows = ((_button("walk-in-over", "over", current),), (_button("walk-in-not", "list-0", current),))
    return asking(context, replace(current, awaits="sure"), Reply(said, rows))


def _listed(context: Context, current: Welcoming, done: Added | Shut) -> Outcome:
    found = roll.of_event(context.session, current.event_id, context.services.hours)
    if found is None:
        return asking(context, None, Reply(WORDS.say("door-is-over")))
    if isinstance(done, Shut):
        at = view.hour(roll.opens_at(found.event), context.services)
        return asking(context, None, Reply(WORDS.say(f"door-shut-{done.value}", at=at)))
    who = next((view.named(child) for child in found.children if child.signup_id == done.signup_id), "")
    said = Reply(WORDS.say("walk-in-added", who=who))
    undo = Shown(undo=(done.signup_id,))
    return access.show(context, found.event, None, said, view.listed(found, undo, context.services, context.now))
