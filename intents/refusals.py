"""What a message refuses: "sauf les conférences", "autre chose que du code", "he hates coding"."""

from collections.abc import Mapping, Sequence, Set
from functools import cache

from intents.text import read_lists
from intents.words import words

_ARTICLES = frozenset({"le", "la", "les", "l", "du", "de", "d", "the", "en"})
_FOR = frozenset({"pour", "for"})  # covered as well where it ends a refusal: "pas pour les enfants"
_REACH = 4  # words that a refusal covers


def refused_places(said: Sequence[str], dated: Set[str]) -> frozenset[int]:
    """The places of the words that are refused, without the refusing words; refused dates are read with the dates."""
    starts, having, stops = _lists()
    places = set[int]()
    for place in range(len(said)):
        first = starts.get(said[place], ())
        length = max((len(one) for one in first if tuple(said[place : place + len(one)]) == one), default=0)
        if not length or (place and said[place] in ("pas", "not", "no") and said[place - 1] in having):
            continue
        if said[place + length - 1] in _FOR:
            places.add(place + length - 1)
        for covered in range(place + length, min(len(said), place + length + _REACH)):
            if said[covered] in stops or said[covered] in dated - _ARTICLES:
                break
            places.add(covered)
    return frozenset(places)


@cache
def _lists() -> tuple[Mapping[str, Sequence[tuple[str, ...]]], frozenset[str], frozenset[str]]:
    """How a refusal may start, by its first word; then what makes it none, and what ends it."""
    lists = read_lists("refusals.yaml")
    starts: dict[str, list[tuple[str, ...]]] = {}
    for phrase in lists["starts"]:
        start = tuple(words(str(phrase)))
        starts.setdefault(start[0], []).append(start)
    having, stops = (
        frozenset(one for word in lists[name] for one in words(str(word))) for name in ("after_having", "stops")
    )
    return starts, having, stops
