"""From what a person typed to plain words, written out: one way of writing for all, before any guess about meaning."""

import re

from intents.text import written_out

LONGEST = 1000  # characters read of one message: room for a long story, and a bound on the time it takes
LONGEST_WORD = 40  # letters; what is longer is no word, and would only fill memory
_MOST_REPEATED = 20  # times that one character is read in a row

_STRETCHED = re.compile(r"([a-z])\1{2,}")
_INSIDE = re.compile(r"(?<=[^\W\d_])@(?=[^\W\d_])")  # "F@brique" is written with it, said with an a
_UNSAYABLE = re.compile(r"\W+")
_HALF = re.compile("[\ud800-\udfff]")  # of a character: it can be in a string, but not be written anywhere
_SPACES = re.compile(r"\s{2,}")
_REPEATED = re.compile(rf"(.)\1{{{_MOST_REPEATED},}}")


def readable(text: str) -> str:
    """The start of a message, as far as it is read: what only takes time or cannot be written is left out."""
    whole = _HALF.sub("\ufffd", text[:LONGEST])
    spaced = _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", whole)
    return _REPEATED.sub(r"\1" * _MOST_REPEATED, spaced)


def words(text: str) -> list[str]:
    """The plain words in order, short forms written out; an elision is a word ("l'atelier": "l", "atelier").

    Signs are dropped, stretched letters let go ("ouiiii" is "oui").
    """
    bare = (_UNSAYABLE.sub(" ", token.text) for token in written_out(_INSIDE.sub("a", text[:LONGEST])))
    return [_STRETCHED.sub(r"\1", word[:LONGEST_WORD]) for text in bare for word in text.split() if word != "_"]
