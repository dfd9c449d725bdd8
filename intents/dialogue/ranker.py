"""Which of the things that a message may mean it most likely means: a conditional log-linear model over named signs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from intents.dialogue.candidates import Candidate
from intents.dialogue.signs import signs
from intents.dialogue.turn import Turn
from intents.model.softmax import Floats, likelihoods
from intents.text import DATA, read_lists

WEIGHTS = DATA / "ranker.yaml"


@dataclass(frozen=True, slots=True)
class Ranker:
    """How much each sign counts; a sign that was not learnt counts nothing."""

    weights: Mapping[str, float]

    def score(self, candidate: Candidate, turn: Turn) -> float:
        """The higher, the likelier."""
        weights = self.weights
        return sum(float(value) * weights.get(name, 0.0) for name, value in signs(candidate, turn) if value)

    def likelihoods(self, found: Sequence[Candidate], turn: Turn) -> Floats:
        """How likely each candidate is, as shares that add up to one."""
        return likelihoods(np.array([self.score(one, turn) for one in found], np.float32))


@cache
def load_ranker() -> Ranker:
    """The weights of data/ranker.yaml, which `cite bench ranker --learn` writes."""
    return Ranker({str(name): float(weight) for name, weight in read_lists(WEIGHTS.name).items()})
