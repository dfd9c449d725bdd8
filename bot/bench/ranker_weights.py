"""The ranker's weights: learnt from judged candidates, reported set by set, written as data."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bot.bench.ranker import Example
from intents.dialogue.ranker import BY_WORDS, Ranker, each_counts

_LEAST_SQUARES = 0.3  # how much large weights are held back
_ROUNDS = 300
_COUNTS_FROM = 0.0005  # what is less is left out
_WORD_COUNTS_FROM = 0.15  # the same beside words
_HEARD_IN = 10  # turns in which a run of words has to be said
# Of a column told for what nobody knows of an event, of all events where nothing was said of any, the taught turns show
# too little: cross-fitted these lose one right answer in five hundred, and of what
# nothing tells two in a hundred more are not answered by something else.
_PRIOR = {
    "detail.gap": 0.75,
    "detail.gap.asked": 0.5,
    "detail.gap.nameless": -0.8,  # what has a name among what is not known of the venue was asked of the venue
    "detail.told.unknown": -1.5,
    "detail.column.unasked": -1.5,  # a bare title asks for no column: in taught sets hardly anybody says no more
    "find.all": -0.5,
    "say.courtesy.beside": -1.5,  # « Bonjour, robots » asks: in taught sets hardly anybody greets beside a single word
}
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Table:
    """The signs of all candidates of all turns, a row each; `starts`: where each turn begins; `said`: the runs of words
    of each turn. `places`, `kinds`, `values`: of every sign that words weigh its row, its place in BY_WORDS, its value.
    """

    names: tuple[str, ...]
    runs: tuple[str, ...]
    rows: csr_matrix
    right: Floats
    starts: NDArray[np.int64]
    turn: NDArray[np.int64]
    said: csr_matrix
    places: NDArray[np.int64]
    kinds: NDArray[np.int64]
    values: Floats

    @classmethod
    def of(cls, examples: Sequence[Example]) -> "_Table":
        rows = [row for one in examples for row in one.signs]
        names = tuple(sorted({name for row in rows for name in row}))
        heard = Counter(run for one in examples for run in one.said)
        runs = tuple(sorted(run for run, turns in heard.items() if turns >= _HEARD_IN))
        sizes = [len(one.signs) for one in examples]
        kind = {name: number for number, name in enumerate(BY_WORDS)}
        weighed = [(n, kind[name], value) for n, row in enumerate(rows) for name, value in row.items() if name in kind]
        places, kinds, values = (np.array(one) for one in zip(*weighed, strict=True)) if weighed else _NOTHING
        return cls(
            names=names,
            runs=runs,
            rows=_matrix(rows, names),
            right=np.concatenate([one.right for one in examples]).astype(float),
            starts=np.cumsum([0, *sizes[:-1]]),
            turn=np.repeat(np.arange(len(sizes)), sizes),
            said=_matrix([dict.fromkeys(one.said, each_counts(len(one.said))) for one in examples], runs),
            places=places,
            kinds=kinds,
            values=values,
        )

    def loss(self, weights: Floats) -> tuple[float, Floats]:
        """Minus the log of how likely the right candidates are together, and its slope."""
        signs, words = np.split(weights, [len(self.names)])
        z = self.rows @ signs + self._beside_words(words)
        power = np.exp(z - np.maximum.reduceat(z, self.starts)[self.turn])
        every, right = (np.add.reduceat(one, self.starts) for one in (power, power * self.right))
        miss = power / every[self.turn] - power * self.right / right[self.turn]
        slope = np.concatenate([self.rows.T @ miss, self._slope_of_words(miss)])
        held = _LEAST_SQUARES / 2 * float(weights @ weights)
        return float(np.log(every / right).sum()) + held, slope + _LEAST_SQUARES * weights

    def _beside_words(self, words: Floats) -> Floats:
        """What the words of its turn add to each candidate."""
        more = self.said @ words.reshape(len(self.runs), len(BY_WORDS))
        adds = more[self.turn[self.places], self.kinds] * self.values
        return np.asarray(np.bincount(self.places, adds, minlength=len(self.turn)), float)

    def _slope_of_words(self, miss: Floats) -> Floats:
        cells = self.turn[self.places] * len(BY_WORDS) + self.kinds
        each = np.bincount(cells, miss[self.places] * self.values, minlength=len(self.starts) * len(BY_WORDS))
        return np.asarray(self.said.T @ each.reshape(-1, len(BY_WORDS))).ravel()

    def ranker(self, weights: Floats) -> Ranker:
        """What was found, by name."""
        signs, words = np.split(weights, [len(self.names)])
        table = words.reshape(len(self.runs), len(BY_WORDS))
        beside = {run: _named(BY_WORDS, row, _WORD_COUNTS_FROM) for run, row in zip(self.runs, table, strict=True)}
        learnt = _named(self.names, signs)
        weighed = {name: learnt.get(name, 0.0) + _PRIOR.get(name, 0.0) for name in learnt.keys() | _PRIOR.keys()}
        return Ranker(weighed, {run: found for run, found in beside.items() if found})


_NOTHING = (np.array([], int), np.array([], int), np.array([]))


def _matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> csr_matrix:
    place = {name: number for number, name in enumerate(names)}
    kept = [[(place[name], value) for name, value in row.items() if name in place] for row in rows]
    ends = np.cumsum([0, *map(len, kept)])
    cells = [cell for row in kept for cell in row]
    return csr_matrix(([value for _, value in cells], [number for number, _ in cells], ends), (len(rows), len(names)))


def _named(names: Iterable[str], weights: Floats, least: float = _COUNTS_FROM) -> dict[str, float]:
    return {name: weight for name, weight in zip(names, weights.tolist(), strict=True) if abs(weight) >= least}


def fit(examples: Iterable[Example]) -> Ranker:
    """The weights that make right candidates likeliest together; turns that tell nothing are left out."""
    table = _Table.of([one for one in examples if one.is_found and not one.right.all()])
    start = np.zeros(len(table.names) + len(table.runs) * len(BY_WORDS))
    return table.ranker(minimize(table.loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _ROUNDS}).x)


def report(examples: Sequence[Example]) -> Iterator[str]:
    """Lines: of each set, how often a candidate is right, and how often the likeliest is, learnt from the others."""
    yield f"{'set':10}{'turns':>7}{'found':>8}{'ranked':>8}"
    sets = sorted({one.set for one in examples})
    won: list[tuple[Example, bool]] = []
    for name in sets:
        ranker = fit(one for one in examples if one.set != name)
        mine = [(one, one.is_won(ranker)) for one in examples if one.set == name]
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
        ranker = fit(_without(one, group) for one in learn)
        yield _line(group, [(one, one.is_won(ranker)) for one in tell])


def _without(example: Example, group: str) -> Example:
    kept = tuple({n: v for n, v in row.items() if n.partition(".")[0] != group} for row in example.signs)
    return replace(example, signs=kept)


def as_yaml(ranker: Ranker) -> str:
    """The data file of the weights of signs."""
    head = "# How much each sign of a candidate counts; written by `cite bench ranker --learn`.\n"
    return head + "".join(f"{name}: {weight:.3f}\n" for name, weight in sorted(ranker.weights.items()))


def as_table(ranker: Ranker) -> str:
    """The data file of what words add: a run of words, a sign, how much more it counts, by tabs."""
    cells = ((run, *one) for run, beside in sorted(ranker.words.items()) for one in sorted(beside.items()))
    return "".join(f"{run}\t{name}\t{more:.2f}\n" for run, name, more in cells)
