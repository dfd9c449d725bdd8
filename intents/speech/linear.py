"""A detector: how likely it is that a message is of one kind, by a linear model over its features and its vector."""

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from intents.speech.features import Places

Floats = NDArray[np.float32]
_STEEPEST = 30.0  # beyond it the share is 0 or 1, and exp() would overflow


@dataclass(frozen=True, slots=True)
class Detector:
    """`words`: a weight for each place of the feature table; `vector`: for each number of a vector, or none."""

    words: Floats
    vector: Floats
    bias: float

    def likelihood(self, places: Places, vector: Floats | None) -> float:
        """From 0 to 1. `vector` is the message's, of length one; without an encoder None."""
        score = self.bias + float(self.words[places].sum()) / max(1.0, float(np.sqrt(len(places))))
        if vector is not None and self.vector.size:
            score += float(self.vector @ vector)
        return 1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, score))))
