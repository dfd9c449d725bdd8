"""The learnt model: a linear score for every intent, blended with the nearest example. Needs numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intents.vectors import Floats, Ints, Vector

NEAREST_SHARE = 0.1  # how much the nearest example counts beside the linear score


@dataclass(frozen=True, slots=True)
class Index:
    """The examples by feature: `rows[starts[f]:starts[f+1]]` are the examples that have feature f."""

    starts: Ints
    rows: Ints
    values: Floats
    labels: Ints

    def likeness(self, vector: Vector) -> Floats:
        """How like the message each example is, from 0 to 1."""
        spans = [slice(self.starts[i], self.starts[i + 1]) for i in vector.indices]
        if not spans:
            return np.zeros(len(self.labels), np.float32)
        rows = np.concatenate([self.rows[span] for span in spans])
        sizes = [span.stop - span.start for span in spans]
        weights = np.concatenate([self.values[span] for span in spans]) * np.repeat(vector.values, sizes)
        return np.bincount(rows, weights, len(self.labels)).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one message: a blended score by intent, and the likeness of the nearest example."""

    blended: Floats
    linear: Floats
    nearest: Floats


@dataclass(frozen=True, slots=True)
class Linear:
    """Weights by feature (rows) and intent (columns), the intents' names, and the examples to compare with."""

    labels: tuple[str, ...]
    weights: npt.NDArray[np.floating]
    bias: Floats
    index: Index

    def scores(self, vector: Vector) -> Scores:
        """Scores of every intent, in the order of `labels`."""
        linear = vector.values @ self.weights[vector.indices].astype(np.float32) + self.bias
        nearest = np.zeros(len(self.labels), np.float32)
        np.maximum.at(nearest, self.index.labels, self.index.likeness(vector))
        return Scores(linear + NEAREST_SHARE * nearest, linear, nearest)


def index_of(vectors: Sequence[Vector], labels: Sequence[int], size: int) -> Index:
    """Index examples by feature; `size` is how many features there are."""
    features = np.concatenate([vector.indices for vector in vectors])
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(vector.indices) for vector in vectors])
    values = np.concatenate([vector.values for vector in vectors])
    order = np.argsort(features, kind="stable")
    starts = np.searchsorted(features[order], np.arange(size + 1)).astype(np.int32)
    return Index(starts, rows[order], values[order], np.array(labels, np.int32))
