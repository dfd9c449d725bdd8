"""Fitting the linear model: the only place that needs scikit-learn, loaded when training starts."""

from collections.abc import Sequence

import numpy as np

from intents.model import Linear
from intents.vectors import Vector

STRICTNESS = 1.0  # LinearSVC's C; lower is smoother
_NEAR_ENOUGH = 0.1  # its tolerance: a finer one takes half as long again and changes nothing measurable


def fit(vectors: Sequence[Vector], labels: Sequence[int], names: tuple[str, ...], size: int) -> Linear:
    """Learn to tell the labels apart: numbers, `names` by number; `size` is how many features there are."""
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    lengths = [len(vector.indices) for vector in vectors]
    matrix = csr_matrix(
        (
            np.concatenate([vector.values for vector in vectors]),
            np.concatenate([vector.indices for vector in vectors]),
            np.concatenate([[0], np.cumsum(lengths)]),
        ),
        shape=(len(vectors), size),
    )
    machine = LinearSVC(C=STRICTNESS, tol=_NEAR_ENOUGH, random_state=0).fit(matrix, labels)
    weights = np.ascontiguousarray(machine.coef_.T.astype(np.float16))
    return Linear(names, weights, machine.intercept_.astype(np.float32))
