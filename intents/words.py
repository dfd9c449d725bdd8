"""From what a person typed to plain words, written out: one way of writing for all, before any guess about meaning."""

import re
from collections.abc import Iterable

from intents.text import Token, expand, tokens

LONGEST = 1000  # characters read of one message: room for a long story, and a bound on the time it takes

_STRETCHED = re.compile(r"([a-z])\1{2,}")
_INSIDE = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])")  # "F@brique" is written with it, said with an a
_UNSAYABLE = re.compile(r"\W+")


def words(text: str) -> list[str]:
    """The plain words in order, short forms written out; an elision is a word ("l'atelier": "l", "atelier")."""
    return plain_words(tokens(_INSIDE.sub("a", text[:LONGEST])))


def plain_words(found: Iterable[Token]) -> list[str]:
    """The same from tokens: signs are dropped, stretched letters let go ("ouiiii" is "oui")."""
    bare = (_UNSAYABLE.sub(" ", token.text) for token in expand(found))
    return [_STRETCHED.sub(r"\1", word) for text in bare for word in text.split() if word != "_"]
