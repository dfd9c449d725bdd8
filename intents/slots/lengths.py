"""How long something may last at most, as a sentence tells it: "une heure max", "less than two hours"."""

from datetime import date
from functools import cache

from intents.text.grammar import Found, Grammar, Rule
from intents.text.seeking import Seeker
from intents.text.wordlists import load

_LONGEST = "longest"
_HOUR, _HALF, _QUARTER = 60, 30, 15
_CLASSES = {"NUMBER": ("n12", "n31", "n99", "big", "one")}


def find_longest(text: str) -> int | None:
    """The most minutes that something may last; None when no bound is told."""
    found = (item.value for item in length_seeker().read(text, date.min) if item.kind == _LONGEST)
    return next((one for one in found if isinstance(one, int) and one > 0), None)


@cache
def length_seeker() -> Seeker:
    """Who looks for bounds of how long something lasts."""
    words = load("lengths", "numbers")
    return Seeker.of(words, Grammar(_LAYERS, words.kinds, _CLASSES), (_LONGEST,))


def _minutes(found: Found, today: date) -> int:
    hours = (_number(found, "h") or 0) * _HOUR
    rest = _HALF if found.has("half") else _QUARTER if found.has("quarter") else _number(found, "m") or 0
    return hours + rest


def _number(found: Found, label: str) -> int | None:
    return 1 if found.kind(label) == "one" else found.get(label, int)


def _bound(found: Found, today: date) -> int | None:
    return found.get("t", int)


_LAYERS = (
    (
        Rule("length", "h:NUMBER hour (m:NUMBER minute?|and one? (half|quarter))?", _minutes),
        Rule("length", "one? half (of|one)* hour", _minutes),
        Rule("length", "m:NUMBER minute", _minutes),
    ),
    (
        Rule(_LONGEST, "(?<! ago) (less_than|at_most) of? t:length", _bound),
        Rule(_LONGEST, "t:length comma? at_most", _bound),
    ),
)
