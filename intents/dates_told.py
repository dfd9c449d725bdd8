"""From the dates, days and hours found in a sentence to the intervals they are to the letter, one an expression."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from intents.dates_points import Fixed, Habit, Later, Point, WeekdayOf, one_day
from intents.dates_times import MIDDAY, MIDNIGHT, NOON, Clock, Times
from intents.grammar import Found, Item
from intents.interval import Interval, minutes_on, of_span
from intents.when import ONE_DAY

_WEEK = 7  # days
_LINKS = frozenset(
    ("the", "la", "les", "the_en", "of", "du", "des", "au", "a", "at", "in", "on", "within", "during", "for", "comma")
)
_LINKS |= {"word", "around", "until", "begin", "mid", "dash"}
_CLOCKS = frozenset(("clock", "hours"))
_AND = frozenset(("and", "or"))
_MOST_WORDS = 2  # between a day and its hour: "samedi 5, plutôt le matin"


@dataclass(frozen=True, slots=True)
class _Piece:
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


def told(items: Sequence[Item], now: datetime) -> tuple[Interval, ...]:
    """The intervals in order; `now` and they are local, without zone."""
    pieces: list[_Piece] = []
    gap: list[str] | None = None  # the kinds since the last piece; None when what follows is another expression
    for item in items:
        found = list(_pieces(item, now))
        if not found:
            gap = _longer(gap, item.kind)
            continue
        for piece in found:
            _add(pieces, piece, gap)
            gap = None
        gap = []
    return tuple(interval for piece in pieces if (interval := _resolved(piece, now)))


def _longer(gap: list[str] | None, kind: str) -> list[str] | None:
    if gap is None or not (kind in _LINKS or kind in _AND):
        return None
    return [*gap, kind] if gap.count("word") + (kind == "word") <= _MOST_WORDS else None


def _pieces(item: Item, now: datetime) -> Iterator[_Piece]:
    today = now.date()
    match item.kind, item.value:
        case "point" | "span" | "aside", Point() as point:
            days = point.told(today)
            if isinstance(point, Fixed) and point.from_now and days and days.end and days.end > now:
                days = replace(days, start=now)
            yield _Piece(days, point.hours if isinstance(point, Fixed) else None)
        case "later" | "aside", Later() as later:
            yield _Piece(_later(later, now))
        case "weekday", int() as weekday:
            yield _Piece(of_span(WeekdayOf(weekday).after(today)), weekday=True)
        case "days", tuple() as spans:
            yield from (_Piece(of_span(span)) for span in spans)
        case "habit", Habit() as habit:
            yield from (_Piece(interval, weekday=interval.day is not None) for interval in habit.told)
            if not habit.told:
                yield _Piece(habit=True)
        case "every" | "parts", _:
            yield _Piece(habit=True)
        case _:
            times = times_of(item)
            if times:
                clock = item.value if isinstance(item.value, Clock) else None
                yield _Piece(times=times, clock=item.kind in _CLOCKS, alone=clock is None or clock.alone)


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


def _add(pieces: list[_Piece], piece: _Piece, gap: list[str] | None) -> None:
    """Make one expression of neighbours that complete each other; otherwise begin another."""
    joined = _joined(pieces[-1], piece) if pieces and gap is not None and not _AND & set(gap) else None
    if joined:
        pieces[-1] = joined
        return
    if pieces and gap is not None:
        piece = _same_week(pieces[-1], piece)
    another_hour = pieces and gap is not None and piece.days is None and pieces[-1].days and pieces[-1].times
    pieces.append(replace(piece, days=pieces[-1].days) if another_hour else piece)


def _same_week(one: _Piece, other: _Piece) -> _Piece:
    """ "lundi et mardi", said on a Tuesday: the Tuesday after that Monday."""
    if not (one.weekday and other.weekday and one.days and other.days and one.days.day and other.days.day):
        return other
    ahead = other.days.day.weekday() - one.days.day.weekday()
    return replace(other, days=of_span(one_day(one.days.day + ahead * ONE_DAY))) if ahead > 0 else other


def _joined(one: _Piece, other: _Piece) -> _Piece | None:
    if one.habit or other.habit:
        return replace(one, habit=True) if not (one.days or other.days) else None
    if one.days and other.days:
        days = _narrowed(one, other)
        if days is None or (one.times and other.times):
            return None
        return _Piece(days, one.times or other.times, clock=one.clock or other.clock)
    if one.times and other.times and one.clock == other.clock:
        return None
    times = one.times.both(other.times) if one.times and other.times else one.times or other.times
    return _Piece(one.days or other.days, times, one.weekday or other.weekday, one.clock or other.clock)


def _narrowed(one: _Piece, other: _Piece) -> Interval | None:
    """ "mercredi de la semaine prochaine", "samedi, le 12 décembre"; None when they are two dates."""
    if one.days is None or other.days is None:
        return None
    if one.weekday != other.weekday:
        named, wide = (one.days, other.days) if one.weekday else (other.days, one.days)
        return _day_in(named, wide)
    return None


def _day_in(named: Interval, wide: Interval) -> Interval | None:
    """That day of the week, in a week at most."""
    if named.day is None or wide.start is None or wide.days > _WEEK:
        return None
    day = WeekdayOf(named.day.weekday()).after(wide.start.date())
    return of_span(day).both(wide)


def _resolved(piece: _Piece, now: datetime) -> Interval | None:
    if piece.habit:
        return None
    if piece.days is None:
        return _hours_alone(piece, now) if piece.times else None
    interval = timed(piece.days, piece.times)
    if not (piece.weekday and piece.times and interval.start and interval.end):
        return interval
    gone = interval.start if piece.times.clock else interval.end
    later = _WEEK * ONE_DAY * (gone < now.replace(second=0, microsecond=0))
    return Interval(interval.start + later, interval.end + later)


def _hours_alone(piece: _Piece, now: datetime) -> Interval | None:
    """The next time it is that time; "until 4" and "after 4" stay open on one side."""
    if piece.times is None or not piece.alone:
        return None
    first, last = piece.times.first, piece.times.last
    interval = minutes_on(_day_of(piece.times, now), first, last)
    if piece.times.from_now and interval.end and interval.end > now:
        return replace(interval, start=now.replace(second=0, microsecond=0))
    return Interval(interval.start if first is not None else None, interval.end if last is not None else None)


def _day_of(times: Times, now: datetime) -> date:
    """Today, or tomorrow when the time of the clock, or all of the part of the day, has gone by."""
    today = minutes_on(now.date(), times.first, times.last)
    instant = times.hours.first == times.hours.last
    gone = today.start if instant else today.end
    return now.date() + ONE_DAY * (gone is not None and gone < now.replace(second=0, microsecond=0))
