"""From scores to likelihoods: how likely each intent is, and how far the best one may be trusted."""

from dataclasses import dataclass
from math import exp, log

import numpy as np

from intents.model import Scores
from intents.vectors import Floats

_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Calibrator:
    """A logistic function of the signs, from which confidence on a claim is worth making, and how sharply scores are
    told apart when they become likelihoods: all three are learnt.
    """

    weights: Floats
    bias: float
    claim_from: float
    sharpness: float

    def confidence(self, found: Floats) -> float:
        """How likely the best answer is right, from 0 to 1."""
        return 1 / (1 + exp(-float(found @ self.weights) - self.bias))


def untaught(sharpness: float) -> Calibrator:
    """What to trust before anything was learnt of it: how clearly the best answer wins, and the words we know."""
    weights = np.zeros(11, np.float32)
    weights[0], weights[8] = 0.3, 2.0
    return Calibrator(weights, -1.0, 0.0, sharpness)


def likelihoods(scores: Floats, sharpness: float) -> Floats:
    """Scores as shares that add up to one."""
    powers = np.exp(np.float32(sharpness) * (scores - scores.max()))
    return powers / powers.sum()  # type: ignore[no-any-return]  # numpy's division is typed Any


def signs(best: float, second: float, intent: int, scores: Scores, known: float, length: int) -> Floats:
    """What tells whether the best answer is right: its likelihood and the second's, what each judge says of its best
    intent and whether both judges would choose it, the likeness of its nearest phrasing, the share of words that we
    know, weighed by what they tell, and how many words there are.
    """
    return np.array(
        [
            _odds(best),
            _odds(second),
            scores.linear[intent],
            scores.kernel[intent],
            scores.linear[intent] >= scores.linear.max(),
            scores.kernel[intent] >= scores.kernel.max(),
            scores.nearest[intent],
            scores.nearest.max(),
            known,
            min(length, 12) / 12,
            length <= 2,
        ],
        np.float32,
    )


def _odds(share: float) -> float:
    return log(max(share, _LEAST) / max(1 - share, _LEAST))
