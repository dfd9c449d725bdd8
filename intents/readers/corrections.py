"""Something said before, put right: « non pardon 2017 », « Paul c'est avril », « c'est Paola, pas Paul »."""

import re
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz.distance import OSA

from intents.readers.leading import corrects, introduced, leads
from intents.readers.people import read_names
from intents.readers.values import Named

# « pas Hugo, c'est Hugues », « Zoé s'appelle Zoélie »
_SWAPPED = re.compile(
    r"(?:pas|not)\s+(?P<wrong>[^,]+?),?\s+(?:c['’]est|mais|plutôt|it['’]s|but)\s+(?P<right>.+)"
    r"|(?P<called>\w[\w' -]*?)\s+(?:s['’]appelle|se nomme|s['’][ée]crit|is called|is spel(?:t|led))\s+(?P<name>.+)",
    re.IGNORECASE,
)
_SPELT = re.compile(r"\s+(?:avec|sans|with|without)\s+(?:une?|deux|trois|des|two|an?|one)\b.*", re.IGNORECASE)
_LIKE, _SHORTEST_LIKE = 2, 3  # letters that differ in a name spelt anew, of so many at least
_INSTEAD = re.compile(r",?\s+(?:et )?(?:pas|non|not|au lieu de|instead of)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PutRight:
    """`right` is who and what is true; `wrong` the words that it takes the place of, perhaps none.

    `takes_back`: the words that lead to it say that something was wrong.
    """

    right: Named | None
    wrong: str
    takes_back: bool

    @property
    def name(self) -> str:
        """The one first name that is all of what is right; "" when it is something else."""
        named = self.right
        alone = named is not None and not named.doubtful and not named.told and len(named.names) == 1
        return named.names[0] if named is not None and alone else ""


def put_right(text: str, now: datetime, of: str = "") -> PutRight:
    """What is right and what it replaces. `of`: whom words without any name are about."""
    said = _SPELT.sub("", introduced(text).strip(" .!"))
    swapped = _SWAPPED.fullmatch(said)
    if swapped is not None:
        wrong, right = swapped["wrong"] or swapped["called"], swapped["right"] or swapped["name"]
    else:
        right, wrong = (*_INSTEAD.split(said, maxsplit=1), "")[:2]
    return PutRight(read_names(right, now, of=of), introduced(wrong), corrects(text))


def is_spelt_anew(text: str, name: str, other: str) -> bool:
    """Whether a name that something leads to is the other one, spelt better: « c'est Zoée » for Zoé."""
    if not leads(text) or min(len(name), len(other)) < _SHORTEST_LIKE or name[:1] != other[:1]:
        return False
    return OSA.distance(name, other, score_cutoff=_LIKE) <= _LIKE
