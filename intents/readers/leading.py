"""What merely leads to a first name or a number: « en fait », « je veux inscrire ma fille », « pardon »…"""

import re
from collections.abc import Sequence

from intents.readers.wording import bare, words

_COLON = re.compile(r"\s+:")
_LONGEST_INTRODUCTION, _LONGEST_LEAD = 4, 20  # words, of one and of all of them


def introduced(text: str) -> str:
    """The text without what merely leads to what follows."""
    said = _COLON.sub(":", text).split(maxsplit=_LONGEST_LEAD)
    start = 0
    while leads := _leads(said[start:]):
        start += leads
    return " ".join(said[start:]) if start else text


def corrects(text: str) -> bool:
    """Whether what leads to the rest takes something back: « non », « pardon », « son prénom c'est »."""
    lead = bare(text.removesuffix(introduced(text)))
    return any(f" {word} " in f" {lead.replace(',', ' ')} " for word in words("correcting"))


def _leads(said: Sequence[str]) -> int:
    """How many of the first words only lead to what follows."""
    known = words("introductions") | words("relations")
    counts = range(min(_LONGEST_INTRODUCTION, len(said) - 1), 0, -1)
    return next((count for count in counts if bare(" ".join(said[:count])).rstrip(",:") in known), 0)


def volunteers(text: str) -> bool:
    """Whether something leads to a name, written as one: « c'est pour Inès », not « c'est bon »."""
    rest = introduced(text)
    return rest != text and not rest.islower()


def leads(text: str) -> bool:
    """Whether something leads to the rest, which asks nothing."""
    return introduced(text) != text and "?" not in text


def leads_to_lower_case(text: str) -> bool:
    """Whether what is led to is written without any capital."""
    return introduced(text).islower()


def tells_of_somebody(text: str) -> bool:
    """Whether all that is said is that there is somebody: « et mon fils », « ma petite-fille »."""
    return bare(introduced(text)) in words("relations")
