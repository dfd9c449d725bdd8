"""A long message in parts: two questions at once, or a story with the question at its end."""

import re
from functools import cache

from intents.text import DATA, read_yaml

MOST = 3  # parts looked at, the last ones: people end with what they want
_SHORTEST = 2  # words of a part that can mean something by itself
_ENDS = re.compile(r"[.!?…;:\n]+(?=\s|$)|\n+|\s*,\s+")


def clauses(text: str) -> tuple[str, ...]:
    """The parts of a message that may each ask something; none when it is all of one piece.

    Cut wherever a question could begin: whoever reads the parts drops those that mean nothing by themselves.
    """
    cut = (part.strip(" ,") for sentence in _ENDS.split(text) for part in _joint().split(sentence))
    parts = tuple(filter(None, cut))  # a question mark at the end leaves nothing behind it
    found = tuple(part for part in parts if len(part.split()) >= _SHORTEST)
    return found[-MOST:] if len(parts) > 1 else ()


@cache
def _joint() -> re.Pattern[str]:
    listed = read_yaml(DATA / "clauses.yaml")
    if not isinstance(listed, dict):
        raise TypeError("data/clauses.yaml must hold the list joints")
    joints = "|".join(re.escape(one) for one in sorted(listed["joints"], key=len, reverse=True))
    return re.compile(rf"\s+(?:{joints})\s+", re.IGNORECASE)
