"""Which attribute of a thing is asked, whatever the thing ("how much is …"), and what each fact tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from intents.catalogue import THING
from intents.mentions import Aliases
from intents.model.features import Places, places
from intents.model.softmax import Floats, Softmax, likelihoods, numbered

Ints = NDArray[np.int64]
Cells = Mapping[str, Sequence[tuple[str, str]]]  # intent -> the (thing, attribute) pairs that it is about


@dataclass(frozen=True, slots=True)
class Match:
    """How well what is asked fits a fact: `own`, the likelihood of the attribute that the fact tells; `told`, that of
    all attributes that anything tells of the fact's things.
    """

    own: float
    told: float


@dataclass(frozen=True, slots=True)
class Attributes:
    """What was learnt of attributes, the names of things, and which attributes each fact's things have."""

    softmax: Softmax
    aliases: Aliases
    own: Mapping[str, Ints]  # by intent: numbers of the attributes that it tells
    told: Mapping[str, Ints]  # by intent: of those that any fact tells of its things

    @classmethod
    def of(cls, softmax: Softmax, aliases: Aliases, cells: Cells, known: Sequence[str]) -> "Attributes":
        """`known` are the intents whose answer tells their cells; of the others nothing is told."""
        number = numbered(softmax.labels)
        of_thing: dict[str, set[int]] = {}
        for intent in known:
            for thing, attribute in cells.get(intent, ()):
                if attribute in number:
                    of_thing.setdefault(thing, set()).add(number[attribute])
        own = {intent: {number[one] for _, one in pairs if one in number} for intent, pairs in cells.items()}
        told = {
            intent: set[int]().union(*(of_thing.get(thing, ()) for thing, _ in pairs))
            for intent, pairs in cells.items()
        }
        return cls(softmax, aliases, _arrays(own), _arrays(told))

    def likely(self, words: Sequence[str], markers: Sequence[str], concepts: Mapping[str, str]) -> Floats:
        """How likely each attribute is the one asked."""
        return likelihoods(self.softmax.scores(anonymous(words, markers, concepts, self.aliases)))

    def match(self, intent: str, likely: Floats) -> Match:
        """How well what is asked fits this intent's fact."""
        own, told = self.own.get(intent, _NONE), self.told.get(intent, _NONE)
        return Match(float(likely[own].max()) if len(own) else 0.0, float(likely[told].sum()))

    def best(self, likely: Floats) -> tuple[str, float]:
        """The attribute most likely asked."""
        number = int(likely.argmax())
        return self.softmax.labels[number], float(likely[number])


_NONE = np.zeros(0, np.int64)


def anonymous(
    words: Sequence[str], markers: Sequence[str], concepts: Mapping[str, str], aliases: Aliases
) -> Places:
    """The features of a message in which the names of things are all the same word."""
    return places(aliases.hidden(words, THING), markers, concepts)


def _arrays(sets: Mapping[str, set[int]]) -> dict[str, Ints]:
    return {name: np.array(sorted(numbers), np.int64) for name, numbers in sets.items()}
