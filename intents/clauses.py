"""A long message in parts: two questions at once, or a story with the question at its end."""

import re
from functools import cache

from intents.text import DATA, fold, read_yaml

MOST = 4  # parts looked at, the last ones: people end with what they want
_SHORTEST = 2  # words of a part that can mean something by itself
_ENDS = re.compile(r"[.!?…;:\n]+(?=\s|$)|\n+")


def clauses(text: str) -> tuple[str, ...]:
    """The parts of a message that may each ask something; none when it is all of one piece."""
    parts = [part.strip(" ,") for sentence in _ENDS.split(text) for part in _questions(sentence)]
    found = tuple(part for part in parts if len(part.split()) >= _SHORTEST)
    return found[-MOST:] if len(parts) > 1 else ()


def _questions(sentence: str) -> list[str]:
    """A sentence cut before each further question: "c'est où et c'est combien"."""
    plain = fold(sentence)
    if len(plain) != len(sentence):  # folding moved letters: places in one are not places in the other
        return [sentence]
    cuts = [0, *(match.start() for match in _further_question().finditer(plain)), len(sentence)]
    return [sentence[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]


@cache
def _further_question() -> re.Pattern[str]:
    listed = read_yaml(DATA / "clauses.yaml")
    if not isinstance(listed, dict):
        raise TypeError("data/clauses.yaml must hold the lists joints and questions")
    joints = "|".join(re.escape(fold(one)) for one in listed["joints"])
    starts = "|".join(re.escape(fold(one)) for one in listed["questions"])
    return re.compile(rf"(?:\s*,\s*|\s+)(?:(?:{joints})\s+)+(?={starts})|\s*,\s*(?={starts})")
