"""A message as numbered features: words, pairs of words, pieces of words, concepts, and what grammars found in it.

Features are hashed into a table of fixed size: nothing has to be kept of the words that were learnt from.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from zlib import crc32

from intents.features import Places, places_in, stem

__all__ = ["TABLE", "Places", "hashed", "places"]

TABLE = 1 << 15  # places: half or twice as many made no difference
_PIECES = (3, 4)  # letters
_BESIDE = 2  # concepts: each is paired with as many that follow


def places(words: Sequence[str], markers: Iterable[str], concepts: Mapping[str, str]) -> Places:
    """The places in the table of what this message is made of, each once.

    `words` are put right already; `markers` say what the grammars found; `concepts` go from stem to concept.
    """
    named = [concepts[one] for one in map(stem, words) if one in concepts]
    found = [
        *_runs(words),
        *chain.from_iterable(map(_pieces, dict.fromkeys(words))),
        *map(_check, _concepts(named)),
        *(_check(f"m {marker}") for marker in markers),
    ]
    return places_in(TABLE, found)


def hashed(named: Collection[str]) -> Places:
    """The places in the table of features that have a name, each once."""
    return places_in(TABLE, list(map(_check, named)))


def _runs(words: Sequence[str]) -> Iterator[int]:
    """The checks of words and pairs of them. That of a pair goes on from that of its first word."""
    edged = [_spaced(word) for word in ("<", *words, ">")]
    alone = [crc32(word) for word in edged]
    yield from alone
    yield from (crc32(word, first) for word, first in zip(edged[1:], alone, strict=False))


@lru_cache(maxsize=20_000)
def _spaced(word: str) -> bytes:
    return f" {word}".encode()


def _concepts(named: Sequence[str]) -> Iterator[str]:
    for number, concept in enumerate(named):
        yield f"c {concept}"
        yield from (f"cc {concept} {other}" for other in named[number + 1 : number + 1 + _BESIDE])


@lru_cache(maxsize=20_000)
def _check(feature: str) -> int:
    return crc32(feature.encode())


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> Sequence[int]:
    edged = f"_{word}_"
    starts = ((length, start) for length in _PIECES for start in range(len(edged) - length + 1))
    return array("I", (crc32(f"#{edged[start : start + length]}".encode()) for length, start in starts))
