"""Ages and births that a sentence tells: in years, by the school class, "née en mars 2018", "03/2018"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from intents.dates.dates import date_words
from intents.dates.days import ORDINALS, SEVENS
from intents.dates.pieces import CLASSES
from intents.text.grammar import Found, Grammar, Item, Rule
from intents.text.seeking import Seeker
from intents.text.text import fold
from intents.text.wordlists import load

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
    return births_seeker().read(text, now.date())


@cache
def births_seeker() -> Seeker:
    """Who looks for births that are told."""
    grammar = Grammar((SEVENS, ORDINALS, BIRTHS, TOLD), date_words().kinds, CLASSES)
    return Seeker.of(date_words(), grammar, ("birth", "told"))


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


__all__ = ["YearMonth", "find_ages", "parse_birth_month"]

_OLDEST = 110
_WIDEST_RANGE = 15  # "de 3 à 15 ans" is still told age by age
_MONTHS_ALONE = range(12, 60)  # "18 mois" alone is an age, "6 mois" alone may be anything
_NUMBER = ("n12", "n31", "n99", "zero")
_CLASSES = {
    "NUMBER": (*_NUMBER, "big"),
    "AND": ("and", "or", "slash", "comma"),
    "TO": ("to", "dash"),
    "LEAD": ("grade_lead", "from", "ahead", "aged"),
    "BEING": ("being", "person_being"),
    "UNIT": ("age_unit", "months"),
    "AGE": ("age_unit", "old"),
    "PERSON": ("person", "people", "somebody"),
    "ONE": ("person", "grown"),
    "ANYBODY": ("person", "people", "somebody", "grown"),
}


def find_ages(text: str, now: datetime) -> tuple[int, ...]:
    """The ages told, in completed years, in the order of the text, each once. A range is told age by age."""
    ages = [(item.start, item.value) for item in ages_seeker().read(text, now.date()) if item.kind == "ages"]
    ages += [
        (birth.start, (birth.age(now.date()),)) for birth in births_told(text, now) if _of_a_person(birth.start, text)
    ]
    told = (age for _, group in sorted(ages, key=lambda one: one[0]) if isinstance(group, tuple) for age in group)
    return tuple(dict.fromkeys(age for age in told if 0 <= age <= _OLDEST))


@cache
def ages_seeker() -> Seeker:
    """Who looks for ages."""
    words = load("ages", "numbers", values={"class": _class, "grade": _class})
    return Seeker.of(words, Grammar(_LAYERS, words.kinds, _CLASSES), ("ages",))


def _class(written: str) -> tuple[int, ...]:
    """The ages of "6-10", or of "6"."""
    first, _, last = written.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


def _of_a_person(start: int, text: str) -> bool:
    """Whether no association or building is said to be born there."""
    before = [item for item in ages_seeker().words.items(text) if item.end <= start][-3:]
    return all(item.kind != "thing" for item in before)


def _list(found: Found, today: date) -> tuple[int, ...]:
    return tuple(found.values(_NUMBER, int))


def _as_many(found: Found, today: date) -> tuple[int, ...] | None:
    """ "Quatre filles à la maison (2, 6, 11 et 14)": as many ages as people."""
    people, *ages = found.values(_NUMBER, int)
    return tuple(ages) if len(ages) == people else None


def _and_others(found: Found, today: date) -> tuple[int, ...]:
    """ "Celle de 8 ans et celui de 11"."""
    return (*(found.get("x", tuple) or ()), *found.values(_NUMBER, int))


def _range(found: Found, today: date) -> tuple[int, ...] | None:
    first, last = found.get("a", int), found.get("b", int)
    if first is None or last is None or not first < last <= first + _WIDEST_RANGE:
        return (first, last) if first is not None and last is not None and first != last else None
    return tuple(range(first, last + 1))


def _under(found: Found, today: date) -> tuple[int, ...] | None:
    age = found.get("a", int)
    return (age - 1,) if age else None


def _over(found: Found, today: date) -> tuple[int, ...] | None:
    age = found.get("a", int)
    return None if age is None else (age + 1,)


def _months(found: Found, today: date) -> tuple[int, ...] | None:
    months = found.get("a", int)
    of_somebody = any(found.has(kind) for kind in _CLASSES["PERSON"])
    return None if months is None or not (of_somebody or months in _MONTHS_ALONE) else (months // 12,)


def _classes(found: Found, today: date) -> tuple[int, ...]:
    return tuple(age for ages in found.values(("class", "grade"), tuple) for age in ages)


def _year_group(found: Found, today: date) -> tuple[int, ...] | None:
    """English school years: Year 5 is nine to ten years old."""
    year = found.get("a", int)
    return (year + 4,) if year else None


def _is_half(found: Found, today: date) -> bool | None:
    return True if tuple(found.values(_NUMBER, int)) == (1, 2) else None


_ENDS = "(?! word|colon NUMBER|dot|slash|dash|ANYBODY)"
_LAYERS = (
    (
        Rule("half", "(?<= age_unit) and? n12 slash n12", _is_half),
        Rule("noise", "ahead word? NUMBER ((TO|or) NUMBER)? half? UNIT"),
        Rule("noise", "NUMBER half? UNIT afterwards"),
        Rule("noise", "lasting (from|word)? NUMBER ((TO|or) NUMBER)? half? UNIT"),
    ),
    (
        Rule("ages", f"NUMBER PERSON (to word word?|colon|comma|from|being)* NUMBER (AND* NUMBER)+ {_ENDS}", _as_many),
        Rule("ages", "a:NUMBER AGE? TO b:NUMBER half? AGE", _range),
        Rule("ages", "between a:NUMBER AGE? and b:NUMBER half? AGE", _range),
        Rule("ages", "aged a:NUMBER TO b:NUMBER (?! word)", _range),
        Rule("ages", f"loose_lead a:NUMBER TO b:NUMBER {_ENDS}", _range),
        Rule("ages", "under a:NUMBER AGE", _under),
        Rule("ages", "over a:NUMBER AGE", _over),
        Rule("ages", f"those_under a:NUMBER those? {_ENDS}", _under),
        Rule("ages", "under dash? a:NUMBER those", _under),
        Rule("ages", f"those_over a:NUMBER those? {_ENDS}", _over),
        Rule("ages", "over dash? a:NUMBER those", _over),
        Rule("ages", "PERSON NUMBER NUMBER (AND* NUMBER)* half? AGE", _list),
        Rule("ages", "(?<= NUMBER) PERSON NUMBER NUMBER (AND+ NUMBER)+ (?! word|colon NUMBER|dot|slash)", _list),
        Rule("ages", "(NUMBER AND+)* NUMBER half? AGE half?", _list),
        Rule("ages", "PERSON (from|word)? a:NUMBER half? months", _months),
        Rule("ages", "a:NUMBER half? months", _months),
        Rule("ages", "(PERSON word? being|person_being|aged) NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
        Rule("ages", "PERSON comma? between a:NUMBER and b:NUMBER (?! word|colon NUMBER|dot)", _range),
        Rule("ages", "PERSON comma NUMBER (AND+ NUMBER)+ (?! word|colon NUMBER|dot|slash|ANYBODY)", _list),
        Rule("ages", f"ONE comma NUMBER {_ENDS}", _list),
        Rule("ages", f"(?<! .) NUMBER (AND+ NUMBER)+ comma? together {_ENDS}", _list),
        Rule("ages", "PERSON comma? about NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
        Rule("ages", "PERSON from NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
        Rule("ages", "PERSON NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot|slash|ANYBODY)", _list),
        Rule("ages", "(?<! there) owning NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
    ),
    (
        Rule("ages", "class", _classes),
        Rule("ages", "LEAD grade (AND+ LEAD? grade)* (?! not_a_grade)", _classes),
        Rule("ages", "(loose_lead|somebody) grade (AND+ (loose_lead|word)? grade)* (?! word|not_a_grade)", _classes),
        Rule("ages", "(?<! .) grade (?! .)", _classes),
        Rule("ages", "LEAD year_group a:NUMBER", _year_group),
    ),
    (
        Rule(
            "ages", "x:ages AND+ word? (PERSON|that)? from? NUMBER (?! word|colon NUMBER|dot|AGE|ANYBODY)", _and_others
        ),
    ),
)
