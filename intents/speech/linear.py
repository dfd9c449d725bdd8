"""A detector: how likely it is that a message is of one kind, by a linear model over its features and its vector."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray

from intents.speech.features import Places
from intents.speech.heard import Act, Whose

Floats = NDArray[np.float32]
HEARD = 300  # characters of which a sentence vector is made, the last ones
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


@dataclass(frozen=True, slots=True)
class Detectors:
    """What was learnt of how things are said; those of `whose` are asked only where there is trouble."""

    trouble: Detector
    whose: tuple[tuple[Whose, Detector], ...]
    child: Detector
    order: Detector
    acts: tuple[tuple[Act, Detector], ...]

    @classmethod
    def of(cls, named: Mapping[str, Detector]) -> "Detectors":
        """Made of what :meth:`named` gave."""
        whose = tuple((whose, named[f"whose_{whose}"]) for whose in Whose)
        acts = tuple((act, named[f"act_{act}"]) for act in Act)
        return cls(named["trouble"], whose, named["child"], named["order"], acts)

    def named(self) -> dict[str, Detector]:
        """Each by its name."""
        return {
            "trouble": self.trouble, "child": self.child, "order": self.order,
            **{f"whose_{whose}": detector for whose, detector in self.whose},
            **{f"act_{act}": detector for act, detector in self.acts},
        }  # fmt: skip
