"""Where a smooth convex loss is lowest: L-BFGS, with steps that are halved until the loss falls enough.

Source of the method: J. Nocedal, S. Wright, "Numerical Optimization", 2nd edition, chapter 7.
"""

from collections import deque
from collections.abc import Callable

import numpy as np

Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]  # what is lost at a point, and how steeply it rises there
_KEPT = 10  # steps from which the bend of the loss is told
_STEPS = 1000
_STEEP = 1e-5  # the steepest slope at which it is taken for flat
_GAIN = 1e-6  # share of the loss: a step that gains less is the last
_ENOUGH = 1e-4  # share of what the slope promises that a step has to gain
_HALVINGS = 30


def lowest(loss: Loss, size: int) -> np.ndarray:
    """The point of so many numbers, looked for from zero on."""
    point = np.zeros(size)
    now, slope = loss(point)
    kept = deque[tuple[np.ndarray, np.ndarray]](maxlen=_KEPT)
    for _ in range(_STEPS):
        if np.abs(slope).max() < _STEEP:
            break
        way = -_unbent(slope, kept)
        length = 1.0 if kept else min(1.0, 1 / np.abs(slope).sum())
        promised = float(slope @ way)
        for _ in range(_HALVINGS):
            there = point + length * way
            then, steep = loss(there)
            if then <= now + _ENOUGH * length * promised:
                break
            length /= 2
        else:
            break
        kept.append((there - point, steep - slope))
        gained, point, now, slope = now - then, there, then, steep
        if gained < _GAIN * max(1.0, abs(now)):
            break
    return point


def _unbent(slope: np.ndarray, kept: deque[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """The slope, put right by how it changed along the steps before."""
    way, parts = slope.copy(), list[float]()
    for moved, turned in reversed(kept):
        parts.append(float(moved @ way) / float(moved @ turned))
        way -= parts[-1] * turned
    if kept:
        moved, turned = kept[-1]
        way *= float(moved @ turned) / float(turned @ turned)
    for (moved, turned), part in zip(kept, reversed(parts), strict=True):
        way += (part - float(turned @ way) / float(moved @ turned)) * moved
    return way
