"""What each word or run of words understood says of days and hours, and the classes of words that rules speak of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from intents.dates.points import MIDDAY, MIDNIGHT, NOON, Clock, Fixed, Habit, Later, Point, Times, WeekdayOf
from intents.dates.when import Interval, minutes_on, of_span
from intents.text.grammar import Found, Item

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


_NUMBER = ("zero", "n12", "n31", "n99", "big")
_DATE_DAY = ("n12", "n31", "nth", "first")
_THE = ("the", "la", "les", "the_en")
_POINT = ("point", "span", "weekday")
_BOUNDS = ("until", "until_the", "by", "by_the", "from", "from_the", "before", "before_the", "after", "after_the")
_BESIDE = (
    *_THE,
    "whole",
    "in",
    "within",
    "during",
    "of",
    "du",
    "au",
    "this",
    "next",
    "last",
    "begin",
    "mid",
    "end",
    "for",
)
CLASSES: Mapping[str, tuple[str, ...]] = {
    "NUMBER": _NUMBER,
    "COUNT": ("zero", "n12", "n31", "n99", "one", "a"),
    "AN": (*_NUMBER, "one", "a", "age_unit"),  # English "an" is written as French years
    "DAY": ("n12", "n31"),
    "DATE_DAY": _DATE_DAY,
    "ANY_DAY": (*_DATE_DAY, "premier"),
    "YEAR": ("year", "n31", "n99"),
    "SHORT_YEAR": ("year", "zero", "n12", "n31", "n99"),
    "BIG_YEAR": ("zero", "n31", "n99"),
    "SEPARATOR": ("dot", "dash"),
    "AND": ("and", "or"),
    "TO": ("to", "a", "au", "dash"),
    "AGE_UNIT": ("age_unit", "year_unit", "years_old"),
    "THE": _THE,
    "LE": ("the",),
    "LES": ("les",),
    "ONE": ("one",),
    "WEEKDAY": ("weekday",),
    "EACH_WEEKDAY": ("weekday", "weekdays"),
    "WEEKDAYS": ("weekday", "weekdays", "weekend", "habit"),
    "EVERY_DAY": ("weekdays", "habit"),
    "SHORT_DAY": ("weekday_short", "month_or_day", "game_or_day"),
    "PLAIN_MONTH": ("month", "month_word", "month_or_seven"),
    "MONTH": ("month", "month_word", "month_or_seven", "month_or_day"),
    "ANY_MONTH": ("month", "month_word", "month_or_seven", "month_or_day"),
    "LEAD_MONTH": ("month_word", "month_or_seven"),
    "MONTH_LEAD": (*_BOUNDS, *_BESIDE, "between", "to", "a", "since", "the_week_of"),
    "SEASON_LEAD": (*_BOUNDS, *_BESIDE),
    "DAY_LEAD": ("the", "du", "au", "on", "from_the", "until_the", "before_the", "after_the", "by_the", "the_week_of"),
    "BETWEEN_LEAD": ("between", "from", "from_the", "of", "du", "des"),
    "BEFORE": ("before", "before_the"),
    "AFTER": ("after", "after_the"),
    "FROM": ("from", "from_the"),
    "UNTIL": ("until", "until_the"),
    "BY": ("by", "by_the"),
    "BEFORE_AT": (*_DATE_DAY, "weekday", "relative_day", "month", "month_word", "year", "part"),
    "HOUR": (*_NUMBER, "one"),
    "HALF_DAY": ("noon", "midnight"),
    "PART_NAME": ("part",),
    "WEEKLY": ("weekday", "weekdays", "weekend", "school_days", "part", "parts", "relative_day", "any_day"),
    "CLOCK": ("clock", "noon", "midnight"),
    "PART": ("part", "noon"),
    "PARTS": ("part", "parts", "noon"),
    "PART_OF": ("begin", "mid", "end"),
    "MOMENT": ("part", "parts", "noon", "clock", "hours"),
    "POINT": _POINT,
    "UNIT_OF_TIME": ("day_unit", "week", "month_unit", "year_unit", "age_unit"),
    "STRETCH": ("week", "weekend", "weekday", "day_unit"),
    "END_RANK": ("premier", "last"),
    "RANK": ("premier", "ordinal", "last"),
    "SCHOOL_NAME": ("feast", "season", "month"),
    "DATED": ("point", "span"),
    "WANTED_NEXT": (*_POINT, *_THE, *_BOUNDS, "habit", "weekdays", "weekend", "days", "hours", "part", "this", "next"),
    "LINK": (*_THE, "in", "on", "of", "du", "au", "a", "at", "during", "within", "this"),
    "FILLER": ("able", *_THE, "du", "of", "a", "at", "in", "on", "during", "for", "within", "au"),
}
