"""A message as numbered features: runs of its words and of their sounds, pieces of words, and runs of kinds of word.

Features are hashed into a table of fixed size, so that nothing has to be kept of the texts that were learnt from.
A kind stands for all its words (data/speech.yaml): what is learnt of « ma mère » and « 12 ans » holds for « papa » and
« en CM2 ».
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from zlib import crc32

from intents.features import Places, places_in
from intents.sounds import sound
from intents.text import read_lists, written_out

TABLE = 1 << 17  # places of the table; two features seldom share one
LONGEST = 700  # characters that are heard of one message: from its start and from its end
CHILD_AGE, TEEN_AGE, GROWN_AGE, YEAR = "<child_age>", "<teen_age>", "<grown_age>", "<year>"
_OF_AGE = ((range(3, 15), CHILD_AGE), (range(15, 18), TEEN_AGE), (range(18, 111), GROWN_AGE))
_YEARS = range(1900, 2100)
_RUN = (1, 2, 3)  # words
_RUN_OF_KINDS = (2, 3, 4)
_APART = (2, 3, 4)  # words from one to the other of a pair
_PIECES = (2, 3, 4, 5)  # letters
_SAID, _HEARD, _KINDS, _ALONE, _PAIR = map(crc32, (b"", b"~", b"k", b"o", b"p"))  # what a feature begins with
_STRETCHED = re.compile(r"(.)\1{2,}")
_STUCK = re.compile(r"(?<=\d)(?=(?:ans?|yo|yrs?|years?)\b)")  # « 9ans »


def signs(text: str) -> tuple[str, ...]:
    """The words and marks of a message, folded and written out; an age in figures is its kind."""
    heard = text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} {text[-LONGEST // 2 :]}"
    return tuple(_sign(_STRETCHED.sub(r"\1\1", token.text)) for token in written_out(_STUCK.sub(" ", heard)))


def features(said: Sequence[str]) -> Places:
    """The places in the table of what these signs are made of, each once."""
    kind = kinds(said)
    alone = [one for one in kind if one.startswith("<") or one == "?"]  # whatever stands between them
    found = [
        *_runs(said, _RUN, _SAID), *_runs([_sound(sign) for sign in said], _RUN, _HEARD),
        *_runs(kind, _RUN, _KINDS), *_pairs(kind), *_runs(alone, _RUN_OF_KINDS, _ALONE),
    ]  # fmt: skip
    found.extend(chain.from_iterable(map(_pieces, dict.fromkeys(said))))
    return places_in(TABLE, found)


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


def _runs(said: Sequence[str], lengths: Sequence[int], mark: int) -> Iterator[int]:
    """The checks of all runs of these lengths. That of a run goes on from that of the run that is a word shorter."""
    words = [_spaced(word) for word in ("<", *said, ">")]
    runs = [mark] * len(words)
    for length in range(1, lengths[-1] + 1):
        runs = [crc32(word, run) for word, run in zip(words[length - 1 :], runs, strict=False)]
        if length >= lengths[0]:
            yield from runs


def _pairs(kinds: Sequence[str]) -> Iterator[int]:
    words = [_spaced(kind) for kind in kinds]
    begun = [crc32(word, _PAIR) for word in words]
    for apart in _APART:
        yield from (crc32(word, first) for word, first in zip(words[apart:], begun, strict=False))


@lru_cache(maxsize=20_000)
def _spaced(word: str) -> bytes:
    return f" {word}".encode()


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> Sequence[int]:
    edged = f"_{word}_"
    starts = ((length, start) for length in _PIECES for start in range(len(edged) - length + 1))
    return array("I", (crc32(f"#{edged[start : start + length]}".encode()) for length, start in starts))
