"""Intents that lead to much the same answer are one answer: not knowing, an event's card, or a topic of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.catalogue import DETAILS, EVENTS
from intents.model.softmax import Floats

_TOGETHER = 1  # members of a family that add up
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
        """The likeliest answers, best first, each as likely as its best intent: a hundred unlikely ways not to know
        something would else always win.
        """
        families = self.families.tolist()
        best: dict[int, int] = {}
        for intent in np.argsort(-likely).tolist():
            best.setdefault(families[intent], intent)
        counted = float(likely[list(best.values())].sum())
        return tuple(Ranked(intent, float(likely[intent]) / counted) for intent in list(best.values())[:many])
