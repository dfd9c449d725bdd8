"""What signs are made of."""

from math import log

from intents.asked import Asked

Sign = tuple[str, float]  # a name, and how much of it there is
FEW = 4  # events
MANY = 8
MOST_EVIDENCE = 4.0  # more tells no more
LIST_WORDS = (Asked.LIST, Asked.NOUN, Asked.EXISTS, Asked.TASTE)
_LEAST = 1e-3


def log_of(share: float) -> float:
    """The log of a likelihood, that of none included."""
    return log(share + _LEAST)


def share_of(part: float, whole: float) -> float:
    """What share a likelihood is of another."""
    return part / (_LEAST + whole)
