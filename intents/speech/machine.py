"""A linear machine that tells sentences of one kind from all others by a margin: the squared hinge loss, by Newton's
method, each step solved by conjugate gradients among the sentences within the margin. Needs scipy.

Source of the method: O. Chapelle, "Training a Support Vector Machine in the Primal", Neural Computation 19, 2007.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from intents.text.checks import Ints
from intents.text.text import Places

Floats = NDArray[np.float32]
LENIENCY = np.float32(3.0)  # inverse weight of the penalty: of 1, 3 and 10 the best on the sets that had been read
_AT_ONCE = 8192  # rows
_STEPS = 30
_INNER = 12
_CLOSE = 0.35  # how much of what a step misses may remain
_GAIN = 0.001  # share of the loss: a step that gains less is the last
_HALVINGS = 8
_FIRST = 8  # of the others, one row in so many is learnt from first: it leaves few steps to be made with all
_LARGE = 5_000  # rows: with fewer this does not pay


@dataclass(frozen=True, slots=True)
class Rows:
    """Sentences as the places of their features, `places[starts[n]:starts[n + 1]]`, each a row of length one."""

    places: Places
    starts: Ints
    size: int  # of the table

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def shares(self) -> Floats:
        """What each feature of a row counts."""
        return (1 / np.sqrt(np.maximum(1, np.diff(self.starts)))).astype(np.float32)

    def some(self, numbers: Sequence[int] | Ints) -> "Rows":
        """These rows, in this order; of those that follow one another here, nothing is copied."""
        if len(numbers) and np.array_equal(numbers, np.arange(numbers[0], numbers[0] + len(numbers))):
            return Rows(self.places, self.starts[numbers[0] : numbers[0] + len(numbers) + 1], self.size)
        first, last = self.starts[:-1][numbers], self.starts[1:][numbers]
        listed = [self.places[start:end] for start, end in zip(first.tolist(), last.tolist(), strict=True)]
        starts = np.append(0, np.cumsum(last - first))
        return Rows(np.concatenate(listed) if listed else self.places[:0], starts, self.size)

    def times(self, weights: Floats) -> Floats:
        """The sum of the weights of each row."""
        found = [table @ weights for table in self.tables()]
        return np.concatenate(found) * self.shares

    def tables(self, at_once: int = _AT_ONCE) -> Iterator[csr_matrix]:
        """Ones at all places, so many rows in each: they share the ones."""
        bounds = [*range(0, len(self), at_once), len(self)]
        every = [self.starts[start : end + 1] for start, end in pairwise(bounds)]
        ones = np.ones(max((int(at[-1] - at[0]) for at in every), default=0), np.float32)
        for at in every:
            places = self.places[at[0] : at[-1]]
            yield _table(ones[: len(places)], places, at - at[0], self.size)


def _table(ones: Floats, places: Places, starts: Ints, size: int) -> csr_matrix:
    """A table that holds these very numbers: whatever it is made of otherwise is copied first."""
    table = csr_matrix((len(starts) - 1, size), dtype=np.float32)
    table.data, table.indices, table.indptr = ones, places, starts.astype(places.dtype)
    return table


@dataclass(frozen=True, slots=True)
class Weights:
    """A number for each place, and one for all sentences; what they give is above 0 for one kind, below for others."""

    words: Floats
    bias: np.float32


def learn(rows: Rows, are: NDArray[np.bool_], times: float = 1) -> Weights:
    """What tells the rows that `are` of a kind from the others; missing one counts so many `times` as much."""
    begun = Weights(np.zeros(rows.size, np.float32), np.float32(-1))
    if len(rows) > _LARGE:
        first = np.flatnonzero(are | (np.arange(len(are)) % _FIRST == 0))
        begun = _Lessons.of(rows.some(first), are[first], times).learn(begun)
    return _Lessons.of(rows, are, times).learn(begun)


@dataclass(frozen=True, slots=True)
class _Lessons:
    """Rows, whether each is of the kind (1 or -1), and how much each counts."""

    rows: Rows
    signs: Floats
    counts: Floats

    @classmethod
    def of(cls, rows: Rows, are: NDArray[np.bool_], times: float) -> "_Lessons":
        counts = 2 * LENIENCY * np.where(are, np.float32(times), np.float32(1))
        return cls(rows, np.where(are, 1, -1).astype(np.float32), counts)

    def learn(self, weights: Weights) -> Weights:
        """On from these weights."""
        scores = self.rows.times(weights.words) + weights.bias
        loss = self._loss(weights, scores)
        for _ in range(_STEPS):
            step = _Step.of(self, weights, scores).solved()
            moved = self.rows.times(step.words) + step.bias
            for halved in range(_HALVINGS):
                part = np.float32(0.5**halved)
                tried = Weights(weights.words + part * step.words, weights.bias + part * step.bias)
                after = self._loss(tried, scores + part * moved)
                if after < loss:
                    break
            else:
                return weights
            gained, loss = loss - after, after
            weights, scores = tried, scores + part * moved
            if gained < _GAIN * loss:
                break
        return weights

    def _loss(self, weights: Weights, scores: Floats) -> float:
        missed = np.maximum(0, 1 - self.signs * scores)
        return float(weights.words @ weights.words + weights.bias**2 + self.counts @ missed**2) / 2


@dataclass(frozen=True, slots=True)
class _Step:
    """The rows within the margin, and where the loss falls most steeply."""

    table: csr_matrix
    turned: csr_matrix
    shares: Floats
    counts: Floats
    slope: Weights

    @classmethod
    def of(cls, lessons: _Lessons, weights: Weights, scores: Floats) -> "_Step":
        missed = 1 - lessons.signs * scores
        within = np.flatnonzero(missed > 0)
        some = lessons.rows.some(within)
        table = next(some.tables(max(1, len(some))), csr_matrix((0, some.size), dtype=np.float32))
        pull = lessons.counts[within] * lessons.signs[within] * missed[within]
        turned = table.T
        slope = Weights(weights.words - turned @ (pull * some.shares), weights.bias - pull.sum())
        return cls(table, turned, some.shares, lessons.counts[within], slope)

    def solved(self) -> Weights:
        """The step that the slope and how it bends ask for, by conjugate gradients, each place by its own scale."""
        squared = self.counts * self.shares**2
        scale, of_bias = 1 / (1 + self.turned @ squared), 1 / (1 + self.counts.sum())
        words, bias = np.zeros_like(self.slope.words), np.float32(0)
        left, left_bias = -self.slope.words, -self.slope.bias
        way, way_bias = scale * left, of_bias * left_bias
        now = first = left @ way + left_bias * way_bias
        for _ in range(_INNER):
            bent, bent_bias = self._bent(way, way_bias)
            far = now / (way @ bent + way_bias * bent_bias)
            words += far * way
            bias += far * way_bias
            left -= far * bent
            left_bias -= far * bent_bias
            scaled, scaled_bias = scale * left, of_bias * left_bias
            then = left @ scaled + left_bias * scaled_bias
            if then < _CLOSE**2 * first:
                break
            way, way_bias = scaled + (then / now) * way, scaled_bias + (then / now) * way_bias
            now = then
        return Weights(words, bias)

    def _bent(self, words: Floats, bias: np.float32) -> tuple[Floats, np.float32]:
        """How much the slope changes along these weights."""
        pull = self.counts * ((self.table @ words) * self.shares + bias)
        return words + self.turned @ (pull * self.shares), bias + pull.sum()
