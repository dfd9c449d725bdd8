"""Everything that was learnt, in one value: how to read, what a message may mean, and how sure to be."""

from collections.abc import Sequence
from dataclasses import dataclass

from intents.languages import Languages
from intents.model.attributes import Attributes
from intents.model.explained import Explained
from intents.model.features import places
from intents.model.groups import Groups, Ranked
from intents.model.softmax import Floats, Softmax, likelihoods
from intents.model.trust import Trust, signs
from intents.reading import Read, Reader
from intents.speech.linear import Detectors


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt model."""

    reader: Reader
    softmax: Softmax
    attributes: Attributes
    explained: Explained
    groups: Groups
    trust: Trust
    languages: Languages
    detectors: Detectors | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The intents, in the order of the scores."""
        return self.softmax.labels

    def scores(self, read: Sequence[Read]) -> list[Floats]:
        """A score of every intent for each of these readings."""
        concepts = self.reader.concepts
        return [self.softmax.scores(places(one.words, one.markers, concepts)) for one in read]

    def rank(self, scores: Floats, many: int = 5) -> tuple[Ranked, ...]:
        """The likeliest answers, best first."""
        return self.groups.rank(likelihoods(scores), many)

    def asked(self, read: Read) -> Floats:
        """How likely each attribute is the one asked, whatever the thing."""
        return self.attributes.likely(read.words, read.markers, self.reader.concepts)

    def confidence(self, ranked: Sequence[Ranked], read: Read, asked: Floats) -> float:
        """How sure one may be that the first of `ranked` answers what was read."""
        return self.trust.confidence(self.signs(ranked, read, asked))

    def signs(self, ranked: Sequence[Ranked], read: Read, asked: Floats) -> Floats:
        """What tells how sure one may be of the first of `ranked`."""
        best = ranked[0]
        second = ranked[1].likelihood if len(ranked) > 1 else 0.0
        silent = next((one.likelihood for one in ranked if self.groups.is_silent(one.intent)), 0.0)
        left = self.explained.left_over(read.words, best.intent)
        match = self.attributes.match(self.labels[best.intent], asked)
        return signs(best.likelihood, second, silent, left, match)
