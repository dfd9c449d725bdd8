"""A detector: how plainly a message is of one kind, by a linear model over its features."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.features import Places
from intents.speech.heard import Act, Coming, Whose

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Detector:
    """`words`: a weight for each place of the feature table."""

    words: Floats
    bias: float

    def score(self, places: Places) -> float:
        """Above 0 it rather is of this kind, below it rather is not; sentences like those learnt have 1 and -1."""
        return self.bias + float(self.words[places].sum()) / max(1.0, float(np.sqrt(len(places))))


@dataclass(frozen=True, slots=True)
class Detectors:
    """What was learnt of how things are said; those of `whose` are asked only where there is trouble."""

    trouble: Detector
    whose: tuple[tuple[Whose, Detector], ...]
    child: Detector
    order: Detector
    acts: tuple[tuple[Act, Detector], ...]
    coming: tuple[tuple[Coming, Detector], ...]

    @classmethod
    def of(cls, named: Mapping[str, Detector]) -> "Detectors":
        """Made of what :meth:`named` gave."""
        whose = tuple((whose, named[f"whose_{whose}"]) for whose in Whose)
        acts = tuple((act, named[f"act_{act}"]) for act in Act)
        coming = tuple((one, named[f"coming_{one}"]) for one in Coming)
        return cls(named["trouble"], whose, named["child"], named["order"], acts, coming)

    def named(self) -> dict[str, Detector]:
        """Each by its name."""
        return {
            "trouble": self.trouble, "child": self.child, "order": self.order,
            **{f"whose_{whose}": detector for whose, detector in self.whose},
            **{f"act_{act}": detector for act, detector in self.acts},
            **{f"coming_{one}": detector for one, detector in self.coming},
        }  # fmt: skip
