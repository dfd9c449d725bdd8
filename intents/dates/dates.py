"""The moment a sentence speaks of, in French or English: in one `When`, and as intervals to the letter."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache

from intents.dates.bounds import BOUNDS, HABITS, RANGES, REFUSALS, SCHOOL_DAYS
from intents.dates.clocks import CLOCKS, HALVES, HOURS, MINUTES, NOISE
from intents.dates.counted import FROM_THEN, LENGTHS
from intents.dates.days import DAYS, ORDINALS, SEVENS, SHORT
from intents.dates.feasts import BRIDGES, FEASTS
from intents.dates.holidays import HOLIDAYS
from intents.dates.meaning import MEANINGFUL, meaning
from intents.dates.periods import MONTHS, PAIRS, PARTS, QUARTERS, WEEKS, WEEKS_OF
from intents.dates.pieces import CLASSES, Piece, pieces_of, timed
from intents.dates.points import Times, WeekdayOf, one_day, read_times
from intents.dates.ranked import BESIDE, NTH
from intents.dates.when import ONE_DAY, Interval, When, minutes_on, of_span
from intents.dates.windows import BARE_HOURS, WINDOWS
from intents.text.grammar import Grammar, Item
from intents.text.seeking import Seeker
from intents.text.wordlists import WordList, load

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


_LAYERS = (
    *(SEVENS, MINUTES, LENGTHS, NOISE, ORDINALS, CLOCKS, BARE_HOURS, HALVES, WINDOWS, HOURS),
    *(SHORT, PAIRS, NTH, DAYS, HOLIDAYS, FEASTS, QUARTERS, MONTHS, WEEKS),
    *(FROM_THEN, BESIDE, PARTS, BRIDGES, WEEKS_OF, RANGES, BOUNDS, SCHOOL_DAYS, REFUSALS, HABITS),
)
_REMEMBERED = 64  # texts: as many as their tokens
LONGEST = 600  # characters read of one message; a longer one is a story, and patterns take time on it
_TOLERANT = {
    "month": 5,
    "weekday": 5,
    "weekdays": 6,
    "relative_day": 6,
    "week": 7,
    "weekend": 7,
    "part": 6,
    "next": 8,
    "vacations": 7,
}


def find_when(text: str, now: datetime) -> When | None:
    """The moment a sentence speaks of, seen from `now` (aware, Europe/Paris); None when it names none.

    A bare day of the week is the next one, today included; "samedi prochain" is never today; "le samedi" is every
    Saturday. A month or a day of the month without a year is the next, the running one included.
    """
    return read_when(text, now) if date_seeker().may_find(text[:LONGEST]) else None


def read_when(text: str, now: datetime) -> When | None:
    """The same of a text of which it is known that its words may name a moment."""
    return meaning(_items(text, now), text, now)


def find_dates(text: str, now: datetime) -> tuple[Interval, ...]:
    """Each moment a sentence names, in order, to the letter; `now` as above, intervals in its zone."""
    return told(_items(text, now), now.replace(tzinfo=None))


def _items(text: str, now: datetime) -> Sequence[Item]:
    return _grammar().rewrite(date_items(text[:LONGEST]), now.date())


@lru_cache(_REMEMBERED)
def date_items(text: str) -> tuple[Item, ...]:
    """The text as words of dates: those told and those of births are read from the same."""
    return date_words().items(text)


@cache
def date_words() -> WordList:
    """The words of dates, in both languages."""
    hours = {"part": read_times, "parts": read_times}
    return load("dates", "numbers", tolerant=_TOLERANT, values=hours)


@cache
def _grammar() -> Grammar:
    return Grammar(_LAYERS, date_words().kinds, CLASSES)


@cache
def date_seeker() -> Seeker:
    """Who looks for what tells a day or an hour."""
    return Seeker.of(date_words(), _grammar(), MEANINGFUL)
