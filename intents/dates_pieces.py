"""What each word or run of words understood says of days and hours: the pieces that make an expression."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intents.dates_points import Fixed, Habit, Later, Point, WeekdayOf
from intents.dates_times import MIDDAY, MIDNIGHT, NOON, Clock, Times
from intents.grammar import Found, Item
from intents.interval import Interval, minutes_on, of_span

_CLOCKS = frozenset(("clock", "hours"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an expression. `weekday`: the day is only named, so that a week or an hour gone by may move it.

    `clock`: the time is one of the clock; not `alone`: without a day it is a length of time ("2 h").
    `habit`: every such day, which is no date.
    """

    days: Interval | None = None
    times: Times | None = None
    weekday: bool = False
    clock: bool = False
    alone: bool = True
    habit: bool = False


def pieces_of(item: Item, now: datetime) -> Iterator[Piece]:
    """What an item tells: a piece, several for a list of days, none for most words."""
    today = now.date()
    match item.kind, item.value:
        case "point" | "span" | "aside", Point() as point:
            yield _pointed(point, now)
        case "later" | "aside", Later() as later:
            yield Piece(_later(later, now))
        case "weekday", int() as weekday:
            yield Piece(of_span(WeekdayOf(weekday).after(today)), weekday=True)
        case "days", tuple() as spans:
            yield from (Piece(of_span(span)) for span in spans)
        case "habit", Habit() as habit:
            yield from (Piece(interval, weekday=interval.day is not None) for interval in habit.told)
            if not habit.told:
                yield Piece(habit=True)
        case "every" | "parts", _:
            yield Piece(habit=True)
        case _:
            times = times_of(item)
            if times:
                clock = item.value if isinstance(item.value, Clock) else None
                yield Piece(times=times, clock=item.kind in _CLOCKS, alone=clock is None or clock.alone)


def _pointed(point: Point, now: datetime) -> Piece:
    days = point.told(now.date())
    if not isinstance(point, Fixed):
        return Piece(days)
    running = point.from_now and days is not None and days.end is not None and days.end > now
    return Piece(replace(days, start=now) if days and running else days, point.hours)


def times_of(item: Item) -> Times | None:
    """The time of day an item tells."""
    match item.kind, item.value:
        case "hours" | "part" | "parts" | "aside", Times() as times:
            return times
        case "clock", Clock() as clock:
            return clock.times
        case "noon", _:
            return MIDDAY
        case "midnight", _:
            return MIDNIGHT
        case _:
            return None


def moment(found: Found, label: str) -> Times | None:
    """The time of day of a labelled item."""
    item = found.item(label)
    if item and item.kind == "noon":
        return NOON
    return times_of(item) if item else None


def timed(days: Interval, times: Times | None) -> Interval:
    """A day narrowed to a time of it; several days stay whole."""
    return minutes_on(days.day, times.first, times.last) if times and days.day else days


def _later(later: Later, now: datetime) -> Interval:
    minute = now.replace(second=0, microsecond=0)
    then = minute + timedelta(minutes=later.minutes)
    if later.meanwhile:
        return Interval(min(minute, then), max(minute, then)) if then != minute else Interval(minute, None)
    return Interval(then, then + timedelta(minutes=1))
