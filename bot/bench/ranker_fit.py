"""The weights of the ranker: learnt from examples, told set by set and without each group of signs. Needs scipy."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.bench.ranker import Example

_LEAST_SQUARES = 1.0  # how much large weights are held back
_ROUNDS = 500
_COUNTS_FROM = 0.0005  # what is less is left out
Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Table:
    """The signs of all candidates of all turns, a row each; `starts`: where each turn begins."""

    names: tuple[str, ...]
    rows: csr_matrix
    right: NDArray[np.float64]
    starts: NDArray[np.int64]
    turn: NDArray[np.int64]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "_Table":
        names = tuple(sorted({name for one in examples for row in one.signs for name in row}))
        place = {name: number for number, name in enumerate(names)}
        rows = [row for one in examples for row in one.signs]
        ends = np.cumsum([0, *(len(row) for row in rows)])
        where = [place[name] for row in rows for name in row]
        values = [value for row in rows for value in row.values()]
        sizes = [len(one.signs) for one in examples]
        return cls(
            names, csr_matrix((values, where, ends), (len(rows), len(names))),
            np.concatenate([one.right for one in examples]).astype(float),
            np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes),
        )  # fmt: skip

    def loss(self, weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """Minus the log of how likely the right candidates are together, and its slope."""
        z = self.rows @ weights
        power = np.exp(z - np.maximum.reduceat(z, self.starts)[self.turn])
        every, right = (np.add.reduceat(one, self.starts) for one in (power, power * self.right))
        slope = self.rows.T @ (power / every[self.turn] - power * self.right / right[self.turn])
        held = _LEAST_SQUARES / 2 * float(weights @ weights)
        return float(np.log(every / right).sum()) + held, slope + _LEAST_SQUARES * weights


def fit(examples: Iterable[Example]) -> Weights:
    """The weights that make right candidates likeliest together; turns that tell nothing are left out."""
    telling = [one for one in examples if one.is_found and not one.right.all()]
    table = _Table.of(telling)
    found = minimize(table.loss, np.zeros(len(table.names)), jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS})
    return dict(zip(table.names, found.x.tolist(), strict=True))


def report(examples: Sequence[Example]) -> Iterator[str]:
    """Lines: of each set, how often a candidate is right, and how often the likeliest is, learnt from the others."""
    yield f"{'set':10}{'turns':>7}{'found':>8}{'ranked':>8}"
    sets = sorted({one.set for one in examples})
    won: list[tuple[Example, bool]] = []
    for name in sets:
        weights = fit(one for one in examples if one.set != name)
        mine = [(one, one.is_won(weights)) for one in examples if one.set == name]
        won += mine
        yield _line(name, mine)
    for name, fits in _KINDS.items():
        yield _line(name, [pair for pair in won if fits(pair[0])])


_KINDS: Mapping[str, Callable[[Example], bool]] = {
    "messages": lambda one: not one.is_dialogue, "dialogues": lambda one: one.is_dialogue, "all": lambda one: True,
}  # fmt: skip


def _line(name: str, won: Sequence[tuple[Example, bool]]) -> str:
    found = sum(one.is_found for one, _ in won) / max(1, len(won))
    return f"{name:10}{len(won):7}{100 * found:8.1f}{100 * sum(right for _, right in won) / max(1, len(won)):8.1f}"


def ablation(examples: Sequence[Example]) -> Iterator[str]:
    """Lines: how often the likeliest candidate of the last set is right, learnt from the others without a group."""
    last = max(one.set for one in examples if one.is_dialogue)
    learn, tell = [one for one in examples if one.set != last], [one for one in examples if one.set == last]
    groups = sorted({name.partition(".")[0] for one in learn for row in one.signs for name in row})
    yield f"without, on set {last}"
    for group in ("nothing", *groups):
        weights = fit(_without(one, group) for one in learn)
        yield _line(group, [(one, one.is_won(weights)) for one in tell])


def _without(example: Example, group: str) -> Example:
    kept = tuple({n: v for n, v in row.items() if n.partition(".")[0] != group} for row in example.signs)
    return Example(kept, example.right, example.set, example.is_dialogue)


def as_yaml(weights: Weights) -> str:
    """The data file of the ranker."""
    head = "# How much each sign of a candidate counts; written by `cite bench ranker --learn`.\n"
    counting = (one for one in sorted(weights.items()) if abs(one[1]) >= _COUNTS_FROM)
    return head + "".join(f"{name}: {weight:.3f}\n" for name, weight in counting)
