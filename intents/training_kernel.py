"""Fitting the kernel: one linear system as large as there are phrasings; needs scipy."""

from collections.abc import Sequence

import numpy as np

from intents.kernel import Kernel, kernel_values
from intents.vectors import Floats

STRICTNESS = np.float32(0.03)  # the ridge: what keeps one odd phrasing from being learnt by heart


def fit(vectors: Floats, labels: Sequence[int], many: int) -> Kernel:
    """Learn from rows of length one; `labels` are numbers below `many`, each used at least once.

    Takes four bytes for every pair of phrasings while it learns: 0.9 GB for 15,000.
    """
    from scipy.linalg import cho_factor, cho_solve

    order = np.argsort(labels, kind="stable")
    examples = np.ascontiguousarray(vectors[order])
    sorted_labels = np.asarray(labels, np.int32)[order]
    targets = np.zeros((len(examples), many), np.float32)
    targets[np.arange(len(examples)), sorted_labels] = 1
    base = targets.mean(axis=0)
    alike = kernel_values(examples @ examples.T)
    alike[np.diag_indices_from(alike)] += STRICTNESS
    # The transposed view is the same matrix in the order that LAPACK wants: it is worked on in place.
    factor = cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve(factor, targets - base, overwrite_b=True, check_finite=False)
    starts = np.searchsorted(sorted_labels, np.arange(many)).astype(np.int32)
    return Kernel(examples, np.ascontiguousarray(weights, np.float32), base, starts)
