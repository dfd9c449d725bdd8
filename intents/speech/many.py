"""The features of many texts at once, as learning needs them: the same as those of each (`listening`), much quicker."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from intents.speech import listening
from intents.speech.listening import TABLE, signs
from intents.text.checks import Bags, Checks, Ints, Spaced, each_once
from intents.text.text import Places

_AT_ONCE = 4096  # texts: what is held for them is some tens of megabytes
_EDGE_BEFORE, _EDGE_AFTER = 0, 1  # the numbers of "<" and ">"


def places_of(texts: Sequence[str]) -> tuple[Places, Ints]:
    """The places of all texts, one after the other, and where those of each text begin; at last where all end."""
    met = _Signs()
    numbers = [np.array(met.numbers(signs(text)), np.int32) for text in texts]
    known = met.known()
    chunks = (_Chunk.of(numbers[start : start + _AT_ONCE], known) for start in range(0, len(texts), _AT_ONCE))
    found, sizes = zip(*(chunk.places() for chunk in chunks), strict=True)
    return np.concatenate(found), np.append(0, np.cumsum(np.concatenate(sizes)))


@dataclass(frozen=True, slots=True)
class _Known:
    """The signs met so far, by their numbers: as said, as heard, by kind; whether their kind counts alone; pieces."""

    said: Spaced
    heard: Spaced
    kinds: Spaced
    alone: NDArray[np.bool_]
    pieces: Bags


@dataclass(slots=True)
class _Signs:
    """Every sign that was met, and its number."""

    _numbers: dict[str, int] = field(default_factory=lambda: {"<": _EDGE_BEFORE, ">": _EDGE_AFTER})

    def numbers(self, said: Sequence[str]) -> list[int]:
        """The numbers of these signs, between the edges."""
        numbers = self._numbers
        return [_EDGE_BEFORE, *[numbers.setdefault(sign, len(numbers)) for sign in said], _EDGE_AFTER]

    def known(self) -> _Known:
        """All that was met."""
        names = tuple(self._numbers)
        kinds = listening.kinds(names)
        return _Known(
            said=Spaced.of(names),
            heard=Spaced.of([*map(listening.sound_of, names)]),
            kinds=Spaced.of(kinds),
            alone=np.array([listening.counts_alone(kind) for kind in kinds]),
            pieces=Bags.of([listening.pieces(name) for name in names]),
        )


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Some texts: the numbers of their signs, one text after the other, which text each is of, and where it ends."""

    signs: Ints
    text: Ints
    ends: Ints
    size: int
    known: _Known

    @classmethod
    def of(cls, texts: Sequence[NDArray[np.int32]], known: _Known) -> "_Chunk":
        sizes = np.array([*map(len, texts)], np.int64)
        text = np.repeat(np.arange(len(texts)), sizes)
        return cls(np.concatenate(texts).astype(np.int64), text, np.cumsum(sizes)[text], len(texts), known)

    def places(self) -> tuple[Places, Ints]:
        """The places of each text in order, each once, and how many there are of each text."""
        return each_once(self._features(), TABLE, self.size)

    def _features(self) -> Iterator[tuple[Checks, Ints]]:
        """Checks, and the text that each is of."""
        known = self.known
        yield from self._runs(known.said, listening.RUN, listening.SAID)
        yield from self._runs(known.heard, listening.RUN, listening.HEARD)
        yield from self._runs(known.kinds, listening.RUN, listening.KINDS)
        inner = _without_edges(self.text, self.ends)
        alone = self._kept(~inner | known.alone[self.signs])
        yield from alone._runs(known.kinds, listening.RUN_OF_KINDS, listening.ALONE)
        yield from self._kept(inner)._pairs()
        yield known.pieces.taken(self.signs[inner], self.text[inner])

    def _kept(self, those: NDArray[np.bool_]) -> "_Chunk":
        text = self.text[those]
        ends = np.cumsum(np.bincount(text, minlength=self.size))
        return _Chunk(self.signs[those], text, ends[text], self.size, self.known)

    def _runs(self, stream: Spaced, lengths: Sequence[int], mark: int) -> Iterator[tuple[Checks, Ints]]:
        starts = np.arange(len(self.signs))
        checks = np.full(len(starts), mark, np.uint32)
        for length in range(1, lengths[-1] + 1):
            fits = starts + length <= self.ends[starts]
            starts, checks = starts[fits], checks[fits]
            checks = stream.gone_on(checks, self.signs[starts + length - 1])
            if length >= lengths[0]:
                yield checks, self.text[starts]

    def _pairs(self) -> Iterator[tuple[Checks, Ints]]:
        starts, kinds = np.arange(len(self.signs)), self.known.kinds
        begun = kinds.gone_on(np.full(len(starts), listening.PAIR, np.uint32), self.signs)
        for apart in listening.APART:
            fitting = starts[starts + apart < self.ends]
            yield kinds.gone_on(begun[fitting], self.signs[fitting + apart]), self.text[fitting]


def _without_edges(text: Ints, ends: Ints) -> NDArray[np.bool_]:
    """All but the first and the last of each text."""
    inner = np.ones(len(text), bool)
    inner[ends - 1] = False
    inner[np.append(True, text[1:] != text[:-1])] = False
    return inner
