"""« D’où vient cette information ? »: whole messages that ask what an answer rests on."""

import re
from functools import cache
from pathlib import Path

from bot.dialogues.vocabulary import listed_in, words_alone

_LONGEST = 120  # characters: such a question is short
_PLACES = {"{it}": "it", "{from}": "from"}


def asks_where_from(text: str) -> bool:
    """Whether all of the text asks that, with what may stand before and after it."""
    if len(text) > _LONGEST:
        return False
    said = words_alone(text)
    for place, kind in _PLACES.items():
        said = _any_of(kind).sub(place, said)
    found = _core().fullmatch(said)
    return found is not None and found[1] in _questions()


@cache
def _questions() -> frozenset[str]:
    return frozenset(" ".join(map(_one, question.split())) for question in _listed("asks"))


def _one(word: str) -> str:
    return word if word in _PLACES else words_alone(word)


@cache
def _core() -> re.Pattern[str]:
    """What is left without the phrases around."""
    around = _any_of("around").pattern
    return re.compile(f"(?:{around} )*(.+?)(?: {around})*")


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    """One of the phrases of this list, the longest first."""
    phrases = sorted(map(words_alone, _listed(kind)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(phrases)})\b")


def _listed(kind: str) -> tuple[str, ...]:
    return tuple(listed_in(Path(__file__).with_suffix(".yaml"))[kind])
