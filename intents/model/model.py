"""Everything that was learnt, in one value: how to read, what a message may mean, and how sure to be."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from intents.languages import Languages
from intents.model.attributes import Attributes
from intents.model.chooser import Chooser
from intents.model.explained import Explained
from intents.model.features import places
from intents.model.groups import Groups, Ranked
from intents.model.logistic import Logistic
from intents.model.softmax import Floats, Softmax, likelihoods
from intents.model.trust import signs
from intents.reading import Read, Reader
from intents.speech.linear import Detectors


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt model.

    `trust` says how far the likeliest answer is what was asked, `chooser` which stretches of a
    message are asked, `acts` what is asked for in a conversation (None for a model that learnt nothing of them),
    `roles` what an expression of time is for, `subjects` which words tell what is looked for (likewise).
    """

    reader: Reader
    softmax: Softmax
    attributes: Attributes
    explained: Explained
    groups: Groups
    trust: Logistic
    languages: Languages
    chooser: Chooser | None = None
    detectors: Detectors | None = None
    acts: Softmax | None = None
    roles: Softmax | None = None
    subjects: Softmax | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """The intents, in the order of the scores, which is that of the alphabet."""
        return self.softmax.labels

    def number(self, intent: str) -> int | None:
        """The place of an intent's score; None for one that is not scored."""
        place = bisect_left(self.labels, intent)
        return place if place < len(self.labels) and self.labels[place] == intent else None

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

    def signs(self, ranked: Sequence[Ranked], read: Read, asked: Floats) -> Floats:
        """What tells how sure one may be of the first of `ranked`."""
        best = ranked[0]
        second = ranked[1].likelihood if len(ranked) > 1 else 0.0
        silent = next((one.likelihood for one in ranked if self.groups.is_silent(one.intent)), 0.0)
        left = self.explained.left_over(read.words, best.intent)
        match = self.attributes.match(self.labels[best.intent], asked)
        return signs(best.likelihood, second, silent, left, match)
