"""Everything that was learnt, in one value: how to read, what a message may mean, how far to trust it."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import log

import numpy as np
from numpy.typing import NDArray

from intents.meaning.catalogue import DETAILS, EVENTS
from intents.model.attributes import Attributes, Explained, LeftOver, Match
from intents.model.softmax import Chooser, Floats, Logistic, Softmax, likelihoods, places
from intents.query.table import EventTable
from intents.query.titles import Titles
from intents.speech.listening import Detectors
from intents.text.languages import Languages
from intents.text.reading import Read, Reader

SIGNS = 9
_LEAST = 1e-3
_MUCH, _LONG = 20.0, 20  # weight left over, words: more of them tell no more


def signs(best: float, second: float, silent: float, left: LeftOver, match: Match) -> Floats:
    """What tells whether the best answer is what was asked: its likelihood, the next one's, that of not knowing, and
    what it leaves over of the message, and whether it tells the attribute that is asked.
    """
    return np.array(
        [
            log(best + _LEAST),
            log(second + _LEAST),
            log(silent + _LEAST),
            left.share,
            left.seldom,
            min(left.weight, _MUCH) / _MUCH,
            min(left.telling, _LONG) / _LONG,
            log(match.own + _LEAST),
            match.told,
        ],
        np.float32,
    )


def untaught() -> Logistic:
    """What to trust before anything was learnt of it: the likelihood, less what is left over."""
    weights = np.array([1.0, -0.3, -0.3, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0], np.float32)
    return Logistic(weights, -0.8)


_TOGETHER = 1  # members of a family that add up
_SILENT, _AGENDA = 0, 1  # the families of several intents; every other intent is a family by itself


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

    @classmethod
    def of(cls, labels: Sequence[str], silent: Iterable[str]) -> "Groups":
        """`silent` are the labels that claim nothing."""
        quiet, agenda = frozenset(silent), DETAILS | {EVENTS}
        return cls(
            np.array(
                [
                    _SILENT if label in quiet else _AGENDA if label in agenda else number + 2
                    for number, label in enumerate(labels)
                ],
                np.int32,
            )
        )

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
        order = np.argsort(-likely)
        _, firsts = np.unique(self.families[order], return_index=True)
        best = order[np.sort(firsts)]
        counted = float(likely[best].sum())
        return tuple(Ranked(intent, float(likely[intent]) / counted) for intent in best[:many].tolist())


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


class SignName(StrEnum):
    """What tells how far the likeliest answer may be trusted, in plain words."""

    BEST = "how likely it is (log)"
    SECOND = "how likely the next one is (log)"
    SILENT = "how likely it is that nothing answers (log)"
    LEFT_OVER = "share of the message that it does not explain"
    SELDOM = "share of the message that it hardly explains"
    WEIGHT = "weight of what it does not explain"
    LENGTH = "number of words that tell something"
    OWN = "how likely its own attribute is asked (log)"
    TOLD = "how likely something is asked that is told of its things"


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
