"""Who comes without a place: first name, age, an adult's phone, asked one after the other or told in one line."""

from dataclasses import replace

from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Welcoming
from bot.core import staff
from bot.core.staff import Act
from bot.team.door import view
from bot.team.door.view import Shown
from bot.team.lists import screens
from bot.team.writing import WORDS, asking, under_way
from intents.readers.births import read_phone
from intents.readers.people import read_names
from intents.slots.ages import find_ages
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.door import checking, roll, rules
from scheduler.door.checking import Added, Full, Shut, WalkIn

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
        at = view.hour(rules.opens_at(found.event), context.services)
        return asking(context, None, Reply(WORDS.say(f"door-shut-{done.value}", at=at)))
    who = next((view.named(child) for child in found.children if child.signup_id == done.signup_id), "")
    said = Reply(WORDS.say("walk-in-added", who=who))
    undo = Shown(undo=(done.signup_id,))
    return screens.show(context, found.event, None, said, view.listed(found, undo, context.services, context.now))
