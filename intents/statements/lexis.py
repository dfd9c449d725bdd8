"""Words as questions and sentences are compared by: which say nothing, which speak of one matter, what is wanted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rapidfuzz.distance import OSA

from intents.catalogue import THING
from intents.features import TITLE, stem
from intents.text import read_lists
from intents.words import words

_SAME_START = 5  # letters that two related words share ("imprimer", "imprimante")
_RELATED, _MISSPELT = 0.7, 0.85
_LONG, _SHORTEST = 7, 4  # letters: of two slips, and of one
_NAME = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Ý][a-zà-ÿ]+")


def telling(said: Iterable[str]) -> tuple[str, ...]:
    """The words that speak of something."""
    return tuple(word for word in said if len(word) > 1 and word not in _empty() and word not in (THING, TITLE))


def matters(word: str) -> frozenset[str]:
    """What a word speaks of."""
    return _matters().get(stem(word), frozenset())


def wanted(said: Sequence[str]) -> frozenset[str]:
    """The kinds of answer that a question asks for."""
    return _kinds("wants", said)


def given(said: Sequence[str], text: str) -> frozenset[str]:
    """The kinds of answer that a sentence gives; names of people are told by their capital."""
    numbers = {"number"} if any(word.isdigit() for word in said) else set()
    names = {"person"} if _NAME.search(text) else set()
    return _kinds("gives", said) | numbers | names


def likeness(one: str, other: str) -> float:
    """How surely two stems are of one word, from 0 to 1."""
    if one == other:
        return 1.0
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST or one[0] != other[0]:
        return 0.0
    if OSA.distance(one, other) <= (1 if shorter < _LONG else 2):
        return _MISSPELT
    return _RELATED if one[:_SAME_START] == other[:_SAME_START] else 0.0


def answered_by() -> Mapping[str, tuple[str, ...]]:
    """Attribute asked -> other attributes of which a sentence may answer."""
    return _answered_by()


@cache
def _answered_by() -> dict[str, tuple[str, ...]]:
    return {str(asked): tuple(str(told).split()) for asked, told in read_lists("answered_by.yaml").items()}


@cache
def _empty() -> frozenset[str]:
    return frozenset(str(read_lists("statement_words.yaml")["empty"]).split())


@cache
def _matters() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for matter, listed in read_lists("statement_words.yaml")["same"].items():
        for word in words(str(listed)):
            found.setdefault(stem(word), set()).add(str(matter))
    return {one: frozenset(matters) for one, matters in found.items()}


def _kinds(name: str, said: Sequence[str]) -> frozenset[str]:
    return frozenset(kind for kind, listed in _of_kinds(name).items() if not listed.isdisjoint(said))


@cache
def _of_kinds(name: str) -> dict[str, frozenset[str]]:
    listed = read_lists("statement_words.yaml")[name]
    return {str(kind): frozenset(str(some).split()) for kind, some in listed.items()}
