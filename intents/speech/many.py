"""The features of many texts at once, as learning needs them: the same as those of each, in a fifth of the time.

The check of a run of words is that of the run that is a word shorter, gone on with (`listening`). A CRC is linear: so
are all runs of a length worked out together, from what the checks become by as many zero bytes as the word is long.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.speech import listening
from intents.speech.listening import TABLE, signs
from intents.text.text import Places

Checks = NDArray[np.uint32]
Ints = NDArray[np.int64]
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
class _Stream:
    """For the number of each sign: the check of what it is known by here, and how many bytes that has."""

    checks: Checks
    lengths: Ints

    @classmethod
    def of(cls, names: Sequence[str]) -> "_Stream":
        spaced = [f" {name}".encode() for name in names]
        return cls(np.array([*map(crc32, spaced)], np.uint32), np.array([*map(len, spaced)], np.int64))


@dataclass(frozen=True, slots=True)
class _Known:
    """The signs met so far, by their numbers: as said, as heard, by kind; whether their kind counts alone; pieces."""

    said: _Stream
    heard: _Stream
    kinds: _Stream
    alone: NDArray[np.bool_]
    pieces: Checks
    piece_starts: Ints
    advance: Checks  # 1024 for each length: what the four bytes of a check become by so many zero bytes


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
        said, heard, of_kinds = map(_Stream.of, (names, [*map(listening.sound_of, names)], kinds))
        pieces = [listening.pieces(name) for name in names]
        longest = max(int(one.lengths.max()) for one in (said, heard, of_kinds))
        return _Known(
            said=said,
            heard=heard,
            kinds=of_kinds,
            alone=np.array([listening.counts_alone(kind) for kind in kinds]),
            pieces=np.concatenate([np.frombuffer(one, np.uint32) for one in pieces]),
            piece_starts=np.append(0, np.cumsum([*map(len, pieces)])),
            advance=_advance(longest),
        )


def _advance(longest: int) -> Checks:
    """What each byte of a check, at each of its four places, becomes by 0 to `longest` zero bytes."""
    table = np.zeros((longest + 1, 4, 256), np.uint32)
    for length in range(longest + 1):
        zeros = bytes(length)
        nothing = crc32(zeros)
        for place in range(4):
            row = table[length, place]
            for bit in range(8):
                one = np.uint32(crc32(zeros, 1 << (8 * place + bit)) ^ nothing)
                row[1 << bit : 2 << bit] = row[: 1 << bit] ^ one
    return table.reshape(-1)


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
        keys = [
            (text.astype(np.uint32) * np.uint32(TABLE)) + checks % np.uint32(TABLE) for checks, text in self._features()
        ]
        found = np.sort(np.concatenate(keys))
        first = np.append(True, found[1:] != found[:-1])
        once = found[first]
        return (once % np.uint32(TABLE)).astype(np.int32), np.bincount(once // np.uint32(TABLE), minlength=self.size)

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
        yield self._kept(inner)._pieces()

    def _kept(self, those: NDArray[np.bool_]) -> "_Chunk":
        text = self.text[those]
        ends = np.cumsum(np.bincount(text, minlength=self.size))
        return _Chunk(self.signs[those], text, ends[text], self.size, self.known)

    def _runs(self, stream: _Stream, lengths: Sequence[int], mark: int) -> Iterator[tuple[Checks, Ints]]:
        starts = np.arange(len(self.signs))
        checks = np.full(len(starts), mark, np.uint32)
        for length in range(1, lengths[-1] + 1):
            fits = starts + length <= self.ends[starts]
            starts, checks = starts[fits], checks[fits]
            checks = self._gone_on(checks, stream, self.signs[starts + length - 1])
            if length >= lengths[0]:
                yield checks, self.text[starts]

    def _pairs(self) -> Iterator[tuple[Checks, Ints]]:
        starts = np.arange(len(self.signs))
        begun = self._gone_on(np.full(len(starts), listening.PAIR, np.uint32), self.known.kinds, self.signs)
        for apart in listening.APART:
            fitting = starts[starts + apart < self.ends]
            yield (
                self._gone_on(begun[fitting], self.known.kinds, self.signs[fitting + apart]),
                self.text[fitting],
            )

    def _pieces(self) -> tuple[Checks, Ints]:
        first = self.known.piece_starts[self.signs]
        sizes = self.known.piece_starts[self.signs + 1] - first
        before = np.cumsum(sizes) - sizes
        at = np.arange(int(sizes.sum())) + np.repeat(first - before, sizes)
        return self.known.pieces[at], np.repeat(self.text, sizes)

    def _gone_on(self, checks: Checks, stream: _Stream, signs_next: Ints) -> Checks:
        """The checks gone on with these signs."""
        table, base = self.known.advance, stream.lengths[signs_next] * 1024
        gone = stream.checks[signs_next]
        for place in range(4):
            gone = gone ^ table[base + (place << 8) + ((checks >> np.uint32(8 * place)) & np.uint32(255))]
        return gone


def _without_edges(text: Ints, ends: Ints) -> NDArray[np.bool_]:
    """All but the first and the last of each text."""
    inner = np.ones(len(text), bool)
    inner[ends - 1] = False
    inner[np.append(True, text[1:] != text[:-1])] = False
    return inner
