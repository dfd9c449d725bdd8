"""Everything that was learnt, in one value: how to read, what to look at, what it means, how sure to be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents.evidence import Calibrator, likelihoods, signs
from intents.features import TITLE, stem
from intents.groups import Groups, Ranked
from intents.languages import Languages
from intents.model import Linear, Scores
from intents.reading import Reader
from intents.vectors import Floats, Weighing


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt model."""

    reader: Reader
    weighing: Weighing
    linear: Linear
    groups: Groups
    calibrator: Calibrator
    languages: Languages

    @property
    def labels(self) -> tuple[str, ...]:
        """The intents, in the order of the scores."""
        return self.linear.labels

    def scores(self, said: Sequence[str], markers: Sequence[str]) -> Scores:
        """Scores of every intent for these words."""
        return self.linear.scores(self.weighing.vector(self.reader.features(said, markers)))

    def rank(self, blended: Floats, many: int = 5) -> tuple[Ranked, ...]:
        """The likeliest answers, best first."""
        return self.groups.rank(likelihoods(blended), many)

    def confidence(self, scores: Scores, ranked: Sequence[Ranked], said: Sequence[str]) -> float:
        """How sure one may be of the first of `ranked`."""
        known = known_share(self.weighing, said)
        return self.calibrator.confidence(signs_of(ranked, scores, known, len(said)))


def signs_of(ranked: Sequence[Ranked], scores: Scores, known: float, length: int) -> Floats:
    """The signs that the calibrator weighs, for the first of the ranked answers."""
    second = ranked[1].likelihood if len(ranked) > 1 else 0.0
    return signs(ranked[0].likelihood, second, float(scores.nearest[ranked[0].intent]), known, length)


def known_share(weighing: Weighing, said: Sequence[str]) -> float:
    """Which share of the message we know, words weighed by what they tell; unknown words tell most."""
    numbers, rarest = weighing.numbers[1], float(weighing.idf.max())
    weights = [(one in numbers, _weight(weighing, numbers.get(one), rarest)) for one in map(stem, said) if one != TITLE]
    total = sum(weight for _, weight in weights)
    return float(sum(weight for known, weight in weights if known) / total) if total else float(bool(said))


def _weight(weighing: Weighing, number: int | None, rarest: float) -> float:
    return rarest if number is None else float(np.float32(weighing.idf[number]))
