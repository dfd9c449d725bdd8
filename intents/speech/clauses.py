"""A message cut into its clauses: « Hugo vient, Manon non », « oui mais on aura du retard »."""

import re
from functools import cache

from intents.text import read_lists

_MARKED = re.compile(r"[^.!?…;,:\n()]+[.!?…;,:\n()]*")
_MARKS = " .!…;,:\n()"  # a question mark is kept: it makes a clause of its own kind


def clauses(text: str) -> tuple[str, ...]:
    """The pieces, without what only joins them."""
    pieces = (piece for part in _MARKED.findall(text) for piece in _any_of("apart").split(part))
    bare = (_any_of("joins").sub("", piece.strip(_MARKS)) for piece in pieces)
    return tuple(piece for piece in bare if any(map(str.isalnum, piece)))


@cache
def _any_of(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in read_lists("clauses.yaml")[kind]), re.IGNORECASE)
