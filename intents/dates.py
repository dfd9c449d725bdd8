"""The moment a sentence speaks of, in French or English: its dates, days of the week and hours in one `When`."""

from datetime import datetime, time
from functools import cache

from intents.dates_days import DAYS, ORDINALS, SHORT
from intents.dates_frames import FRAMES, HABITS, RANGES, REFUSALS, SCHOOL_DAYS
from intents.dates_holidays import HOLIDAYS
from intents.dates_hours import CLOCKS, HOURS, NOISE
from intents.dates_kinds import CLASSES
from intents.dates_meaning import meaning
from intents.dates_nth import BESIDE, NTH
from intents.dates_periods import MONTHS, PARTS
from intents.dates_weeks import WEEKS, WEEKS_OF
from intents.grammar import Grammar
from intents.when import Hours, When
from intents.wordlists import WordList, load

_LAYERS = (
    *(NOISE, ORDINALS, CLOCKS, HOURS, SHORT, NTH, DAYS, HOLIDAYS, MONTHS, WEEKS),
    *(BESIDE, PARTS, WEEKS_OF, RANGES, FRAMES, SCHOOL_DAYS, REFUSALS, HABITS),
)
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
    words, grammar = _grammar()
    items = grammar.rewrite(words.items(text), now.date())
    return meaning(items, text, now.date())


@cache
def date_words() -> WordList:
    """The words of dates, in both languages."""
    hours = {"part": read_hours, "parts": read_hours}
    return load("dates", "numbers", tolerant=_TOLERANT, values=hours)


@cache
def _grammar() -> tuple[WordList, Grammar]:
    words = date_words()
    return words, Grammar(_LAYERS, words.kinds, CLASSES)


def read_hours(written: str) -> Hours:
    """Hours from "09:00-11:59"."""
    first, last = written.split("-")
    return Hours(time.fromisoformat(first), time.fromisoformat(last))
