"""The ages a sentence tells: in years, in months, by the school class, by the date of birth."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from intents.births import YearMonth, births_told, parse_birth_month
from intents.grammar import Found, Grammar, Item, Rule
from intents.wordlists import WordList, load

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
}


def find_ages(text: str, now: datetime) -> tuple[int, ...]:
    """The ages told, in completed years, in the order of the text, each once. A range is told age by age."""
    words, grammar = _grammar()
    items = words.items(text)
    ages = [(item.start, item.value) for item in grammar.rewrite(items, now.date()) if item.kind == "ages"]
    ages += [
        (birth.start, (birth.age(now.date()),)) for birth in births_told(text, now) if _of_a_person(birth.start, items)
    ]
    told = (age for _, group in sorted(ages, key=lambda one: one[0]) if isinstance(group, tuple) for age in group)
    return tuple(dict.fromkeys(age for age in told if 0 <= age <= _OLDEST))


@cache
def _grammar() -> tuple[WordList, Grammar]:
    words = load("ages", "numbers", values={"class": _class, "grade": _class})
    return words, Grammar(_LAYERS, words.kinds, _CLASSES)


def _class(written: str) -> tuple[int, ...]:
    """The ages of "6-10", or of "6"."""
    first, _, last = written.partition("-")
    return tuple(range(int(first), int(last or first) + 1))


def _of_a_person(start: int, items: Sequence[Item]) -> bool:
    """Whether no association or building is said to be born there."""
    before = [item for item in items if item.end <= start][-3:]
    return all(item.kind != "thing" for item in before)


def _list(found: Found, today: date) -> tuple[int, ...]:
    return tuple(found.values(_NUMBER, int))


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
    return None if months is None or not (found.has("person") or months in _MONTHS_ALONE) else (months // 12,)


def _classes(found: Found, today: date) -> tuple[int, ...]:
    return tuple(age for ages in found.values(("class", "grade"), tuple) for age in ages)


def _year_group(found: Found, today: date) -> tuple[int, ...] | None:
    """English school years: Year 5 is nine to ten years old."""
    year = found.get("a", int)
    return (year + 4,) if year else None


def _is_half(found: Found, today: date) -> bool | None:
    return True if tuple(found.values(_NUMBER, int)) == (1, 2) else None


_LAYERS = (
    (
        Rule("half", "(?<= age_unit) and? n12 slash n12", _is_half),
        Rule("noise", "ahead word? NUMBER ((TO|or) NUMBER)? half? UNIT"),
        Rule("noise", "NUMBER half? UNIT afterwards"),
        Rule("noise", "lasting (from|word)? NUMBER ((TO|or) NUMBER)? half? UNIT"),
    ),
    (
        Rule("ages", "a:NUMBER AGE? TO b:NUMBER half? AGE", _range),
        Rule("ages", "between a:NUMBER AGE? and b:NUMBER half? AGE", _range),
        Rule("ages", "aged a:NUMBER TO b:NUMBER (?! word)", _range),
        Rule("ages", "under a:NUMBER AGE", _under),
        Rule("ages", "over a:NUMBER AGE", _over),
        Rule("ages", "(NUMBER AND+)* NUMBER half? AGE half?", _list),
        Rule("ages", "person (from|word)? a:NUMBER half? months", _months),
        Rule("ages", "a:NUMBER half? months", _months),
        Rule("ages", "(person word? being|person_being|aged) NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
        Rule("ages", "person comma? between a:NUMBER and b:NUMBER (?! word|colon NUMBER|dot)", _range),
        Rule("ages", "person comma NUMBER (AND+ NUMBER)+ (?! word|colon NUMBER|dot|slash|person)", _list),
        Rule("ages", "person from NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
        Rule("ages", "person NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot|slash|person)", _list),
        Rule("ages", "(?<! there) owning NUMBER (AND+ NUMBER)* (?! word|colon NUMBER|dot)", _list),
    ),
    (
        Rule("ages", "class", _classes),
        Rule("ages", "LEAD grade (AND+ LEAD? grade)* (?! not_a_grade)", _classes),
        Rule("ages", "(?<! .) grade (?! .)", _classes),
        Rule("ages", "LEAD year_group a:NUMBER", _year_group),
    ),
    (Rule("ages", "x:ages AND+ word? (person|that)? from? NUMBER (?! word|colon NUMBER|dot|AGE|person)", _and_others),),
)
