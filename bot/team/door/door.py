"""What the buttons of the list at the door do; each is answered by what is true now, however old the message.

And what the beat does: it tells those who check in who is missing after a quarter of an hour, and closes the rest.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import LARGEST_ID, Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Welcoming
from bot.core import staff
from bot.core.staff import Act
from bot.team.door import arriving, view
from bot.team.door.view import Shown, View
from bot.team.lists import access
from bot.team.writing import WORDS, asking
from intents.readers.births import shown_phone
from scheduler.core.hours import VenueHours
from scheduler.door import checking, closing, roll
from scheduler.door.checking import Marked, Shut
from scheduler.door.closing import AtTheDoor
from scheduler.door.roll import Child, Mark, Roll


@dataclass(frozen=True, slots=True)
class _Tap:
    """A button of an event's door: the numbers in its code are pages, or sign-ups."""

    context: Context
    roll: Roll
    numbers: tuple[int, ...]

    @property
    def event_id(self) -> int:
        return self.roll.event.id

    @property
    def by(self) -> int:
        return self.context.turn.person or 0

    def now(self) -> Roll:
        """The roll as it is after what was done."""
        found = roll.of_event(self.context.session, self.event_id, self.context.services.hours)
        return self.roll if found is None else found


def pressed(context: Context, press: Press) -> Outcome:
    """A button of a door. Whoever does not have the event learns nothing from it, and in a group nobody does."""
    found = roll.of_event(context.session, press.revision, context.services.hours)
    verb, _, rest = press.code.partition("-")
    act, numbers = _ACTS.get(verb), _numbers(rest)
    if found is None or act is None or numbers is None or not access.sees(context, found.event):
        return context.answer(toast=WORDS.label("old-button"))
    if not context.turn.is_private:
        return context.answer(toast=WORDS.label("list-in-private"))
    return act(_Tap(context, found, numbers))


def _numbers(code: str) -> tuple[int, ...] | None:
    parts = [one for one in code.split("-") if one]
    numbers = tuple(int(one) for one in parts if one.isdecimal())
    return numbers if len(numbers) == len(parts) and all(one <= LARGEST_ID for one in numbers) else None


def shown(tap: _Tap, how: Shown, toast: str | None = None) -> Outcome:
    """The list as it is now, in the place of the message whose button was tapped."""
    context = tap.context
    reply = view.listed(tap.now(), how, context.services, context.now)
    shown_here = Reply(reply.text, reply.rows, in_place=context.was_pressed)
    return access.show(context, tap.roll.event, None, shown_here, toast=toast)


def _said(context: Context, reply: Reply, toast: str | None = None) -> Outcome:
    done = asking(context, None, reply)
    return Outcome(done.replies, done.conversation, toast)


def _list(tap: _Tap) -> Outcome:
    staff.note(tap.context.session, tap.by, Act.LIST_SEEN, tap.context.now, tap.event_id)
    return shown(tap, Shown(page=_first(tap)))


def _first(tap: _Tap) -> int:
    return tap.numbers[0] if tap.numbers else 0


def _in(tap: _Tap) -> Outcome:
    return _mark(tap, tap.numbers[:1], Mark.PRESENT)


def _family(tap: _Tap) -> Outcome:
    left = [child.signup_id for child in tap.roll.household_of(_first(tap)) if child.mark is None]
    return _mark(tap, tuple(left) or tap.numbers[:1], Mark.PRESENT)


def _excused(tap: _Tap) -> Outcome:
    return _mark(tap, tap.numbers[:1], Mark.EXCUSED)


def _mark(tap: _Tap, signup_ids: tuple[int, ...], what: Mark) -> Outcome:
    context = tap.context
    done = checking.mark(
        context.session, tap.event_id, signup_ids, what, by=tap.by, now=context.now, hours=context.services.hours
    )
    if isinstance(done, Shut):
        return shown(tap, Shown(), _shut(done, tap))
    for signup_id in done.fresh:
        act = Act.CHECKED_IN if what is Mark.PRESENT else Act.EXCUSED
        staff.note(context.session, tap.by, act, context.now, signup_id)
    return shown(tap, Shown(undo=done.fresh), _told(tap.now(), done, tap))


def _told(found: Roll, done: Marked, tap: _Tap) -> str:
    """The word on top of the screen: who is in now, or was in already, since when."""
    about = done.fresh or done.already
    children = [child for child in found.children if child.signup_id in about]
    if not children:
        return WORDS.label("door-no-seat-any-more")
    key = "door-marked" if done.fresh else "door-already"
    what = view.marked(children[0], tap.context.services)
    return WORDS.label(key, who=view.everybody(children), what=what)


def _shut(why: Shut, tap: _Tap) -> str:
    at = view.hour(roll.opens_at(tap.roll.event), tap.context.services)
    return WORDS.label(f"door-shut-{why.value}", at=at)


def _undo(tap: _Tap) -> Outcome:
    context = tap.context
    who = [child for child in tap.roll.children if child.signup_id in tap.numbers and child.mark is not None]
    done = checking.undo(context.session, tap.event_id, tap.numbers, now=context.now, hours=context.services.hours)
    if isinstance(done, Shut):
        return shown(tap, Shown(), _shut(done, tap))
    for signup_id in done.fresh:
        staff.note(context.session, tap.by, Act.UNCHECKED, context.now, signup_id)
    toast = WORDS.label("door-undone", who=view.everybody(who)) if done.fresh else WORDS.label("door-nothing-to-undo")
    return shown(tap, Shown(), toast)


def _find(tap: _Tap) -> Outcome:
    """Which name? What is typed next is looked for."""
    return asking(tap.context, _writing(tap, "search"), Reply(WORDS.say("door-search"), (_back(tap),)))


def _writing(tap: _Tap, awaits: str) -> Welcoming:
    begun = int(tap.context.now.timestamp())
    return Welcoming(person_id=tap.by, begun=begun, event_id=tap.event_id, awaits=awaits)


def _back(tap: _Tap) -> Row:
    return (Button(WORDS.label("door-back"), Press(Action.DOOR, "list-0", tap.event_id)),)


def _add(tap: _Tap) -> Outcome:
    return arriving.ask(tap.context, _writing(tap, "first_name"))


def _close(tap: _Tap) -> Outcome:
    """Sure? With how many would be absent."""
    yes = Button(WORDS.label("door-close-yes"), Press(Action.DOOR, "closed", tap.event_id))
    said = WORDS.say("door-close-sure", n=len(tap.roll.missing))
    return _said(tap.context, Reply(said, ((yes,), _back(tap)), in_place=tap.context.was_pressed))


def _closed(tap: _Tap) -> Outcome:
    context = tap.context
    done = closing.close(context.session, tap.event_id, by=tap.by, now=context.now, hours=context.services.hours)
    if isinstance(done, Shut):
        return shown(tap, Shown(), _shut(done, tap))
    staff.note(context.session, tap.by, Act.CLOSED, context.now, tap.event_id)
    return shown(tap, Shown())


def _reopen(tap: _Tap) -> Outcome:
    context = tap.context
    if closing.reopen(context.session, tap.event_id, now=context.now, hours=context.services.hours):
        staff.note(context.session, tap.by, Act.REOPENED, context.now, tap.event_id)
    return shown(tap, Shown())


def written(context: Context, current: Welcoming) -> Outcome:
    """What is typed at a door: a name that is looked for, or a line about who came without a place."""
    found = roll.of_event(context.session, current.event_id, context.services.hours)
    if found is None or not access.sees(context, found.event):
        return asking(context, None, Reply(WORDS.say("door-is-over")))
    if current.awaits != "search":
        return arriving.written(context, current)
    there = roll.matching(found.children, context.turn.text, lambda child: child.first_name or "")
    back: Row = (Button(WORDS.label("door-back"), Press(Action.DOOR, "list-0", current.event_id)),)
    if not there:
        return asking(context, current, Reply(WORDS.say("door-nobody", words=context.turn.text), (back,)))
    ids = tuple(child.signup_id for child in there)
    reply = view.listed(found, Shown(found=ids), context.services, context.now)
    return access.show(context, found.event, current, reply)


_ACTS: dict[str, Callable[[_Tap], Outcome]] = {
    "list": _list,
    "excuse": lambda tap: shown(tap, Shown(View.EXCUSE, _first(tap))),
    "fix": lambda tap: shown(tap, Shown(View.FIX, _first(tap))),
    "in": _in,
    "fam": _family,
    "exc": _excused,
    "undo": _undo,
    "find": _find,
    "add": _add,
    "close": _close,
    "closed": _closed,
    "open": _reopen,
    "age": lambda tap: arriving.tapped(tap.context, tap.event_id, "age", _first(tap)),
    "nophone": lambda tap: arriving.tapped(tap.context, tap.event_id, "nophone"),
    "over": lambda tap: arriving.tapped(tap.context, tap.event_id, "over"),
}


MOST_NAMED = 20


def tell(session: Session, managers: Collection[int], now: datetime, hours: VenueHours) -> None:
    """Once an event, to each who checked somebody in there and is of the team still."""
    for due in closing.absents_due(session, now):
        found = roll.of_event(session, due.event.id, hours)
        if found is not None and found.missing:
            _tell(session, due, found, managers, now, hours)
    closing.close_due(session, now, hours)


def _tell(
    session: Session, due: AtTheDoor, found: Roll, managers: Collection[int], now: datetime, hours: VenueHours
) -> None:
    lines = [WORDS.say("absents", n=len(found.missing), title=cards.title(due.event, "fr"))]
    lines += [_line(child) for child in found.missing[:MOST_NAMED]]
    said = Reply("\n".join([*lines, WORDS.say("absents-how")]), ((view.to_list(due.event),),))
    for person in due.persons:
        if staff.role_of(session, person, managers) is not None:
            access.owe_noted(session, due.event, person, said, now, hours)


def _line(child: Child) -> str:
    phone = "none" if child.phone is None else shown_phone(child.phone)
    return WORDS.say("absents-line", who=view.named(child), family=str(child.family_number), phone=phone)
