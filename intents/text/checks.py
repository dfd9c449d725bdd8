"""The checks of runs of words of many texts at once, as learning needs them: the same as those of each, much quicker.

The check of a run of words is that of the run that is a word shorter, gone on with. A CRC is linear: so are all runs of
a length worked out together, from what the checks become by as many zero bytes as the word is long.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from intents.text.text import Places

Checks = NDArray[np.uint32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spaced:
    """For the number of each word: the check of the word with a space before it, and how many bytes that has."""

    checks: Checks
    lengths: Ints
    advance: Checks

    @classmethod
    def of(cls, names: Sequence[str]) -> "Spaced":
        """Of these words, by their places."""
        spaced = [f" {name}".encode() for name in names]
        longest = max(map(len, spaced), default=0)
        return cls(
            np.array([*map(crc32, spaced)], np.uint32), np.array([*map(len, spaced)], np.int64), _advance(longest)
        )

    def gone_on(self, checks: Checks, following: Ints) -> Checks:
        """The checks gone on with the words of these numbers."""
        base = self.lengths[following] * 1024
        gone = self.checks[following]
        for place in range(4):
            gone = gone ^ self.advance[base + (place << 8) + ((checks >> np.uint32(8 * place)) & np.uint32(255))]
        return gone


@cache
def _advance(longest: int) -> Checks:
    """What each byte of a check, at each of its four places, becomes by 0 to `longest` zero bytes: 1024 a length."""
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
class Bags:
    """For each number of several, some checks: those of `starts[n]` to `starts[n + 1]`."""

    checks: Checks
    starts: Ints

    @classmethod
    def of(cls, bags: Sequence[Sequence[int]]) -> "Bags":
        """Of these, by their places."""
        arrays = [np.array(one, np.uint32) for one in bags]
        return cls(
            np.concatenate([np.zeros(0, np.uint32), *arrays]),
            np.append(0, np.cumsum(np.array([*map(len, arrays)], np.int64))),
        )

    def taken(self, numbers: Ints, text: Ints) -> tuple[Checks, Ints]:
        """All checks of these numbers, each with the text that its number stands in."""
        first = self.starts[numbers]
        sizes = self.starts[numbers + 1] - first
        before = np.cumsum(sizes) - sizes
        at = np.arange(int(sizes.sum())) + np.repeat(first - before, sizes)
        return self.checks[at], np.repeat(text, sizes)


def each_once(features: Iterable[tuple[Checks, Ints]], table: int, texts: int) -> tuple[Places, Ints]:
    """The places in a table of this size of each text's features, text after text, in order and each once; and how many
    there are of each text. The table's size times the number of texts has to fit into 32 bits.
    """
    keys = [(text.astype(np.uint32) * np.uint32(table)) + checks % np.uint32(table) for checks, text in features]
    found = np.sort(np.concatenate(keys))
    first = np.append(True, found[1:] != found[:-1])
    once = found[first]
    return (once % np.uint32(table)).astype(np.int32), np.bincount(once // np.uint32(table), minlength=texts)
