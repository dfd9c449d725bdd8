"""Which attribute of a thing is asked, what each fact tells, and what of a message an answer leaves unexplained."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

import numpy as np
from numpy.typing import NDArray

from intents.meaning.catalogue import THING
from intents.model.softmax import Floats, Places, Softmax, likelihoods, numbered, places
from intents.text.reading import Aliases
from intents.text.text import stem

Ints = NDArray[np.int64]
Cells = Mapping[str, Sequence[tuple[str, str]]]  # intent -> the (thing, attribute) pairs that it is about


@dataclass(frozen=True, slots=True)
class Attributes:
    """What was learnt of attributes, the names of things, and which attribute of which things each fact tells.

    `cells` holds facts alone: nothing tells the others. `default` is the thing that is meant where none is named.
    """

    softmax: Softmax
    aliases: Aliases
    cells: Mapping[str, tuple[tuple[str, int], ...]]  # by fact: things, and the numbers of their attributes
    default: str = ""
    _of_things: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls, softmax: Softmax, aliases: Aliases, cells: Cells, known: Sequence[str], default: str = ""
    ) -> "Attributes":
        """`known` are the intents whose answer tells their cells."""
        number = numbered(softmax.labels)
        told = {
            intent: tuple((thing, number[attribute]) for thing, attribute in cells[intent] if attribute in number)
            for intent in known
            if intent in cells
        }
        return cls(softmax, aliases, told, default)

    def of_thing(self, thing: str) -> Mapping[int, tuple[str, ...]]:
        """The facts that tell each attribute of this thing, by the attribute's number."""
        if not self._of_things:
            for intent, pairs in self.cells.items():
                for one, attribute in pairs:
                    told = self._of_things.setdefault(one, {})
                    told[attribute] = (*told.get(attribute, ()), intent)
        return self._of_things.get(thing, {})

    def likely(self, words: Sequence[str], markers: Sequence[str], concepts: Mapping[str, str]) -> Floats:
        """How likely each attribute is the one asked."""
        return likelihoods(self.softmax.scores(anonymous(words, markers, concepts, self.aliases)))

    def best(self, likely: Floats) -> tuple[str, float]:
        """The attribute most likely asked."""
        number = int(likely.argmax())
        return self.softmax.labels[number], float(likely[number])


def anonymous(words: Sequence[str], markers: Sequence[str], concepts: Mapping[str, str], aliases: Aliases) -> Places:
    """The features of a message in which the names of things are all the same word."""
    return places(aliases.hidden(words, THING), markers, concepts)


_SHORTEST = 3  # letters of a word that tells something
_SELDOM = 3  # lessons: a word that fewer of a label's hold is hardly the label's own
_MOST_COUNTED = 255


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What of a message an answer does not explain. A word weighs the more, the fewer labels know it.

    `share` and `seldom` go from 0 to 1: of words in no lesson of the label, and in hardly any; `weight` is the sum of
    the former; `telling` how many words there were that tell something.
    """

    share: float
    seldom: float
    weight: float
    telling: int


@dataclass(frozen=True, slots=True)
class Explained:
    """`labels[starts[n]:starts[n + 1]]` know the n-th stem, from as many lessons as `counts` says."""

    stems: tuple[str, ...]
    starts: NDArray[np.int32]
    labels: NDArray[np.int16]
    counts: NDArray[np.uint8]
    size: int
    _numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, lessons: Iterable[tuple[Sequence[str], int]], size: int) -> "Explained":
        """From the words of each lesson and the number of its label; `size` is how many labels there are."""
        known: dict[str, Counter[int]] = {}
        for words, label in lessons:
            for one in set(telling(words)):
                known.setdefault(one, Counter())[label] += 1
        stems = tuple(sorted(known))
        found = [sorted(known[one].items()) for one in stems]
        return cls(
            stems,
            np.cumsum([0, *map(len, found)], dtype=np.int32),
            np.array([label for one in found for label, _ in one], np.int16),
            np.array([min(times, _MOST_COUNTED) for one in found for _, times in one], np.uint8),
            size,
        )

    def left_over(self, words: Sequence[str], labels: Sequence[int]) -> list[LeftOver]:
        """What each of these labels leaves over of these words."""
        known = [self._known(one) for one in telling(words)]
        wanted = np.array(labels, np.int16)
        times = [_times(one, wanted) for one in known]
        weights = [one.weight for one in known]
        total = sum(weights) or 1.0
        return [_left_over(weights, [one[number] for one in times], total) for number in range(len(labels))]

    def _known(self, one: str) -> "_Known":
        if not self._numbers:
            self._numbers.update((name, number) for number, name in enumerate(self.stems))
        place = self._numbers.get(one)
        first, last = (0, 0) if place is None else self.starts[place : place + 2].tolist()
        weight = log((self.size + 1) / (last - first + 0.5))
        return _Known(weight, self.labels[first:last], self.counts[first:last])


@dataclass(frozen=True, slots=True)
class _Known:
    """How much a word weighs, and which labels know it, from how many lessons."""

    weight: float
    labels: NDArray[np.int16]
    counts: NDArray[np.uint8]


def _times(known: _Known, wanted: NDArray[np.int16]) -> list[int]:
    """How many lessons of each wanted label hold a word."""
    if not len(known.labels):
        return [0] * len(wanted)
    at = known.labels.searchsorted(wanted).clip(max=len(known.labels) - 1)
    found: list[int] = np.where(known.labels[at] == wanted, known.counts[at], 0).tolist()
    return found


def _left_over(weights: Sequence[float], times: Sequence[int], total: float) -> LeftOver:
    never = sum([weight for weight, seen in zip(weights, times, strict=True) if not seen])
    seldom = sum([weight for weight, seen in zip(weights, times, strict=True) if seen < _SELDOM])
    return LeftOver(share=never / total, seldom=seldom / total, weight=never, telling=len(weights))


def telling(words: Sequence[str]) -> list[str]:
    """The stems of the words that tell something."""
    return [stem(word) for word in words if len(word) >= _SHORTEST and word.isalpha()]
