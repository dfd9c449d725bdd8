"""How likely each of many labels is for a message, by a linear model over its features. Needs numpy only."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.model.features import Places

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Softmax:
    """`weights`: a row for each place of the feature table, a column for each label."""

    labels: tuple[str, ...]
    weights: Halves
    bias: Floats

    def scores(self, places: Places) -> Floats:
        """A number for each label: the higher, the likelier; e to its power is in proportion to the likelihood."""
        if not len(places):
            return self.bias
        summed = self.weights[places].sum(axis=0, dtype=np.float32)
        return summed / np.float32(np.sqrt(len(places))) + self.bias  # type: ignore[no-any-return]  # numpy's Any


def likelihoods(scores: Floats) -> Floats:
    """Scores as shares that add up to one."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()  # type: ignore[no-any-return]  # numpy's division is typed Any


def numbered(labels: Sequence[str]) -> dict[str, int]:
    """The number of each label."""
    return {label: number for number, label in enumerate(labels)}
