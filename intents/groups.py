"""Intents that lead to one and the same answer add up: twelve unlikely questions about what we don't know make it
likely that we don't know.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intents.vectors import Floats


@dataclass(frozen=True, slots=True)
class Ranked:
    """One possible answer: the best intent that leads to it, and how likely the answer is."""

    intent: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class Groups:
    """Which intents are silent, answered by "I don't know" or "not my subject", in the order of the model's labels."""

    silent: npt.NDArray[np.bool_]

    @classmethod
    def of(cls, labels: Sequence[str], silent: Iterable[str]) -> "Groups":
        """Tell the silent labels from those that claim something."""
        quiet = frozenset(silent)
        return cls(np.array([label in quiet for label in labels], np.bool_))

    def rank(self, likely: Floats, many: int) -> tuple[Ranked, ...]:
        """The likeliest answers, best first; all silent intents together are one of them."""
        speaking = np.where(self.silent, 0, likely)
        ranked = [Ranked(int(i), float(likely[i])) for i in np.argsort(-speaking)[:many] if speaking[i] > 0]
        if self.silent.any():
            quiet = np.where(self.silent, likely, 0)
            ranked.append(Ranked(int(quiet.argmax()), float(quiet.sum())))
        return tuple(sorted(ranked, key=lambda one: -one.likelihood)[:many])
