"""Words that point to an event without naming it: "le deuxième", "le prochain", "autre chose"."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from intents.text import read_lists
from intents.words import words


@dataclass(frozen=True, slots=True)
class _Lists:
    """What data/pointing.yaml says."""

    places: Mapping[str, int]
    before_a_place: frozenset[str]
    not_a_place: frozenset[str]
    soonest: frozenset[str]
    soonest_of: frozenset[str]
    other: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]


def find_place(said: Sequence[str], dated: Collection[str]) -> int | None:
    """The place in a list that is told ("le deuxième" is 2, "le dernier" -1); a date's words tell none."""
    lists = _lists()
    if end := _of_phrases(said, "earliest", "latest"):
        return -end  # the first of a list is the earliest
    for before, word, after in zip(("", *said), said, (*said[1:], ""), strict=False):
        place = lists.places.get(word)
        known = before in lists.before_a_place or not before
        if place is not None and known and word not in dated and after not in lists.not_a_place:
            return place
    return None


def is_soonest(said: Sequence[str], dated: Collection[str]) -> bool:
    """Whether only the next one is asked for ("le prochain atelier", not "les prochains")."""
    lists = _lists()
    pairs = pairwise(("", *said))
    return any(word in lists.soonest and before in lists.soonest_of and word not in dated for before, word in pairs)


def is_other(said: Sequence[str]) -> bool:
    """Whether something else than what was shown is asked for."""
    return bool(_lists().other & set(said))


def find_shift(said: Sequence[str]) -> int:
    """Whether something earlier (-1) or later (1) than what was shown is asked for; 0 when neither is."""
    lists = _lists()
    if said and (said[-1] in lists.before or said[-1] in lists.after):
        return -1 if said[-1] in lists.before else 1
    return 0 if _of_phrases(said, "earliest", "latest") else _of_phrases(said, "earlier", "later")


@cache
def _lists() -> _Lists:
    lists = read_lists("pointing.yaml")
    by_place: Mapping[int, Sequence[Any]] = lists["places"]
    places = {word: place for place, listed in by_place.items() for said in listed for word in words(str(said))}
    names = ("before_a_place", "not_a_place", "soonest", "soonest_of", "other", "before", "after")
    return _Lists(places, *(_set(lists[name]) for name in names))


def _of_phrases(said: Sequence[str], less: str, more: str) -> int:
    """-1 when a phrase of the first list was said, 1 when one of the second was, else 0."""
    text = f" {' '.join(said)} "
    found = (sign for name, sign in ((less, -1), (more, 1)) for phrase in _phrases(name) if f" {phrase} " in text)
    return next(found, 0)


@cache
def _phrases(name: str) -> tuple[str, ...]:
    return tuple(" ".join(words(str(phrase))) for phrase in read_lists("pointing.yaml")[name])


def _set(listed: Sequence[Any]) -> frozenset[str]:
    return frozenset(word for said in listed for word in words(str(said)))
