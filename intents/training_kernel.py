"""Fitting the kernel: one linear system as large as there are phrasings; needs scipy."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from intents.kernel import Kernel, kernel_values
from intents.vectors import Floats, Ints

STRICTNESS = np.float32(0.03)  # the ridge: what keeps one odd phrasing from being learnt by heart

_MANY = 4_000  # phrasings, from which on those that nearly repeat another of their label are left out:
_NEARLY_THE_SAME = 0.7  # a cosine that drops a third of them; measured: a third of the time for half a point


def fit(vectors: Floats, labels: Sequence[int], many: int) -> Kernel:
    """Learn from rows of length one; `labels` are numbers below `many`, each used at least once.

    Takes four bytes for every pair of phrasings while it learns: 0.9 GB for 15,000, and the time of their cube.
    """
    from scipy.linalg import cho_factor, cho_solve

    order = np.argsort(labels, kind="stable")
    examples, sorted_labels = vectors[order], np.asarray(labels, np.int32)[order]
    if len(examples) > _MANY:
        told = _apart(examples, sorted_labels)
        examples, sorted_labels = examples[told], sorted_labels[told]
    targets = np.zeros((len(examples), many), np.float32)
    targets[np.arange(len(examples)), sorted_labels] = 1
    base = targets.mean(axis=0)
    alike = kernel_values(examples @ examples.T)
    alike[np.diag_indices_from(alike)] += STRICTNESS
    # The transposed view is the same matrix in the order that LAPACK wants: it is worked on in place.
    factor = cho_factor(alike.T, lower=True, overwrite_a=True, check_finite=False)
    weights = cho_solve(factor, targets - base, overwrite_b=True, check_finite=False)
    starts = np.searchsorted(sorted_labels, np.arange(many)).astype(np.int32)
    return Kernel(np.ascontiguousarray(examples), np.ascontiguousarray(weights, np.float32), base, starts)


def _apart(examples: Floats, labels: Ints) -> npt.NDArray[np.bool_]:
    """Which phrasings are not nearly another one of the same label; `labels` are sorted."""
    told = np.ones(len(examples), np.bool_)
    for label in np.unique(labels):
        first, end = np.searchsorted(labels, [label, label + 1])
        alike = np.tril(examples[first:end] @ examples[first:end].T, -1)
        told[first:end] = alike.max(axis=1) <= _NEARLY_THE_SAME
    return told
