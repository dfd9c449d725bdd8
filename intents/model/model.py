"""Everything that was learnt, in one value: how to read, what a message may mean, how far to trust it."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from intents.meaning.catalogue import DETAILS, EVENTS, NOT_TOPICS
from intents.model.attributes import Attributes, Explained
from intents.model.softmax import Chooser, Floats, Softmax, likelihoods, places
from intents.query.table import EventTable
from intents.query.titles import Titles
from intents.speech.listening import Detectors
from intents.text.languages import Languages
from intents.text.reading import Read, Reader

_TOGETHER = 1  # members of a family that add up
_SILENT, _AGENDA, _SINGLE = 0, 1, 2  # the families of several intents; from 2 on each intent is one by itself


@dataclass(frozen=True, slots=True)
class Ranked:
    """One possible answer: the best intent that leads to it, and how likely the answer is."""

    intent: int
    likelihood: float


@dataclass(frozen=True, slots=True)
class Groups:
    """Each intent's family, in the order of the model's labels.

    The silent ones are answered by "I don't know" or "not my subject"; those about one event by its whole card.
    """

    families: NDArray[np.int32]
    silent: NDArray[np.bool_]  # which claim nothing
    acts: NDArray[np.bool_]  # which are no topics
    facts: NDArray[np.bool_]  # which are neither

    @classmethod
    def of(cls, labels: Sequence[str], silent: Iterable[str]) -> "Groups":
        """`silent` are the labels that claim nothing."""
        quiet, agenda = frozenset(silent), DETAILS | {EVENTS}
        families = [
            _SILENT if label in quiet else _AGENDA if label in agenda else number + _SINGLE
            for number, label in enumerate(labels)
        ]
        return cls.in_families(labels, np.array(families, np.int32))

    @classmethod
    def in_families(cls, labels: Sequence[str], families: NDArray[np.int32]) -> "Groups":
        """The same, where the family of each label is known."""
        silent, acts = families == _SILENT, np.array([label in NOT_TOPICS for label in labels])
        return cls(families, silent, acts, ~silent & ~acts)

    def is_silent(self, intent: int) -> bool:
        """Whether this intent claims nothing."""
        return bool(self.families[intent] == _SILENT)

    def same(self, one: int, other: int) -> bool:
        """Whether both lead to the same answer."""
        return bool(self.families[one] == self.families[other])

    def rank(self, likely: Floats, many: int) -> tuple[Ranked, ...]:
        """The likeliest answers, best first, each as likely as its best intent: a hundred unlikely ways not to know
        something would else always win.
        """
        best = self.firsts(likely)
        counted = float(likely[best].sum())
        return tuple(Ranked(intent, float(likely[intent]) / counted) for intent in best[:many].tolist())

    def firsts(self, likely: Floats) -> NDArray[np.int64]:
        """The best intent of each family, the likeliest first."""
        order = np.argsort(-likely)
        families = self.families[order]
        is_first = families >= _SINGLE
        for several in (_SILENT, _AGENDA):
            of_these = families == several
            first = int(of_these.argmax())
            is_first[first] |= of_these[first]
        return order[is_first]


@dataclass(frozen=True, slots=True)
class Model:
    """The learnt model.

    `preference` weighs the signs of what may be told (intents/model/telling.py), `chooser` says which stretches of a
    message are asked, `acts` what is asked for in a conversation (None for a model that learnt nothing of them),
    `roles` what an expression of time is for, `subjects` which words tell what is looked for (likewise).
    """

    reader: Reader
    softmax: Softmax
    attributes: Attributes
    explained: Explained
    groups: Groups
    preference: Floats
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


# From a message, its day and the things that it names to the intents whose answer grants or refutes what it claims.
Claimed = Callable[[str, date, Sequence[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was learnt, and the agenda of the moment: its titles, and its events as queries see them.

    `claimed` knows the values that answers tell; without it what a message claims tells nothing of what it asks.
    """

    model: Model
    titles: Titles
    table: EventTable = field(default_factory=EventTable)
    claimed: Claimed | None = None
