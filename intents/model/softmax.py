"""How likely each of many labels is for a message: numbered features, linear models over them. Needs numpy only."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import exp
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.text.text import Places, places_in, stem

__all__ = ["TABLE", "Places", "hashed", "places"]

TABLE = 1 << 15  # places: half or twice as many made no difference
_PIECES = (3, 4)  # letters
BESIDE = 2  # concepts: each is paired with as many that follow


def places(words: Sequence[str], markers: Iterable[str], concepts: Mapping[str, str]) -> Places:
    """The places in the table of what this message is made of, each once.

    `words` are put right already; `markers` say what the grammars found; `concepts` go from stem to concept.
    """
    named = [concepts[one] for one in map(stem, words) if one in concepts]
    found = array("I", _runs(words))
    for word in dict.fromkeys(words):
        found += pieces(word)
    found.extend(map(_check, _concepts(named)))
    found.extend(_check(f"m {marker}") for marker in markers)
    return places_in(TABLE, found)


def hashed(named: Collection[str]) -> Places:
    """The places in the table of features that have a name, each once."""
    return places_in(TABLE, list(map(_check, named)))


def _runs(words: Sequence[str]) -> Iterator[int]:
    """The checks of words and pairs of them. That of a pair goes on from that of its first word."""
    edged = [*map(_spaced, ("<", *words, ">"))]
    alone = [*map(crc32, edged)]
    return chain(alone, map(crc32, edged[1:], alone))


@lru_cache(maxsize=20_000)
def _spaced(word: str) -> bytes:
    return f" {word}".encode()


def _concepts(named: Sequence[str]) -> Iterator[str]:
    for number, concept in enumerate(named):
        yield f"c {concept}"
        yield from (f"cc {concept} {other}" for other in named[number + 1 : number + 1 + BESIDE])


@lru_cache(maxsize=20_000)
def _check(feature: str) -> int:
    return crc32(feature.encode())


@lru_cache(maxsize=20_000)
def pieces(word: str) -> "array[int]":
    """The checks of a word's runs of letters, its edges marked."""
    edged = f"_{word}_"
    starts = ((length, start) for length in _PIECES for start in range(len(edged) - length + 1))
    return array("I", (crc32(f"#{edged[start : start + length]}".encode()) for length, start in starts))


_LEAST = 1e-6
_STEPS = np.iinfo(np.int8).max
Floats = NDArray[np.float32]
Steps = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Softmax:
    """`weights`: a row for each place of the feature table, a column for each label, in whole `steps` of a size of its
    own: a quarter of the memory of what was learnt, and as many right answers.
    """

    labels: tuple[str, ...]
    weights: Steps
    steps: Floats
    bias: Floats

    @classmethod
    def of(cls, labels: tuple[str, ...], weights: NDArray[np.floating], bias: Floats) -> "Softmax":
        """With the weights that were learnt, in the shortest steps that reach all of a place."""
        steps = (np.maximum(np.abs(weights).max(axis=1, initial=0), _LEAST) / _STEPS).astype(np.float32)
        return cls(labels, np.rint(weights / steps[:, None]).astype(np.int8), steps, bias)

    def scores(self, places: Places) -> Floats:
        """A number for each label: the higher, the likelier; e to its power is in proportion to the likelihood."""
        if not len(places):
            return self.bias
        share = self.steps[places] / np.float32(np.sqrt(len(places)))
        return share @ self.weights[places].astype(np.float32) + self.bias


def likelihoods(scores: Floats) -> Floats:
    """Scores as shares that add up to one."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()  # type: ignore[no-any-return]  # numpy's division is typed Any


def numbered(labels: Sequence[str]) -> dict[str, int]:
    """The number of each label."""
    return {label: number for number, label in enumerate(labels)}


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic function of the signs."""

    weights: Floats
    bias: float

    @classmethod
    def of(cls, numbers: Floats) -> "Logistic":
        """From what :attr:`numbers` gave."""
        return cls(numbers[:-1].astype(np.float32), float(numbers[-1]))

    @property
    def numbers(self) -> Floats:
        """The weights, then the bias: as it is kept on disk."""
        return np.append(self.weights, self.bias)

    def likelihood(self, signs: Floats) -> float:
        """From 0 to 1."""
        return 1 / (1 + exp(-float(signs @ self.weights) - self.bias))


@dataclass(frozen=True, slots=True)
class Chooser:
    """How likely a span asks for the fact of its verdict (`fact`), or for what its verdict says is not known (`gap`);
    how likely two of them are two questions (`pair`). Their signs are those of intents/questions/choosing.py.
    """

    fact: Logistic
    gap: Logistic
    pair: Logistic
