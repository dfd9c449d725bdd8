"""Fitting the linear model: the only place that needs scikit-learn, loaded when training starts."""

from collections.abc import Sequence

import numpy as np

from intents.model import Linear, index_of
from intents.vectors import Vector

STRICTNESS = 1.0  # LinearSVC's C; lower is smoother


def fit(vectors: Sequence[Vector], labels: Sequence[str], size: int) -> Linear:
    """Learn to tell the labels apart; `size` is how many features there are."""
    from scipy.sparse import csr_matrix
    from sklearn.svm import LinearSVC

    names = tuple(sorted(set(labels)))
    numbers = {name: number for number, name in enumerate(names)}
    targets = [numbers[label] for label in labels]
    lengths = [len(vector.indices) for vector in vectors]
    matrix = csr_matrix(
        (
            np.concatenate([vector.values for vector in vectors]),
            np.concatenate([vector.indices for vector in vectors]),
            np.concatenate([[0], np.cumsum(lengths)]),
        ),
        shape=(len(vectors), size),
    )
    machine = LinearSVC(C=STRICTNESS, random_state=0).fit(matrix, targets)
    weights = np.ascontiguousarray(machine.coef_.T.astype(np.float16))
    return Linear(names, weights, machine.intercept_.astype(np.float32), index_of(vectors, targets, size))
