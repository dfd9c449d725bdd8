"""The places of what many messages are made of, all at once: what `softmax.places` gives of each, for learning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from zlib import crc32

import numpy as np

from intents.model.softmax import BESIDE, TABLE, pieces
from intents.text.checks import Bags, Checks, Ints, Spaced, each_once
from intents.text.text import Places, stem

_AT_ONCE = 16_384  # messages: what is held for them is some tens of megabytes
_BEFORE, _AFTER = 0, 1  # the numbers of "<" and ">"
_NONE = -1
Made = tuple[Sequence[str], Sequence[str]]  # the words of a message, and the markers of what was found in it


def places_of(messages: Sequence[Made], concepts: Mapping[str, str]) -> list[Places]:
    """The places of each message, each once."""
    found = list[Places]()
    words = _Words.of(messages, concepts)
    for start in range(0, len(messages), _AT_ONCE):
        some = messages[start : start + _AT_ONCE]
        flat, sizes = each_once(_Messages.of(some, words).features(), TABLE, len(some))
        found += np.split(flat, np.cumsum(sizes)[:-1])
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """Every word and marker of some messages by its number; what each word has of pieces, and its concept."""

    numbers: Mapping[str, int]
    markers: Mapping[str, int]
    spaced: Spaced
    pieces: Bags
    concepts: Ints
    named: Sequence[str]
    marked: Bags
    pairs: dict[int, int] = field(default_factory=dict)  # the check of each pair of concepts

    @classmethod
    def of(cls, messages: Sequence[Made], concepts: Mapping[str, str]) -> "_Words":
        """Those of these messages."""
        every = dict.fromkeys(chain(("<", ">"), chain.from_iterable(words for words, _ in messages)))
        markers = tuple(dict.fromkeys(chain.from_iterable(found for _, found in messages)))
        named = tuple(dict.fromkeys(concepts.values()))
        number = {concept: place for place, concept in enumerate(named)}
        of_words = (concepts.get(stem(word)) for word in every)
        return cls(
            numbers={word: place for place, word in enumerate(every)},
            markers={marker: place for place, marker in enumerate(markers)},
            spaced=Spaced.of(tuple(every)),
            pieces=Bags.of([pieces(word) for word in every]),
            concepts=np.array([_NONE if one is None else number[one] for one in of_words], np.int64),
            named=named,
            marked=Bags.of([(crc32(f"m {marker}".encode()),) for marker in markers]),
        )

    def checks_of_pairs(self, first: Ints, second: Ints) -> Checks:
        """Of the concepts of these numbers, each two together."""
        keys, places = np.unique(first * len(self.named) + second, return_inverse=True)
        for key in keys.tolist():
            if key not in self.pairs:
                one, other = divmod(key, len(self.named))
                self.pairs[key] = crc32(f"cc {self.named[one]} {self.named[other]}".encode())
        return np.array([self.pairs[key] for key in keys.tolist()], np.uint32)[places]


@dataclass(frozen=True, slots=True)
class _Messages:
    """Some messages: the numbers of their words between edges, one after the other, which message each is of; the same
    of markers.
    """

    signs: Ints
    text: Ints
    markers: Ints
    marked: Ints
    words: _Words

    @classmethod
    def of(cls, messages: Sequence[Made], words: _Words) -> "_Messages":
        number, marker = words.numbers, words.markers
        signs = [[_BEFORE, *[number[one] for one in said], _AFTER] for said, _ in messages]
        markers = [[marker[one] for one in found] for _, found in messages]
        return cls(*_flat(signs), *_flat(markers), words)

    def features(self) -> Iterator[tuple[Checks, Ints]]:
        """Checks, and the message that each is of."""
        words, signs, text = self.words, self.signs, self.text
        yield words.spaced.checks[signs], text
        pairs = text[1:] == text[:-1]
        yield words.spaced.gone_on(words.spaced.checks[signs[:-1][pairs]], signs[1:][pairs]), text[1:][pairs]
        inner = signs > _AFTER
        yield words.pieces.taken(signs[inner], text[inner])
        yield words.marked.taken(self.markers, self.marked)
        yield from self._concepts()

    def _concepts(self) -> Iterator[tuple[Checks, Ints]]:
        words = self.words
        has_one = words.concepts[self.signs] != _NONE
        named, text = words.concepts[self.signs[has_one]], self.text[has_one]
        alone = np.array([crc32(f"c {one}".encode()) for one in words.named], np.uint32)
        yield alone[named], text
        for apart in range(1, BESIDE + 1):
            both = text[apart:] == text[:-apart]
            yield words.checks_of_pairs(named[:-apart][both], named[apart:][both]), text[apart:][both]


def _flat(listed: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """All numbers, and the place of the list that each is of."""
    sizes = np.array([*map(len, listed)], np.int64)
    return np.array([*chain.from_iterable(listed)], np.int64), np.repeat(np.arange(len(listed)), sizes)
