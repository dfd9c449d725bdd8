"""Features as numbers: TF-IDF, block by block, without any machine-learning library at serving time."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
import numpy.typing as npt

from intents.features import Features

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

_MANY = 2_000  # examples


@dataclass(frozen=True, slots=True)
class Vector:
    """The features present, by number, and their weights."""

    indices: Ints
    values: Floats


@dataclass(frozen=True, slots=True)
class Weighing:
    """The features known, block after block in Features' order, and how much each tells (idf)."""

    numbers: tuple[dict[str, int], ...]
    idf: Floats
    shares: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.idf)

    def vector(self, features: Features) -> Vector:
        """Each block has unit length times the root of its share; unknown features are left out."""
        parts = [
            self._block(block, numbers, share)
            for block, numbers, share in zip(features.blocks(), self.numbers, self.shares, strict=True)
        ]
        return Vector(
            np.concatenate([indices for indices, _ in parts]), np.concatenate([values for _, values in parts])
        )

    def _block(self, block: Iterable[str], numbers: dict[str, int], share: float) -> tuple[Ints, Floats]:
        counts = Counter(number for name in block if (number := numbers.get(name)) is not None)
        indices = np.fromiter(counts.keys(), np.int32, len(counts))
        times = np.fromiter(counts.values(), np.float32, len(counts))
        values = (1 + np.log(times)) * self.idf[indices]
        length = float(np.sqrt((values * values).sum())) or 1.0
        return indices, (values * (sqrt(share) / length)).astype(np.float32)


def weigh(examples: Sequence[Features], shares: tuple[float, ...]) -> Weighing:
    """Learn the features and their idf from examples; `shares` are the blocks' weights and add up to one.

    Among many examples, what only one of them has tells nothing of the next message, and is half of all features.
    """
    least = 2 if len(examples) >= _MANY else 1
    numbers: list[dict[str, int]] = []
    idf: list[float] = []
    for blocks in zip(*(example.blocks() for example in examples), strict=True):
        seen_in = Counter(name for block in blocks for name in set(block))
        names = sorted(name for name, times in seen_in.items() if times >= least)
        numbers.append({name: len(idf) + number for number, name in enumerate(names)})
        idf.extend(1 + log((1 + len(examples)) / (1 + seen_in[name])) for name in names)
    return Weighing(tuple(numbers), np.array(idf, np.float32), shares)
