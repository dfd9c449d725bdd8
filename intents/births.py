"""Months of birth: as typed into a form ("03/2018", "mars 18") and as told in a sentence ("née en mars 2018")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from intents.dates import date_items, date_words
from intents.dates_days import ORDINALS, SEVENS
from intents.dates_kinds import CLASSES
from intents.grammar import Found, Grammar, Item, Rule
from intents.text import fold

# "032018" and "12032018", as some phones' keyboards invite to type.
_RUN_TOGETHER = re.compile(r"\b(?:[0-3]\d)?(?P<month>0[1-9]|1[0-2])(?P<year>(?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A month of a year; `month` is 1 to 12."""

    year: int
    month: int


@dataclass(frozen=True, slots=True)
class Birth:
    """A date of birth found in a sentence, as far as it is told; `start` is its offset."""

    year: int
    month: int | None
    day: int | None
    start: int

    def age(self, today: date) -> int:
        """Completed years. An untold day counts in the child's favour; an untold month is taken to be past by July."""
        birthday = (self.month or _MID_YEAR, self.day or 1)
        return today.year - self.year - ((today.month, today.day) < birthday)


def parse_birth_month(text: str, now: datetime) -> YearMonth | None:
    """The month of birth a person typed; None when month and year are not both told. Its bounds are the caller's."""
    run = _RUN_TOGETHER.search(fold(text))
    if run:
        return YearMonth(int(run["year"]), int(run["month"]))
    births = (item.value for item in _read(text, now) if isinstance(item.value, Birth))
    return next((YearMonth(birth.year, birth.month) for birth in births if birth.month), None)


def births_told(text: str, now: datetime) -> Iterator[Birth]:
    """The births a sentence tells of ("il est né en 2015"), in order."""
    for item in _read(text, now):
        if item.kind == "told" and isinstance(item.value, Birth):
            yield item.value


def _read(text: str, now: datetime) -> Sequence[Item]:
    return _grammar().rewrite(date_items(text), now.date())


@cache
def _grammar() -> Grammar:
    return Grammar((SEVENS, ORDINALS, BIRTHS, TOLD), date_words().kinds, CLASSES)


def _birth(found: Found, today: date) -> Birth | None:
    year, month, day = _year(found, today), found.get("m", int), found.get("d", int)
    if year is None or month is None or (day is not None and not 1 <= day <= 31):
        return None
    return Birth(year, month, day, found.inside[0].start)


def _year(found: Found, today: date) -> int | None:
    """The year; of two figures, the last such year that is not to come."""
    year = found.get("y", int)
    if year is None or year >= 100:
        return year
    two_figures = any(item.value == year and item.end - item.start == 2 for item in found.inside[-1:])
    century = today.year - today.year % 100
    return (century if year <= today.year % 100 else century - 100) + year if two_figures else None


def _last_month(found: Found, today: date) -> Birth | None:
    month = found.get("m", int)
    return Birth(today.year - (month >= today.month), month, None, found.inside[0].start) if month else None


def _told(found: Found, today: date) -> Birth | None:
    birth, year = found.get("b", Birth), found.get("y", int)
    if birth:
        return birth
    return Birth(year, None, None, found.inside[0].start) if year else None


_MID_YEAR = 7
_SIGN = "(slash|dash|dot)"
BIRTHS = (
    Rule("birth", f"y:year {_SIGN} m:n12 ({_SIGN} d:DAY)?", _birth),
    *(Rule("birth", f"d:DAY {sign} m:n12 {sign} y:SHORT_YEAR", _birth) for sign in ("slash", "dash", "dot")),
    Rule("birth", f"m:n12 {_SIGN}? y:year", _birth),
    Rule("birth", "m:n12 slash y:BIG_YEAR", _birth),
    Rule("birth", "d:ANY_DAY of? m:MONTH (of|comma)? y:SHORT_YEAR", _birth),
    Rule("birth", "m:MONTH d:DATE_DAY comma? y:year", _birth),
    Rule("birth", f"m:MONTH (of|comma|{_SIGN})? y:SHORT_YEAR", _birth),
    Rule("birth", "y:year m:MONTH", _birth),
    Rule("birth", "m:MONTH last", _last_month),
)
TOLD = (
    Rule("told", "born LINK* b:birth", _told),
    Rule("told", "born LINK* y:year", _told),
)
