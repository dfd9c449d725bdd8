"""From the dates, days and hours found in a sentence to the intervals they are to the letter, one an expression."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from intents.dates_pieces import Piece, pieces_of, timed
from intents.dates_points import WeekdayOf, one_day
from intents.dates_times import Times
from intents.grammar import Item
from intents.interval import Interval, minutes_on, of_span
from intents.when import ONE_DAY

_WEEK = 7  # days
_WORDS = ("word", "can")
_LINKS = frozenset(
    ("the", "la", "les", "the_en", "of", "du", "des", "au", "a", "at", "in", "on", "within", "during", "for", "comma")
)
_LINKS |= {*_WORDS, "around", "until", "begin", "mid", "dash"}
_AND = frozenset(("and", "or"))
_MOST_WORDS = 2  # between a day and its hour: "samedi 5, plutôt le matin"


def told(items: Sequence[Item], now: datetime) -> tuple[Interval, ...]:
    """The intervals in order; `now` and they are local, without zone."""
    pieces: list[Piece] = []
    gap: list[str] | None = None  # the kinds since the last piece; None when what follows is another expression
    for item in items:
        found = list(pieces_of(item, now))
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
    return [*gap, kind] if sum(one in _WORDS for one in (*gap, kind)) <= _MOST_WORDS else None


def _add(pieces: list[Piece], piece: Piece, gap: list[str] | None) -> None:
    """Make one expression of neighbours that complete each other; otherwise begin another."""
    joined = _joined(pieces[-1], piece) if pieces and gap is not None and not _AND & set(gap) else None
    if joined:
        pieces[-1] = joined
        return
    if pieces and gap is not None:
        piece = _same_week(pieces[-1], piece)
    another_hour = pieces and gap is not None and piece.days is None and pieces[-1].days and pieces[-1].times
    pieces.append(replace(piece, days=pieces[-1].days) if another_hour else piece)


def _same_week(one: Piece, other: Piece) -> Piece:
    """ "lundi et mardi", said on a Tuesday: the Tuesday after that Monday."""
    if not (one.weekday and other.weekday and one.days and other.days and one.days.day and other.days.day):
        return other
    ahead = other.days.day.weekday() - one.days.day.weekday()
    return replace(other, days=of_span(one_day(one.days.day + ahead * ONE_DAY))) if ahead > 0 else other


def _joined(one: Piece, other: Piece) -> Piece | None:
    if one.habit or other.habit:
        return replace(one, habit=True) if not (one.days or other.days) else None
    if one.days and other.days:
        days = _narrowed(one, other)
        if days is None or (one.times and other.times):
            return None
        return Piece(days, one.times or other.times, clock=one.clock or other.clock)
    if one.times and other.times and one.clock == other.clock:
        return None
    times = one.times.both(other.times) if one.times and other.times else one.times or other.times
    return Piece(one.days or other.days, times, one.weekday or other.weekday, one.clock or other.clock)


def _narrowed(one: Piece, other: Piece) -> Interval | None:
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


def _resolved(piece: Piece, now: datetime) -> Interval | None:
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


def _hours_alone(piece: Piece, now: datetime) -> Interval | None:
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
