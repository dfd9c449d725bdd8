"""Learnt from sentence vectors: an intent scores by weighted likeness to every phrasing (kernel ridge regression)."""

from dataclasses import dataclass

import numpy as np

from intents.vectors import Floats, Ints

SHARPNESS = 1.5  # of the Gaussian kernel; with STRICTNESS of training_kernel, measured by cross-validation


@dataclass(frozen=True, slots=True)
class Kernel:
    """The phrasings' vectors (rows, ordered by label), their weights for each label, each label's first row."""

    examples: Floats
    weights: Floats
    base: Floats
    starts: Ints

    def scores(self, vectors: Floats) -> tuple[Floats, Floats]:
        """For each row and every label: the score (about 1 when the label is meant, 0 when not), and the likeness of
        the label's nearest phrasing.
        """
        likeness = vectors @ self.examples.T
        nearest = np.maximum.reduceat(likeness, self.starts, axis=1)
        return kernel_values(likeness) @ self.weights + self.base, nearest


def kernel_values(likeness: Floats) -> Floats:
    """Cosines to kernel values, in place: when learning there is a gigabyte of them."""
    likeness -= np.float32(1)
    likeness *= np.float32(SHARPNESS)
    return np.exp(likeness, out=likeness)
