"""What is told of a birth: the month and the year, either of them alone, an age."""

import re
from datetime import datetime

from intents.ages import find_ages, parse_birth_month
from intents.births import YearMonth
from intents.readers.leading import introduced
from intents.readers.values import Told
from intents.readers.wording import bare, words, words_alone

_GROWN = 18
_ANY_YEAR, _ANY_MONTH = 2000, "mars"
_CORRECTION = re.compile(r"\b(?:non|pardon|oups|plutôt|enfin|je me trompe|no|sorry|actually)\b", re.IGNORECASE)
_DAY_AND_MONTH = re.compile(r"(?:\d{1,2}(?:er)? )?(?P<month>[a-z]+)\.?")
_AGE = re.compile(
    r"[\s,(:–-]*(?:is|has|a|aged?|est)?\s*(?P<age>\d{1,2})"
    r"(?=\s*(?:$|[,;.!)]|(?:et|and|ann[ée]es|aussi|too|who|yo)\b))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def birth_month(text: str, now: datetime) -> YearMonth | None:
    """A typed birth month, « mars 2018 », « 03/2018 »…"""
    found = parse_birth_month(text, now)
    if found is None:
        return None
    # « février 2019 non pardon 2018 »: what is said last is meant.
    last = _CORRECTION.split(text)[-1]
    found = parse_birth_month(last, now) or found
    year_alone = parse_birth_month(f"{_ANY_MONTH} {last}", now)
    return YearMonth((year_alone or found).year, found.month)


def is_put_right(text: str) -> bool:
    """« 6 ans, non pardon 7 ans »: what is said last is meant."""
    return _CORRECTION.search(text) is not None


def is_of_a_grown_up(text: str, now: datetime) -> bool:
    """« C’est une adulte », « nous avons 71 et 74 ans », « à la retraite »: no child's birth, whatever was asked."""
    said, ages = set(words_alone(text).split()), find_ages(text, now)
    if said & words("of_age_not"):
        return False
    return bool(said & words("of_age")) or (bool(ages) and min(ages) >= _GROWN)


def told_of(name: str, rest: str, now: datetime) -> Told | None:
    """What is said of somebody's birth; None when nothing is."""
    birth, year = birth_month(rest, now), _YEAR.search(rest)
    if birth is not None:
        return Told(name, birth.year, birth.month)
    if year is not None:
        return Told(name, int(year[0]))
    ages = find_ages(rest, now)
    return Told(name, age=ages[0]) if len(ages) == 1 else None


def month_alone(text: str, now: datetime) -> int:
    """The month in « en mars », « le 12 mars », where the year is not said; 0: anything else."""
    spoken = " ".join(word for word in bare(introduced(text)).split() if word not in words("padding"))
    found = _DAY_AND_MONTH.fullmatch(spoken)
    if found is None or found["month"] not in words("months"):
        return 0
    born = birth_month(f"{found['month']} {_ANY_YEAR}", now)
    return 0 if born is None else born.month


def age_alone(text: str) -> int:
    """The figure that follows a first name: « Théo (9) et », « Kofi is 15, »; 0: none, or one of something else."""
    found = _AGE.match(text)
    return int(found["age"]) if found and 0 < int(found["age"]) < _GROWN else 0


def year_alone(text: str) -> int | None:
    """« 2018 » and nothing else."""
    said = bare(text)
    return int(said) if said.isdecimal() and len(said) == 4 else None


def month_of(text: str, year: int, now: datetime) -> YearMonth | None:
    """The month that is told, in this year."""
    return birth_month(f"{text} {year}", now)
