"""Learning a softmax by AdaGrad: batch by batch, each feature slowing down as it is learnt. Needs scipy.

Source of the method: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods", JMLR 12, 2011.
"""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from intents.model.features import TABLE, Places
from intents.model.softmax import Floats, Softmax, numbered

_ROUNDS = 5  # through all lessons: more learn them by heart
_BATCH = 512  # lessons
_STEP = 0.3
_BIAS_STEP = 0.1
_LEAST = 1e-6


def fit(rows: Sequence[Places], labels: Sequence[str]) -> Softmax:
    """A softmax of these lessons; the same lessons give the same weights."""
    names = tuple(sorted(set(labels)))
    number = numbered(names)
    learning = _Learning(len(names))
    table, wanted = _table(rows), np.array([number[label] for label in labels])
    chance = np.random.default_rng(0)
    for _ in range(_ROUNDS):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            some = order[start : start + _BATCH]
            learning.learn(table[some], wanted[some])
    return Softmax(names, learning.weights.astype(np.float16), learning.bias)


class _Learning:
    def __init__(self, labels: int) -> None:
        self.weights = np.zeros((TABLE, labels), np.float32)
        self.bias = np.zeros(labels, np.float32)
        self._moved = np.full((TABLE, 1), _LEAST, np.float32)  # by feature: the squares of its gradients so far

    def learn(self, lessons: csr_matrix, wanted: np.ndarray) -> None:
        """One step towards the wanted labels of these lessons."""
        seen = np.unique(lessons.indices)
        size = lessons.shape[0]
        some = csr_matrix((lessons.data, np.searchsorted(seen, lessons.indices), lessons.indptr), (size, len(seen)))
        now = self.weights[seen]
        error = _rows_of_likelihoods(some @ now + self.bias)
        error[np.arange(size), wanted] -= 1
        slope = np.asarray(some.T @ error, np.float32)
        self._moved[seen] += (slope * slope).mean(axis=1, keepdims=True) / size
        self.weights[seen] = now - np.float32(_STEP / np.sqrt(size)) * slope / np.sqrt(self._moved[seen])
        self.bias -= np.float32(_BIAS_STEP) * error.mean(axis=0)


def _rows_of_likelihoods(scores: Floats) -> Floats:
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def _table(rows: Sequence[Places]) -> csr_matrix:
    """A row a lesson, of length one."""
    sizes = np.array([len(row) for row in rows])
    values = np.repeat((1 / np.sqrt(np.maximum(1, sizes))).astype(np.float32), sizes)
    return csr_matrix((values, np.concatenate(rows), np.append(0, np.cumsum(sizes))), (len(rows), TABLE))


