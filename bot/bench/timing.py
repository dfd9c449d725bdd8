"""How long something takes, over many tries."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds: what half of the tries, what ninety-nine in a hundred, and what all stay within."""

    p50: float
    p99: float
    max: float

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Timing":
        """From at least one try."""
        ordered = sorted(1000 * one for one in seconds)
        return cls(_within(ordered, 0.5), _within(ordered, 0.99), ordered[-1])


def timed(work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T, float]:
    """What `work` returns, and how many seconds it took."""
    start = perf_counter()
    found = work(*args, **kwargs)
    return found, perf_counter() - start


def _within(ordered: Sequence[float], share: float) -> float:
    """The least value that this share of the tries stays within."""
    return ordered[ceil(share * len(ordered)) - 1]
