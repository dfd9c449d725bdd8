"""What is asked about an event, one thing at a time: how it is asked, and how what is typed or tapped is taken.

Of a series: on which days it is held.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.chat.writings import Planning
from bot.team.agenda import concerned
from bot.team.writing import WORDS, asking, hint, short
from intents.readers import planning as readers
from intents.readers.filling import one_line
from knowledge.agenda.agenda import Audience, Kind, Theme
from knowledge.exchange.cells import WallTimeError, read
from knowledge.exchange.rows import DESCRIPTION_LIMIT, LARGEST, OLDEST, ROOM_LIMIT, TITLE_LIMIT

_WEEK = timedelta(weeks=1)


class Every(StrEnum):
    """How far apart they are."""

    WEEK = "week"
    TWO_WEEKS = "two_weeks"
    MONTH = "month"  # the same weekday of the month: the second Saturday; the fifth is the last


def days_after(first: date, every: Every, count: int) -> tuple[date, ...]:
    """The `count` days that follow `first`, which is not among them."""
    if every is Every.MONTH:
        return tuple(_in_month(first, months) for months in range(1, count + 1))
    step = _WEEK if every is Every.WEEK else 2 * _WEEK
    return tuple(first + step * number for number in range(1, count + 1))


def _in_month(first: date, months: int) -> date:
    """The day of the same weekday and rank, so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    begins = date(first.year + years, month + 1, 1)
    earliest = begins + timedelta(days=(first.weekday() - begins.weekday()) % 7)
    rank = (first.day - 1) // 7
    found = earliest + _WEEK * rank
    return found if found.month == begins.month else found - _WEEK


LONGEST_REASON = 300  # characters
MOST_IN_SERIES = 24
_LONGEST = {
    "title": TITLE_LIMIT,
    "room": ROOM_LIMIT,
    "description": DESCRIPTION_LIMIT,
    "reason": LONGEST_REASON,
}
_SKIPPED = ("room", "ages", "places", "description", "audiences", "themes", "reason")  # may be left out
_CHOSEN: dict[str, tuple[StrEnum, ...]] = {"kind": tuple(Kind), "every": tuple(Every)}
_SEVERAL: dict[str, tuple[StrEnum, ...]] = {"audiences": tuple(Audience), "themes": tuple(Theme)}
_A_ROW = 2  # buttons

# What was typed, put into the form; or the key of the sentence that says what is wrong.
Taken = Planning | str


def ask(context: Context, planning: Planning, problem: str = "") -> Outcome:
    """The question of this step, with what it may be answered with."""
    lines = [WORDS.say(problem, most=_LONGEST.get(planning.awaits, 0))] if problem else []
    lines += [WORDS.say(f"plan-ask-{planning.awaits}", title=planning.title), *hint(context)]
    rows = (*_choices(context, planning), *_ways(planning))
    # Typed words have taken the question's place on the screen: the next one comes below them.
    return asking(context, planning, Reply("\n".join(lines), rows, context.was_pressed))


def _ways(planning: Planning) -> tuple[Row, ...]:
    skip = (button(planning, "skip", f"plan-skip-{planning.awaits}"),) if planning.awaits in _SKIPPED else ()
    back = (button(planning, "back", "plan-back"),) if planning.act == "new" and planning.awaits != "title" else ()
    several = (button(planning, "done", "plan-several-done"),) if getattr(planning, planning.awaits) else ()
    first = several if planning.awaits in _SEVERAL and several else skip
    return (first, (*back, button(planning, "drop", "plan-drop")))


def button(planning: Planning, code: str, key: str, **about: str | int) -> Button:
    """One of the buttons of what is under way."""
    return Button(short(WORDS.label(key, **about)), Press(Action.PLAN, code, planning.begun))


def _choices(context: Context, planning: Planning) -> tuple[Row, ...]:
    field = planning.awaits
    if field == "room":
        found = [
            Button(one.name, Press(Action.PLAN, f"set-{one.id}", planning.begun))
            for one in concerned.rooms(context.services.assistant)
        ]
    elif field in _CHOSEN:
        found = [button(planning, f"set-{one.value}", f"plan-{field}-{one.name.lower()}") for one in _CHOSEN[field]]
    elif field in _SEVERAL:
        there = getattr(planning, field).split(";")
        found = [_switch(planning, field, one, is_on=one.value in there) for one in _SEVERAL[field]]
    else:
        return ()
    return tuple(tuple(found[start : start + _A_ROW]) for start in range(0, len(found), _A_ROW))


def _switch(planning: Planning, field: str, one: StrEnum, *, is_on: bool) -> Button:
    named = WORDS.label(f"plan-{field}-{one.name.lower().replace('_', '-')}")
    return button(planning, f"set-{one.value}", "plan-on" if is_on else "plan-off", what=named)


def chosen(context: Context, planning: Planning, value: str) -> Planning | None:
    """With what a button says in the step that is asked; None for what is no choice there."""
    field = planning.awaits
    if field == "room":
        name = next((one.name for one in concerned.rooms(context.services.assistant) if one.id == value), None)
        return None if name is None else replace(planning, room=name)
    if value in _CHOSEN.get(field, ()):
        return _with(planning, field, value)
    if value in _SEVERAL.get(field, ()):
        before = [one for one in getattr(planning, field).split(";") if one]
        after = [one for one in before if one != value] if value in before else [*before, value]
        return _with(planning, field, ";".join(after))
    return None


def is_of_several(planning: Planning) -> bool:
    """Whether more than one may be chosen at this step."""
    return planning.awaits in _SEVERAL


def may_skip(planning: Planning) -> bool:
    """Whether this step may be left out."""
    return planning.awaits in _SKIPPED


def emptied(planning: Planning) -> Planning:
    """With nothing in the step that is asked."""
    return _with(planning, planning.awaits, "")


def _with(planning: Planning, field: str, value: str) -> Planning:
    changes: dict[str, str] = {field: value}
    return replace(planning, **changes)  # type: ignore[arg-type]  # the fields that are asked for are all texts


def taken(context: Context, planning: Planning) -> Taken:
    """What was typed at this step."""
    reader = _READERS.get(planning.awaits)
    return "plan-tap" if reader is None else reader(context, planning)


def _text(field: str) -> Callable[[Context, Planning], Taken]:
    def take(context: Context, planning: Planning) -> Taken:
        words = context.turn.whole
        return _with(planning, field, words) if 0 < len(words) <= _LONGEST[field] else "plan-wrong-text"

    return take


def _line(field: str) -> Callable[[Context, Planning], Taken]:
    def take(context: Context, planning: Planning) -> Taken:
        line = one_line(context.turn.whole, _LONGEST[field] + 1)
        return _with(planning, field, line) if 0 < len(line) <= _LONGEST[field] else "plan-wrong-text"

    return take


def _starts(context: Context, planning: Planning) -> Taken:
    found = readers.day_and_hours(context.turn.whole, context.local_now)
    if found is None:
        return "plan-wrong-day"
    starts = found.starts or _usual_hour(planning)
    if starts is None:
        return "plan-wrong-hour"
    if any(at and _instant(context, found.day, at) is None for at in (starts, found.ends)):
        return "plan-wrong-clock"
    begins = datetime.combine(found.day, starts)
    if begins <= context.local_now.replace(tzinfo=None):
        return "plan-wrong-past"
    if found.ends is not None and found.ends > starts:
        return replace(planning, starts=_said(begins), ends=_said(datetime.combine(found.day, found.ends)))
    return replace(planning, starts=_said(begins), ends=_usual_end(planning, begins))


def _usual_hour(planning: Planning) -> time | None:
    """Of an event that gets another day: its hour stays."""
    return datetime.fromisoformat(planning.starts).time() if planning.event_code else None


def _usual_end(planning: Planning, begins: datetime) -> str:
    if not planning.event_code:
        return ""
    lasts = datetime.fromisoformat(planning.ends) - datetime.fromisoformat(planning.starts)
    return _said(begins + lasts)


def _instant(context: Context, day: date, at: time) -> datetime | None:
    """On the venue's clock; None for an hour that the clocks skip, or that comes twice."""
    try:
        return read(_said(datetime.combine(day, at)), context.services.zone)
    except WallTimeError:
        return None


def _said(at: datetime) -> str:
    return at.isoformat(timespec="minutes")


def _ends(context: Context, planning: Planning) -> Taken:
    begins = datetime.fromisoformat(planning.starts)
    found = readers.end(context.turn.whole, begins.time(), context.local_now)
    if found is None or _instant(context, begins.date(), found) is None:
        return "plan-wrong-end"
    return replace(planning, ends=_said(datetime.combine(begins.date(), found)))


def _ages(context: Context, planning: Planning) -> Taken:
    found = readers.ages(context.turn.whole)
    if found is None or max(found.low or 0, found.high or 0) > OLDEST:
        return "plan-wrong-ages"
    low, high = ("" if one is None else str(one) for one in (found.low, found.high))
    return replace(planning, ages=f"{low}-{high}")


def _places(context: Context, planning: Planning) -> Taken:
    found = readers.number(context.turn.whole)
    return "plan-wrong-places" if found is None or not 1 <= found <= LARGEST else replace(planning, places=str(found))


def _count(context: Context, planning: Planning) -> Taken:
    found = readers.number(context.turn.whole)
    if found is None or not 1 <= found <= MOST_IN_SERIES:
        return "plan-wrong-count"
    return replace(planning, count=str(found))


_READERS: dict[str, Callable[[Context, Planning], Taken]] = {
    "title": _line("title"),
    "starts": _starts,
    "ends": _ends,
    "room": _line("room"),
    "ages": _ages,
    "places": _places,
    "description": _text("description"),
    "reason": _text("reason"),
    "count": _count,
}
