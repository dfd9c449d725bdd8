"""When a sentence speaks of: its dates, days of the week and hours, in French or English, put together as one `When`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache, reduce

from intents.dates_days import DAYS, ORDINALS, SHORT
from intents.dates_frames import FRAMES, HABITS, RANGES, REFUSALS, SCHOOL_DAYS
from intents.dates_hours import CLOCKS, HOURS, NOISE
from intents.dates_periods import MONTHS, SCHOOL, WEEKS, WHOLES
from intents.dates_points import Fixed, Point, WeekdayOf
from intents.grammar import Grammar, Item
from intents.when import Hours, Span, When
from intents.wordlists import WordList, load

_LAYERS = (
    (NOISE, ORDINALS, CLOCKS, HOURS, SHORT, DAYS, SCHOOL, MONTHS, WEEKS, WHOLES)
    + (RANGES, FRAMES, SCHOOL_DAYS, REFUSALS, HABITS)
)
_NUMBER = ("zero", "n12", "n31", "n99", "big")
_DATE_DAY = ("n12", "n31", "nth", "first")
_THE = ("the", "la", "les", "the_en")
_POINT = ("point", "span", "weekday")
CLASSES = {
    "NUMBER": _NUMBER,
    "COUNT": (*_NUMBER, "one", "a", "an"),
    "DAY": ("n12", "n31"),
    "DATE_DAY": _DATE_DAY,
    "ANY_DAY": (*_DATE_DAY, "premier"),
    "YEAR": ("year", "n31", "n99"),
    "SEPARATOR": ("dot", "dash"),
    "AND": ("and", "or"),
    "TO": ("to", "a", "au", "dash"),
    "AGE_UNIT": ("age_unit", "an", "year_unit"),
    "THE": _THE,
    "LE": ("the",),
    "LES": ("les",),
    "ONE": ("one",),
    "WEEKDAY": ("weekday",),
    "WEEKDAYS": ("weekday", "weekdays", "weekend", "habit"),
    "EVERY_DAY": ("weekdays", "habit"),
    "SHORT_DAY": ("weekday_short", "month_or_day", "game_or_day"),
    "PLAIN_MONTH": ("month", "month_word", "month_or_seven"),
    "MONTH": ("month", "month_word", "month_or_seven", "month_or_day"),
    "ANY_MONTH": ("month", "month_word", "month_or_seven", "month_or_day"),
    "LEAD_MONTH": ("month_word", "month_or_seven"),
    "MONTH_LEAD": (*_THE, "in", "within", "of", "next", "last", "begin", "mid", "end", "until", "until_the", "by", "by_the")
    + ("from", "before", "before_the", "after", "after_the", "during", "between", "to", "this", "for", "au", "a", "since"),
    "DAY_LEAD": ("the", "du", "au", "on", "from_the", "until_the", "before_the", "after_the", "by_the", "the_week_of"),
    "BETWEEN_LEAD": ("between", "from", "from_the", "of", "du", "des"),
    "BEFORE": ("before", "before_the"),
    "AFTER": ("after", "after_the"),
    "FROM": ("from", "from_the"),
    "UNTIL": ("until", "until_the"),
    "BY": ("by", "by_the"),
    "CLOCK": ("clock", "noon", "midnight"),
    "PART": ("part", "noon"),
    "PART_OF": ("begin", "mid", "end"),
    "POINT": _POINT,
    "DATED": ("point", "span"),
    "LINK": (*_THE, "in", "on", "of", "du", "au", "a", "at", "during", "within", "this"),
    "FILLER": ("able", *_THE, "du", "of", "a", "at", "in", "on", "during", "for", "within", "au"),
}
_LEADS = frozenset(("the", "les", "the_en", "in", "within", "on", "at", "during", "for", "du", "au", "of"))
_FIRST_BARE_HOUR = 8  # "14h" alone is a time of day, "2h" alone a length of time
_MIDDAY = Hours(time(11, 30), time(13, 59))


def find_when(text: str, now: datetime) -> When | None:
    """The moment a sentence speaks of, seen from `now` (aware, Europe/Paris); None when it names none.

    A bare day of the week is the next one, today included; "samedi prochain" is never today; "le samedi" is every
    Saturday. A month or a day of the month without a year is the next, the running one included.
    """
    words, grammar = _grammar()
    items = grammar.rewrite(words.items(text), now.date())
    reading = _Reading(now)
    for index, item in enumerate(items):
        reading.take(item, items[max(index - 2, 0) : index])
    return reading.when(text)


@cache
def _grammar() -> tuple[WordList, Grammar]:
    words = load("dates", tolerant={"month": 5, "weekday": 5}, values={"part": read_hours})
    return words, Grammar(_LAYERS, words.kinds, CLASSES)


def read_hours(written: str) -> Hours:
    """Hours from "09:00-11:59"."""
    first, last = written.split("-")
    return Hours(time.fromisoformat(first), time.fromisoformat(last))
