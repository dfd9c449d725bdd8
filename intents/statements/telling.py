"""Which attributes a sentence tells, by a linear model over its words learnt from sentences and from questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from intents.features import stem
from intents.model.attributes import Ints, anonymous
from intents.model.model import Model
from intents.model.softmax import Floats, Softmax, likelihoods, numbered
from intents.statements.lexis import given, matters, telling
from intents.words import words

MOST = 3  # attributes that one sentence tells
_BY_QUESTIONS = 0.5  # how far it counts what a question in these words would ask
_LEAST, _LEAST_ASKED = 1e-6, 1e-4


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a description: how likely it tells each attribute, and what it speaks of."""

    text: str
    told: Floats
    stems: frozenset[str]
    matters: frozenset[str]
    concepts: frozenset[str]
    gives: frozenset[str]
    length: float  # log of its words


@dataclass(frozen=True, slots=True)
class Telling:
    """What was learnt of sentences. The questions' own model is heard beside it, as it knows more words."""

    softmax: Softmax

    def statement(self, text: str, model: Model) -> Statement:
        """A sentence, read."""
        said = words(text)
        tells, concepts = telling(said), model.reader.concepts
        stems = frozenset(map(stem, tells))
        return Statement(
            text=text, told=self.told(said, model), stems=stems,
            matters=frozenset[str]().union(*map(matters, tells)),
            concepts=frozenset(concepts[one] for one in stems if one in concepts),
            gives=given(said, text), length=log(1 + len(said)),
        )  # fmt: skip

    def told(self, said: Sequence[str], model: Model) -> Floats:
        """How likely these words tell each attribute that can be asked: the best few, and none of the others."""
        place = anonymous(said, (), model.reader.concepts, model.attributes.aliases)
        asked = model.attributes.softmax
        numbers = _columns(self.softmax.labels, asked.labels)
        by_questions = np.log(likelihoods(asked.scores(place))[numbers] + _LEAST_ASKED)
        own = np.log(likelihoods(self.softmax.scores(place)) + _LEAST)
        found = likelihoods(own + np.float32(_BY_QUESTIONS) * by_questions)
        every = np.zeros(len(asked.labels), np.float32)
        best = np.argsort(found)[-MOST:]
        every[numbers[best]] = found[best]
        return every


def _columns(labels: Sequence[str], among: Sequence[str]) -> Ints:
    number = numbered(among)
    return np.array([number[label] for label in labels], np.int64)
