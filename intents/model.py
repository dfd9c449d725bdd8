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
    index: Index

    def scores(self, vector: Vector) -> Floats:
        """Above 0 for the intent that is meant, in the order of `labels`."""
        return vector.values @ self.weights[vector.indices].astype(np.float32) + self.bias

    def nearest(self, vector: Vector) -> Floats:
        """The likeness of each intent's nearest phrasing."""
        nearest = np.zeros(len(self.labels), np.float32)
        np.maximum.at(nearest, self.index.labels, self.index.likeness(vector))
        return nearest


def judge(linear: Linear, kernel: Kernel | None, vector: Vector, meaning: Floats | None) -> Scores:
    """Scores of a message: `vector` holds its words and letters, `meaning` is its sentence vector, if there is one."""
    by_words, nearest = linear.scores(vector), linear.nearest(vector)
    if kernel is None or meaning is None:
        return Scores(by_words + NEAREST_SHARE * nearest, by_words, np.zeros_like(by_words), nearest)
    by_meaning, _ = kernel.scores(meaning)
    return Scores(by_meaning + np.float32(LINEAR_SHARE) * by_words, by_words, by_meaning, nearest)


def index_of(vectors: Sequence[Vector], labels: Sequence[int], size: int) -> Index:
    """Index phrasings by feature; `size` is how many features there are."""
    features = np.concatenate([vector.indices for vector in vectors])
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(vector.indices) for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    order = np.argsort(features, kind="stable")
    starts = np.searchsorted(features[order], np.arange(size + 1)).astype(np.int32)
    return Index(starts, rows[order], values[order], np.array(labels, np.int32))
