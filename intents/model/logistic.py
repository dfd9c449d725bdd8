"""A likelihood from a few signs, each of which counts for or against."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

import numpy as np

from intents.model.softmax import Floats

_LENIENCY = 0.3  # inverse weight of the penalty on what is learnt
_LEAST = 1e-6
_ALWAYS = 3.0  # log odds of what was always so


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic function of the signs."""

    weights: Floats
    bias: float

    @classmethod
    def of(cls, numbers: Floats) -> "Logistic":
        """From what :attr:`numbers` gave."""
        return cls(numbers[:-1].astype(np.float32), float(numbers[-1]))

    @property
    def numbers(self) -> Floats:
        """The weights, then the bias: as it is kept on disk."""
        return np.append(self.weights, self.bias)

    def likelihood(self, signs: Floats) -> float:
        """From 0 to 1."""
        return 1 / (1 + exp(-float(signs @ self.weights) - self.bias))


def fit_logistic(signs: Sequence[Floats], is_so: Sequence[bool]) -> Logistic:
    """Learnt from rows of signs, and whether it was so. Needs scikit-learn."""
    from sklearn.linear_model import LogisticRegression

    table = np.stack(signs)
    if len(set(is_so)) == 1:  # nothing to tell apart
        return Logistic(np.zeros(table.shape[1], np.float32), _ALWAYS if is_so[0] else -_ALWAYS)
    middle, spread = table.mean(axis=0), table.std(axis=0) + _LEAST
    judged = LogisticRegression(C=_LENIENCY).fit((table - middle) / spread, is_so)
    weights = (judged.coef_[0] / spread).astype(np.float32)
    return Logistic(weights, float(judged.intercept_[0] - middle @ weights))
