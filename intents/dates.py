"""The moment a sentence speaks of, in French or English: its dates, days of the week and hours in one `When`."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache

from intents.dates_bounds import BOUNDS
from intents.dates_clocks import CLOCKS, HALVES, NOISE
from intents.dates_days import DAYS, ORDINALS, SEVENS, SHORT
from intents.dates_frames import HABITS, RANGES, REFUSALS, SCHOOL_DAYS
from intents.dates_holidays import HOLIDAYS
from intents.dates_hours import HOURS
from intents.dates_kinds import CLASSES
from intents.dates_lengths import FROM_THEN, LENGTHS
from intents.dates_meaning import meaning
from intents.dates_minutes import MINUTES
from intents.dates_nth import BESIDE, NTH
from intents.dates_periods import MONTHS, PARTS
from intents.dates_quarters import QUARTERS
from intents.dates_times import read_times
from intents.dates_told import told
from intents.dates_weeks import PAIRS, WEEKS, WEEKS_OF
from intents.grammar import Grammar, Item
from intents.interval import Interval
from intents.when import When
from intents.wordlists import WordList, load

_LAYERS = (
    *(SEVENS, MINUTES, LENGTHS, NOISE, ORDINALS, CLOCKS, HALVES, HOURS),
    *(SHORT, PAIRS, NTH, DAYS, HOLIDAYS, QUARTERS, MONTHS, WEEKS),
    *(FROM_THEN, BESIDE, PARTS, WEEKS_OF, RANGES, BOUNDS, SCHOOL_DAYS, REFUSALS, HABITS),
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
