"""How many people, or places, a sentence speaks of."""

from datetime import date
from functools import cache

from intents.grammar import Found, Grammar, Rule
from intents.wordlists import WordList, load

_NUMBER = ("n12", "n31", "n99")
_CLASSES = {
    "NUMBER": (*_NUMBER, "one"),
    "FIGURE": (*_NUMBER, "zero", "big", "year"),
    "PEOPLE": ("people", "one_person"),
}


def find_count(text: str) -> int | None:
    """The number of people told ("mes deux enfants" is 2, "2 adultes et 3 enfants" 5); None when no number is."""
    words, grammar = _grammar()
    counts = [item for item in grammar.rewrite(words.items(text), date.min) if item.kind == "count"]
    return next((item.value for item in counts if isinstance(item.value, int)), None)


@cache
def _grammar() -> tuple[WordList, Grammar]:
    words = load("counts", "numbers")
    return words, Grammar(_LAYERS, words.kinds, _CLASSES)


def _sum(found: Found, today: date) -> int:
    return sum(found.values(_NUMBER, int)) + len(found.values(("one",), bool))


def _twins(found: Found, today: date) -> int | None:
    return found.get("n", int)


_PEOPLE = "NUMBER size* PEOPLE"
_LAYERS = (
    (
        Rule("noise", "FIGURE (to|dash|slash) FIGURE"),
        Rule("noise", "FIGURE (and|or|comma) FIGURE unit"),
        Rule("noise", "FIGURE unit"),
        Rule("noise", "room of NUMBER people"),
    ),
    (
        Rule("count", f"{_PEOPLE} ((and|comma) {_PEOPLE})+", _sum),
        Rule("count", "FIGURE size* PEOPLE", _sum),
        Rule("count", "one size* (place|one_person)", _sum),
        Rule("count", "FIGURE place", _sum),
        Rule("count", "we_are about? FIGURE (?! unit|slash|dash)", _sum),
        Rule("count", "both FIGURE (?! unit|word|slash|dash)", _sum),
        Rule("count", "FIGURE of_us", _sum),
        Rule("count", "n:twins", _twins),
    ),
)
