"""A message as numbered features: runs of its words and of their sounds, pieces of words, and runs of kinds of word.

Features are hashed into a table of fixed size, so that nothing has to be kept of the texts that were learnt from.
A kind stands for all its words (data/speech.yaml): what is learnt of « ma mère » and « 12 ans » holds for « papa » and
« en CM2 ».
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.sounds import sound
from intents.text import read_lists, written_out

Places = NDArray[np.int32]

TABLE = 1 << 17  # places of the table; two features seldom share one
LONGEST = 700  # characters that are heard of one message: from its start and from its end
CHILD_AGE, TEEN_AGE, GROWN_AGE, YEAR = "<child_age>", "<teen_age>", "<grown_age>", "<year>"
_OF_AGE = ((range(3, 15), CHILD_AGE), (range(15, 18), TEEN_AGE), (range(18, 111), GROWN_AGE))
_YEARS = range(1900, 2100)
_RUN = (1, 2, 3)  # words
_RUN_OF_KINDS = (2, 3, 4)
_APART = (2, 3, 4)  # words from one to the other of a pair
_PIECES = (2, 3, 4, 5)  # letters
_STRETCHED = re.compile(r"(.)\1{2,}")
_STUCK = re.compile(r"(?<=\d)(?=(?:ans?|yo|yrs?|years?)\b)")  # « 9ans »


def signs(text: str) -> tuple[str, ...]:
    """The words and marks of a message, folded and written out; an age in figures is its kind."""
    heard = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return tuple(_sign(_STRETCHED.sub(r"\1\1", token.text)) for token in written_out(_STUCK.sub(" ", heard)))


def features(said: Sequence[str]) -> Places:
    """The places in the table of what these signs are made of, each once."""
    kind = kinds(said)
    heard = [_sound(sign) for sign in said]
    found = (
        *_runs(said, _RUN, ""), *_runs(heard, _RUN, "~"),
        *_runs(kind, _RUN, "k"), *_pairs(kind), *_of_kinds_only(kind),
    )  # fmt: skip
    places = {crc32(one.encode()) % TABLE for one in found}
    places.update(place for word in said for place in _pieces(word))
    return np.sort(np.fromiter(places, np.int32, len(places)))


def kinds(said: Sequence[str]) -> tuple[str, ...]:
    """The kind of each sign that has one, else the sign."""
    return tuple(_kinds().get(sign, sign) for sign in said)


def as_child(said: Sequence[str]) -> tuple[str, ...]:
    """The same said by somebody younger: « j'ai 16 ans » as « j'ai 12 ans »."""
    return tuple(CHILD_AGE if kind == TEEN_AGE else sign for sign, kind in zip(said, kinds(said), strict=True))


def _sign(word: str) -> str:
    if not word.isdecimal():
        return word
    number = int(word[:5])
    return next((kind for ages, kind in _OF_AGE if number in ages), YEAR if number in _YEARS else word)


@cache
def _kinds() -> dict[str, str]:
    """The kind of each word, from data/speech.yaml."""
    found: dict[str, str] = {}
    for kind, listed in read_lists("speech.yaml").items():
        for word in listed:
            found.setdefault(str(word), f"<{kind}>")
    return found


@lru_cache(maxsize=20_000)
def _sound(sign: str) -> str:
    """« tapé » as « tapait »."""
    return sound(sign) if sign.isalpha() else sign


def _runs(said: Sequence[str], lengths: Sequence[int], mark: str) -> Iterator[str]:
    marked = ("<", *said, ">")
    for length in lengths:
        for start in range(len(marked) - length + 1):
            yield f"{mark} {' '.join(marked[start : start + length])}"


def _of_kinds_only(kinds: Sequence[str]) -> Iterator[str]:
    """Runs of the kinds alone, whatever stands between them."""
    return _runs([kind for kind in kinds if kind.startswith("<") or kind == "?"], _RUN_OF_KINDS, "o")


def _pairs(kinds: Sequence[str]) -> Iterator[str]:
    for apart in _APART:
        for first, second in zip(kinds, kinds[apart:], strict=False):
            yield f"p {first} {second}"


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    edged = f"_{word}_"
    starts = ((length, start) for length in _PIECES for start in range(len(edged) - length + 1))
    return tuple(crc32(f"#{edged[start : start + length]}".encode()) % TABLE for length, start in starts)
