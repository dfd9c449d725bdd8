"""Intents that lead to much the same answer add up: three unlikely questions about what we don't know make it likely
that we don't know. More than three do not count: a hundred unlikely ones would always win.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.catalogue import DETAILS, EVENTS
from intents.model.softmax import Floats

_TOGETHER = 3  # members of a family that add up
_SILENT, _AGENDA = 0, 1  # the families of several intents; every other intent is a family by itself


@dataclass(frozen=True, slots=True)
class Ranked:
    """One possible answer: the best intent that leads to it, and how likely the answer is."""

    intent: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class Groups:
    """Each intent's family, in the order of the model's labels.

    The silent ones are answered by "I don't know" or "not my subject"; those about one event by its whole card.
    """

    families: NDArray[np.int32]

    @classmethod
    def of(cls, labels: Sequence[str], silent: Iterable[str]) -> "Groups":
        """`silent` are the labels that claim nothing."""
        quiet, agenda = frozenset(silent), DETAILS | {EVENTS}
        return cls(
            np.array(
                [
                    _SILENT if label in quiet else _AGENDA if label in agenda else number + 2
                    for number, label in enumerate(labels)
                ],
                np.int32,
            )
        )

    def is_silent(self, intent: int) -> bool:
        """Whether this intent claims nothing."""
        return bool(self.families[intent] == _SILENT)

    def same(self, one: int, other: int) -> bool:
        """Whether both lead to the same answer."""
        return bool(self.families[one] == self.families[other])

    def rank(self, likely: Floats, many: int) -> tuple[Ranked, ...]:
        """The likeliest answers, best first, each with its best intent."""
        families, shares = self.families.tolist(), likely.tolist()  # plain numbers: three times as fast here
        best: dict[int, list[int]] = {}
        for intent in np.argsort(-likely).tolist():
            members = best.setdefault(families[intent], [])
            if len(members) < _TOGETHER:
                members.append(intent)
        sums = {members[0]: sum(shares[one] for one in members) for members in best.values()}
        first = sorted(sums, key=lambda intent: -sums[intent])[:many]
        counted = sum(sums.values())
        return tuple(Ranked(intent, sums[intent] / counted) for intent in first)
