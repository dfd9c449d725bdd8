"""Learning a softmax: first by counting, as naive Bayes does, then by AdaGrad, which slows down each feature as it is
learnt. Needs scipy.

Source of the method: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods", JMLR 12, 2011.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from intents.model.descent import lowest
from intents.model.softmax import TABLE, Floats, Logistic, Places, Softmax, numbered

_ROUNDS = 2  # through all lessons: more learn them by heart
_FEWEST_STEPS = 50  # of few lessons more rounds are made
_BATCH = 512  # lessons
_AT_HAND = 1024  # features
_STEP = 0.2  # of the first round; they get shorter to the last one
_BIAS_STEP = 0.1
_LEAST = 1e-6
_USUAL = 0.5  # lessons of any label that each one is counted with, as a share of those that a label has on average
_HELD = 0.03  # of rows of length one
_LENIENCY = 0.3  # inverse weight of the penalty on what is learnt
_ALWAYS = 3.0  # log odds of what was always so
_COUNTED = 0.4  # how far what was counted is believed: features that say the same are counted as if they did not


def fit(rows: Sequence[Places], labels: Sequence[str]) -> Softmax:
    """A softmax of these lessons; the same lessons give the same weights."""
    names, table, wanted = _lessons(rows, labels)
    learning = _Learning(_counted(table, wanted, len(names)))
    chance = np.random.default_rng(0)
    rounds = max(_ROUNDS, _FEWEST_STEPS // -(-len(rows) // _BATCH))
    for number in range(rounds):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            some = order[start : start + _BATCH]
            learning.learn(table[some], wanted[some], _STEP * (1 - number / rounds))
    return Softmax.of(names, learning.weights, learning.bias)


def count(rows: Sequence[Places], labels: Sequence[str]) -> Softmax:
    """A softmax that only counted: in no time, and nearly as good at telling a few labels apart."""
    names, table, wanted = _lessons(rows, labels)
    return Softmax.of(names, _counted(table, wanted, len(names)), np.zeros(len(names), np.float32))


def scores_of(softmax: Softmax, rows: Sequence[Places]) -> Floats:
    """What `softmax.scores` gives of each of these rows."""
    found: Floats = _table(rows) @ (softmax.weights * softmax.steps[:, None]) + softmax.bias
    return found


def fit_closely(rows: Sequence[Places], labels: Sequence[str], held: float = _HELD) -> Softmax:
    """A softmax of a few thousand lessons, fitted to the end; `held`: how much large weights are held back."""
    names, table, wanted = _lessons(rows, labels)
    seen, columns = np.unique(table.indices, return_inverse=True)
    some = csr_matrix((table.data.astype(np.float64), columns, table.indptr), (len(rows), len(seen)))
    turned, right = some.T.tocsr(), np.eye(len(names))[wanted]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(seen) + 1, len(names))
        shares = _rows_of_likelihoods(some @ weights[:-1] + weights[-1])
        missed = -np.log(shares[np.arange(len(wanted)), wanted]).sum()
        shares -= right
        slope = np.vstack([turned @ shares, shares.sum(axis=0)])
        slope[:-1] += held * weights[:-1]
        return missed + held / 2 * float(flat[: -len(names)] @ flat[: -len(names)]), slope.ravel()

    found = lowest(loss, (len(seen) + 1) * len(names)).reshape(len(seen) + 1, -1)
    weights = np.zeros((TABLE, len(names)), np.float32)
    weights[seen] = found[:-1]
    return Softmax.of(names, weights, found[-1].astype(np.float32))


def fit_choice(lessons: Sequence[tuple[Floats, Sequence[bool], float]]) -> Floats:
    """Weights by which the right ones of several candidates are likeliest: a row of signs each, which of them are right
    (one at least), and how much the lesson counts.
    """
    table = np.concatenate([rows for rows, _, _ in lessons]).astype(np.float64)
    right = np.concatenate([np.asarray(one, bool) for _, one, _ in lessons])
    sizes = [len(rows) for rows, _, _ in lessons]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    counts = np.array([count for _, _, count in lessons])
    spread = table.std(axis=0) + _LEAST
    some = table / spread

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        scores = some @ numbers
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        shares = powers / np.add.reduceat(powers, starts)[of]
        hit = np.add.reduceat(np.where(right, shares, 0), starts) + _LEAST
        wanted = np.where(right, shares, 0) / hit[of]
        missed = -(counts * np.log(hit)).sum()
        return missed + (numbers**2).sum() / 2, some.T @ ((shares - wanted) * counts[of]) + numbers

    weights: Floats = (lowest(loss, table.shape[1]) / spread).astype(np.float32)
    return weights


def fit_logistic(signs: Sequence[Floats], is_so: Sequence[bool]) -> Logistic:
    """Learnt from rows of signs, and whether it was so."""
    table = np.stack(signs).astype(np.float64)
    if len(set(is_so)) == 1:  # nothing to tell apart
        return Logistic(np.zeros(table.shape[1], np.float32), _ALWAYS if is_so[0] else -_ALWAYS)
    middle, spread = table.mean(axis=0), table.std(axis=0) + _LEAST
    some, sides = (table - middle) / spread, np.where(is_so, 1.0, -1.0)

    def loss(numbers: np.ndarray) -> tuple[float, np.ndarray]:
        missed = -sides * (some @ numbers[:-1] + numbers[-1])
        pull = -_LENIENCY * sides / (1 + np.exp(-missed))
        slope = np.append(some.T @ pull + numbers[:-1], pull.sum())
        return _LENIENCY * np.logaddexp(0, missed).sum() + (numbers[:-1] ** 2).sum() / 2, slope

    found = lowest(loss, table.shape[1] + 1)
    weights = (found[:-1] / spread).astype(np.float32)
    return Logistic(weights, float(found[-1] - middle @ weights))


class _Learning:
    def __init__(self, weights: Floats) -> None:
        self.weights = weights
        self.bias = np.zeros(weights.shape[1], np.float32)
        self._moved = np.full(TABLE, _LEAST, np.float32)  # by feature: the squares of its gradients so far

    def learn(self, lessons: csr_matrix, wanted: np.ndarray, step: float) -> None:
        """One step towards the wanted labels of these lessons."""
        size = lessons.shape[0]
        error = _rows_of_likelihoods(lessons @ self.weights + self.bias)
        error[np.arange(size), wanted] -= 1
        for seen, turned in _by_feature(lessons):
            slope = turned @ error
            self._moved[seen] += np.einsum("ij,ij->i", slope, slope) / np.float32(slope.shape[1] * size)
            slope *= np.float32(step / np.sqrt(size)) / np.sqrt(self._moved[seen])[:, None]
            self.weights[seen] -= slope
        self.bias -= np.float32(_BIAS_STEP) * error.mean(axis=0)


def _by_feature(lessons: csr_matrix) -> Iterator[tuple[np.ndarray, csr_matrix]]:
    """Some of the features that lessons have, and in which lessons each is: so few that the processor holds at hand
    what is worked out for them.
    """
    turned = lessons.T.tocsr()
    every = np.flatnonzero(np.diff(turned.indptr))
    bounds = np.append(turned.indptr[every], turned.indptr[-1])
    for start in range(0, len(every), _AT_HAND):
        seen = every[start : start + _AT_HAND]
        at = bounds[start : start + len(seen) + 1]
        inside = slice(at[0], at[-1])
        rows = (turned.data[inside], turned.indices[inside], at - at[0])
        yield seen, csr_matrix(rows, (len(seen), turned.shape[1]))


def _counted(table: csr_matrix, wanted: np.ndarray, labels: int) -> Floats:
    """How much oftener each label's lessons hold a feature than all lessons do, as a logarithm."""
    size = len(wanted)
    of_label = csr_matrix((np.ones(size, np.float32), (wanted, np.arange(size))), (labels, size))
    held = (of_label @ table).toarray().T
    usual = held.sum(axis=1, keepdims=True)
    usual /= usual.sum()
    every = held.sum(axis=0)
    many = np.float32(_USUAL) * every.mean()
    known = usual[:, 0] > 0
    weights: Floats = np.zeros((TABLE, labels), np.float32)
    oftener = held[known]
    oftener /= usual[known]
    oftener += many
    oftener /= every + many
    np.log(oftener, out=oftener)
    oftener *= np.float32(_COUNTED)
    weights[known] = oftener
    return weights


def _rows_of_likelihoods(scores: Floats) -> Floats:
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores


def _lessons(rows: Sequence[Places], labels: Sequence[str]) -> tuple[tuple[str, ...], csr_matrix, np.ndarray]:
    """The labels, a row of length one for each lesson, and the number of its label."""
    names = tuple(sorted(set(labels)))
    number = numbered(names)
    return names, _table(rows), np.array([number[label] for label in labels])


def _table(rows: Sequence[Places]) -> csr_matrix:
    sizes = np.array([len(row) for row in rows])
    values = np.repeat((1 / np.sqrt(np.maximum(1, sizes))).astype(np.float32), sizes)
    return csr_matrix((values, np.concatenate(rows), np.append(0, np.cumsum(sizes))), (len(rows), TABLE))
