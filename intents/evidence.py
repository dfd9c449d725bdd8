"""From scores to likelihoods: how likely each intent is, and how far the best one may be trusted."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from intents.vectors import Floats

SHARPNESS = 6.0  # of the softmax; measured by cross-validation: 4 refuses too much, 8 claims too much
_LEAST = 1e-4


def likelihoods(scores: Floats) -> Floats:
    """Scores as shares that add up to one."""
    powers = np.exp(SHARPNESS * (scores - scores.max()))
    return powers / powers.sum()  # type: ignore[no-any-return]  # numpy's division is typed Any


def signs(best: float, second: float, nearest: float, known: float, length: int) -> Floats:
    """What tells whether the best answer is right: its likelihood and the second's, how like the nearest example is,
    the share of words that we know, weighed by what they tell, and how many words there are.
    """
    return np.array([_odds(best), _odds(second), nearest, known, min(length, 12) / 12, float(length <= 2)], np.float32)


def _odds(share: float) -> float:
    return log(max(share, _LEAST) / max(1 - share, _LEAST))


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A logistic function of the signs, and from which confidence on a claim is worth making."""

    weights: Floats
    bias: float
    claim_from: float

    def confidence(self, found: Floats) -> float:
        """How likely the best answer is right, from 0 to 1."""
        return 1 / (1 + exp(-float(found @ self.weights) - self.bias))
