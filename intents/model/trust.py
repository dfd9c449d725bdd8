"""How far the likeliest answer may be trusted: questions that nothing answers sound like those that something does.

Learnt from questions that the softmax did not learn from, by the signs below.
"""

from math import log

import numpy as np

from intents.model.attributes import Match
from intents.model.explained import LeftOver
from intents.model.logistic import Logistic
from intents.model.softmax import Floats

SIGNS = 9
_LEAST = 1e-3
_MUCH, _LONG = 20.0, 20  # weight left over, words: more of them tell no more


def signs(best: float, second: float, silent: float, left: LeftOver, match: Match) -> Floats:
    """What tells whether the best answer is what was asked: its likelihood, the next one's, that of not knowing, and
    what it leaves over of the message, and whether it tells the attribute that is asked.
    """
    return np.array(
        [
            log(best + _LEAST), log(second + _LEAST), log(silent + _LEAST),
            left.share, left.seldom, min(left.weight, _MUCH) / _MUCH, min(left.telling, _LONG) / _LONG,
            log(match.own + _LEAST), match.told,
        ],
        np.float32,
    )  # fmt: skip


def untaught() -> Logistic:
    """What to trust before anything was learnt of it: the likelihood, less what is left over."""
    weights = np.array([1.0, -0.3, -0.3, -1.0, 0.0, 0.0, 0.0, 0.0, 0.0], np.float32)
    return Logistic(weights, -0.8)
