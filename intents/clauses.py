"""A long message in parts: two questions at once, or a story with the question at its end."""

import re
from collections.abc import Sequence
from functools import cache

from intents.text import read_lists

MOST = 3  # parts looked at, the last ones: people end with what they want
_SHORTEST = 2  # words of a part that can mean something by itself
_ENDS = re.compile(r"[.!?…;:\n]+(?=\s|$)|\n+|\s*,\s+")


def clauses(text: str) -> tuple[str, ...]:
    """The parts of a message that may each ask something; none when it is all of one piece.

    Cut wherever a question could begin: whoever reads the parts drops those that mean nothing by themselves.
    """
    cut = (part.strip(" ,") for sentence in _ENDS.split(text) for part in _any_of("joints").split(sentence))
    parts = tuple(filter(None, cut))  # a question mark at the end leaves nothing behind it
    found = tuple(part for part in parts if len(part.split()) >= _SHORTEST)
    return found[-MOST:] if len(parts) > 1 else ()


def asking(text: str, parts: Sequence[str]) -> tuple[str, ...]:
    """Those parts of a message that ask; all of them where none plainly does."""
    found = tuple(part for part in parts if _asks(text, part))
    return found or tuple(parts)


def joins(text: str) -> bool:
    """Whether two questions may stand in one sentence."""
    return _any_of("joining").search(f" {text} ") is not None


def _asks(text: str, part: str) -> bool:
    after = text[text.find(part) + len(part) :].lstrip()
    return after.startswith("?") or _any_of("asking").search(f" {part} ") is not None


@cache
def _any_of(name: str) -> re.Pattern[str]:
    """Any expression of one list of data/clauses.yaml, between spaces."""
    listed = read_lists("clauses.yaml")[name]
    words = "|".join(re.escape(str(one)) for one in sorted(listed, key=lambda one: -len(str(one))))
    return re.compile(rf"\s+(?:{words})(?=[\s?,])\s*", re.IGNORECASE)
