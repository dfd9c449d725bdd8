"""A message as numbered features: words, pairs of words, pieces of words, concepts, and what grammars found in it.

Features are hashed into a table of fixed size: nothing has to be kept of the words that were learnt from.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.features import stem

Places = NDArray[np.int32]

TABLE = 1 << 15  # places: half or twice as many made no difference
_PIECES = (3, 4)  # letters
_BESIDE = 2  # concepts: each is paired with as many that follow


def places(words: Sequence[str], markers: Iterable[str], concepts: Mapping[str, str]) -> Places:
    """The places in the table of what this message is made of, each once.

    `words` are put right already; `markers` say what the grammars found; `concepts` go from stem to concept.
    """
    named = [concepts[one] for one in map(stem, words) if one in concepts]
    found = {
        *map(_place, _runs(words)),
        *(place for word in words for place in _pieces(word)),
        *map(_place, _concepts(named)),
        *(_place(f"m {marker}") for marker in markers),
    }
    return np.sort(np.fromiter(found, np.int32, len(found)))


def hashed(named: Collection[str]) -> Places:
    """The places in the table of features that have a name, each once."""
    return np.unique(np.fromiter(map(_place, named), np.int32, len(named)))


def _runs(words: Sequence[str]) -> Iterator[str]:
    edged = ("<", *words, ">")
    yield from (f" {word}" for word in edged)
    yield from (f" {left} {right}" for left, right in pairwise(edged))


def _concepts(named: Sequence[str]) -> Iterator[str]:
    for number, concept in enumerate(named):
        yield f"c {concept}"
        yield from (f"cc {concept} {other}" for other in named[number + 1 : number + 1 + _BESIDE])


def _place(feature: str) -> int:
    return crc32(feature.encode()) % TABLE


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    edged = f"_{word}_"
    starts = ((length, start) for length in _PIECES for start in range(len(edged) - length + 1))
    return tuple(_place(f"#{edged[start : start + length]}") for length, start in starts)
