"""Everything that was learnt, in one value: how to read, what to look at, what it means, how sure to be."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from intents.encoder import Encoder
from intents.evidence import Calibrator, likelihoods, signs
from intents.features import TITLE, stem
from intents.groups import Groups, Ranked
from intents.languages import Languages
from intents.model import Judges, Scores
from intents.reading import Read, Reader
from intents.speech.linear import Detectors
from intents.threads import one_thread
from intents.vectors import Floats, Weighing
from intents.words import words

_HEARD = 220  # characters of which a vector is made, the last ones: no phrasing is longer
_HEARD_IN_ALL = 600  # characters of a message and its parts; of longer ones, an equal share of each is heard


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt model; `encoder` is the one it learnt with, None where it learnt without sentence vectors."""

    reader: Reader
    weighing: Weighing
    judges: Judges
    groups: Groups
    calibrator: Calibrator
    languages: Languages
    encoder: Encoder | None = None
    detectors: Detectors | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The intents, in the order of the scores."""
        return self.judges.labels

    def scores(self, read: Sequence[Read]) -> list[Scores]:
        """Scores of every intent for each of these readings; together they cost less than one by one."""
        vectors = [self.weighing.vector(self.reader.features(one)) for one in read]
        long = sum(len(one.text) for one in read) > _HEARD_IN_ALL
        heard = _HEARD_IN_ALL // len(read) if long else _HEARD
        with one_thread():
            meant = meanings(self.encoder, self.reader, read, heard) if self.encoder else None
            return self.judges.scores(vectors, meant)

    def rank(self, blended: Floats, many: int = 5) -> tuple[Ranked, ...]:
        """The likeliest answers, best first."""
        return self.groups.rank(likelihoods(blended, self.calibrator.sharpness), many)

    def confidence(self, scores: Scores, ranked: Sequence[Ranked], said: Sequence[str]) -> float:
        """How sure one may be of the first of `ranked`."""
        known = known_share(self.weighing, said)
        return self.calibrator.confidence(signs_of(ranked, scores, known, len(said)))


def meanings(encoder: Encoder, reader: Reader, read: Sequence[Read], heard: int = _HEARD) -> Floats:
    """A sentence vector for each reading: of the message as typed or, where its words had to be put right, halfway
    between both. `heard` is how many characters of each are heard, the last ones.
    """
    righted = [number for number, one in enumerate(read) if one.words != tuple(words(one.text))]
    texts = [one.text for one in read] + [reader.respelt(read[number].words) for number in righted]
    # Texts of like length together: the encoder works in batches.
    order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
    encoded = encoder([texts[number][-heard:] for number in order])
    vectors = np.empty_like(encoded)
    vectors[order] = encoded
    both = vectors[: len(read)]
    both[righted] += vectors[len(read) :]
    lengths = np.linalg.norm(both, axis=1, keepdims=True)
    both /= np.maximum(lengths, np.float32(1e-6))
    return both


def signs_of(ranked: Sequence[Ranked], scores: Scores, known: float, length: int) -> Floats:
    """The signs that the calibrator weighs, for the first of the ranked answers."""
    second = ranked[1].likelihood if len(ranked) > 1 else 0.0
    return signs(ranked[0].likelihood, second, ranked[0].intent, scores, known, length)


def known_share(weighing: Weighing, said: Sequence[str]) -> float:
    """Which share of the message we know, words weighed by what they tell; unknown words tell most."""
    numbers, rarest = weighing.numbers[1], float(weighing.idf.max())
    weights = [(one in numbers, _weight(weighing, numbers.get(one), rarest)) for one in map(stem, said) if one != TITLE]
    total = sum(weight for _, weight in weights)
    return float(sum(weight for known, weight in weights if known) / total) if total else float(bool(said))


def _weight(weighing: Weighing, number: int | None, rarest: float) -> float:
    return rarest if number is None else float(np.float32(weighing.idf[number]))
