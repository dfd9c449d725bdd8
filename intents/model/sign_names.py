"""The names of the signs of trust, for whoever wants to see why: in the order of :func:`intents.model.trust.signs`."""

from enum import StrEnum


class SignName(StrEnum):
    """What tells how far the likeliest answer may be trusted, in plain words."""

    BEST = "how likely it is (log)"
    SECOND = "how likely the next one is (log)"
    SILENT = "how likely it is that nothing answers (log)"
    LEFT_OVER = "share of the message that it does not explain"
    SELDOM = "share of the message that it hardly explains"
    WEIGHT = "weight of what it does not explain"
    LENGTH = "number of words that tell something"
    OWN = "how likely its own attribute is asked (log)"
    TOLD = "how likely something is asked that is told of its things"
