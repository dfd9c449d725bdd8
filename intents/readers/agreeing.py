"""Yes and no in the words that go with what is asked: « oui je la prends », « gardez la place », « effacez tout »."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from intents.readers.wording import listed, spoken, words, words_alone

_PLACE = frozenset({"place", "places", "la", "les", "it", "them"})


def agrees(text: str, to: str) -> bool | None:
    """Whether the whole text says yes, or no, to this act (an entry of `to` in agreeing.yaml, or any other name)."""
    if _says(text, "yes", to):
        return True
    return False if _says(text, "no", to) else None


def further_words(text: str, to: str) -> str:
    """What follows the yes: « et dites-leur aussi que j’ai deux enfants »; "" when the text does not begin with one."""
    said, yes = text.split(), _words("yes", to)
    ends = (end for end in range(len(said) - 1, 0, -1) if words_alone(" ".join(said[:end])) in yes)
    end = next(ends, None)
    return "" if end is None else " ".join(said[end:])


def takes_the_place(text: str) -> bool:
    """Whether the whole text wants a place that was on offer: « oui je veux la place », « je la veux »."""
    return not _PLACE.isdisjoint(words_alone(text).split()) and _says(text, "yes", "TAKE")


def asks_about_the_place(text: str) -> bool:
    """Whether the whole text asks if there is time yet: « c'est trop tard ? », « jusqu'à quand ? »."""
    return _without_courtesy(text) in frozenset(map(words_alone, _data()["still_there"]))


def _says(text: str, which: str, to: str) -> bool:
    """« oui », « je confirme », and both: « oui je confirme »."""
    said, meant = _without_courtesy(text), _words(which, to)
    first, _, rest = said.partition(" ")
    if "?" in text:  # « annuler ? » cancels nothing
        return False
    return said in meant or (first in meant and _without_courtesy(rest) in meant)


def _without_courtesy(text: str) -> str:
    said = words_alone(spoken(text))
    for polite in _courtesy():
        said = said.removeprefix(f"{polite} ").removesuffix(f" {polite}")
    return said


@cache
def _courtesy() -> tuple[str, ...]:
    """The longest first."""
    polite = map(words_alone, (*words("courtesy"), *_data()["courtesy"]))
    return tuple(sorted(polite, key=lambda said: (-len(said), said)))


@cache
def _words(which: str, to: str) -> frozenset[str]:
    own = _data()["to"].get(to, {})
    usual = (*words(which), *_data()[which])
    of_any = own.get("only", usual) if which == "yes" else usual
    return frozenset(map(words_alone, (*of_any, *own.get(which, ()))))


def _data() -> Mapping[object, Any]:
    return listed("agreeing")
