"""The figures of one exam."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from bot.bench.exam import Reply, Sat
from bot.bench.recogniser import Labelled
from bot.bench.timing import Timing

COVERAGE = 0.9  # of the in-scope texts are answered at the threshold where refusals are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Shares from 0 to 1, None where nothing was asked that tells; seconds, megabytes.

    `accuracy` and `top_3` are over in-scope texts; `auroc`: how often an in-scope text is trusted more than an
    out-of-scope one; `refused`: the share of out-of-scope texts below the confidence that nine in ten others have.
    """

    accuracy: float
    top_3: float
    auroc: float | None
    refused: float | None
    with_typos: float | None
    hard: float | None
    latency: Timing
    learning: float
    memory_mb: float | None


@dataclass(frozen=True, slots=True)
class Part:
    """Texts that were asked, in one way of writing, and the replies."""

    asked: tuple[Labelled, ...]
    replies: tuple[Reply, ...]

    def hits(self, within: int = 1) -> float:
        """The share of in-scope texts whose label is among the first `within`."""
        scoped = [(one, reply) for one, reply in zip(self.asked, self.replies, strict=True) if one.label is not None]
        hits = [any(found.label == one.label for found in reply.recognised.ranked[:within]) for one, reply in scoped]
        return sum(hits) / len(hits)

    def confidences(self, in_scope: bool) -> list[float]:
        """How sure it was of the texts in scope, or of the others."""
        return [
            reply.recognised.confidence
            for one, reply in zip(self.asked, self.replies, strict=True)
            if (one.label is not None) == in_scope
        ]


def mark(sat: Sat, plain: Part, with_typos: Part | None, hard: Part | None) -> Marks:
    """The figures; the variants give an accuracy each, everything else comes from the plain texts."""
    inside, outside = plain.confidences(True), plain.confidences(False)
    return Marks(
        accuracy=plain.hits(),
        top_3=plain.hits(3),
        auroc=auroc(inside, outside) if outside else None,
        refused=refused(inside, outside) if outside else None,
        with_typos=with_typos.hits() if with_typos else None,
        hard=hard.hits() if hard else None,
        latency=Timing.of([reply.seconds for reply in plain.replies]),
        learning=sat.learning,
        memory_mb=sat.memory_mb,
    )


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often one of `inside` is above one of `outside`; a draw counts half. Both hold something."""
    ordered = sorted(outside)
    above = sum(bisect_left(ordered, value) + bisect_right(ordered, value) for value in inside)
    return above / (2 * len(inside) * len(outside))


def refused(inside: Sequence[float], outside: Sequence[float], coverage: float = COVERAGE) -> float:
    """The share of `outside` below the highest threshold that lets this share of `inside` pass."""
    threshold = sorted(inside, reverse=True)[ceil(coverage * len(inside)) - 1]
    return sum(value < threshold for value in outside) / len(outside)
