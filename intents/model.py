"""The learnt scores of a message: words and letters, sentence vectors, and both together. Needs numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intents.kernel import Kernel
from intents.vectors import Floats, Ints, Vector

NEAREST_SHARE = 0.1  # without sentence vectors: how much the nearest phrasing counts beside the linear score
LINEAR_SHARE = 0.33  # with them: how much the linear score counts beside the kernel's; measured by cross-validation


@dataclass(frozen=True, slots=True)
class Index:
    """The phrasings by feature: `rows[starts[f]:starts[f+1]]` are the phrasings that have feature f."""

    starts: Ints
    rows: Ints
    values: Floats
    labels: Ints

    def likeness(self, vector: Vector) -> Floats:
        """How like the message each phrasing is, from 0 to 1."""
        spans = [slice(self.starts[i], self.starts[i + 1]) for i in vector.indices]
        if not spans:
            return np.zeros(len(self.labels), np.float32)
        rows = np.concatenate([self.rows[span] for span in spans])
        sizes = [span.stop - span.start for span in spans]
        weights = np.concatenate([self.values[span] for span in spans]) * np.repeat(vector.values, sizes)
        return np.bincount(rows, weights, len(self.labels)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """What is said of one message, a number for each intent: both judges together, each judge alone, and how like the
    message the intent's nearest phrasing is.
    """

    blended: Floats
    linear: Floats
    kernel: Floats
    nearest: Floats


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by feature (rows) and intent (columns), the intents' names, and the phrasings to compare with."""

    labels: tuple[str, ...]
    weights: npt.NDArray[np.floating]
    bias: Floats

    def scores(self, vector: Vector) -> Floats:
        """Above 0 for the intent that is meant, in the order of `labels`."""
        return vector.values @ self.weights[vector.indices].astype(np.float32) + self.bias


@dataclass(frozen=True, slots=True)
class Judges:
    """Who scores a message: the linear model, and beside it the sentence vectors' kernel or, without them, an index
    of the phrasings by their words and letters.
    """

    linear: Linear
    beside: Kernel | Index

    @property
    def labels(self) -> tuple[str, ...]:
        """The intents, in the order of the scores."""
        return self.linear.labels

    def scores(self, vectors: Sequence[Vector], meanings: Floats | None) -> list[Scores]:
        """Scores of each message: `vectors` hold its words and letters, `meanings` its sentence vectors, a row each."""
        by_words = [self.linear.scores(vector) for vector in vectors]
        if isinstance(self.beside, Index):
            return [_without_meaning(one, self._nearest(vector)) for one, vector in zip(by_words, vectors, strict=True)]
        if meanings is None:
            raise TypeError("this model was learnt with sentence vectors and cannot judge without them")
        return [
            Scores(meant + np.float32(LINEAR_SHARE) * one, one, meant, nearest)
            for one, meant, nearest in zip(by_words, *self.beside.scores(meanings), strict=True)
        ]

    def _nearest(self, vector: Vector) -> Floats:
        assert isinstance(self.beside, Index)
        nearest = np.zeros(len(self.labels), np.float32)
        np.maximum.at(nearest, self.beside.labels, self.beside.likeness(vector))
        return nearest


def _without_meaning(by_words: Floats, nearest: Floats) -> Scores:
    return Scores(by_words + np.float32(NEAREST_SHARE) * nearest, by_words, np.zeros_like(by_words), nearest)


def index_of(vectors: Sequence[Vector], labels: Sequence[int], size: int) -> Index:
    """Index phrasings by feature; `size` is how many features there are."""
    features = np.concatenate([vector.indices for vector in vectors])
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(vector.indices) for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    order = np.argsort(features, kind="stable")
    starts = np.searchsorted(features[order], np.arange(size + 1)).astype(np.int32)
    return Index(starts, rows[order], values[order], np.array(labels, np.int32))
