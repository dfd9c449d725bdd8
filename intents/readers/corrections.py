"""Something said before, put right: « non pardon 2017 », « Paul c'est avril », « c'est Paola, pas Paul »."""

import re
from dataclasses import dataclass
from datetime import datetime

from intents.readers.leading import corrects, introduced
from intents.readers.people import read_names
from intents.readers.values import Named

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
    right, wrong = (*_INSTEAD.split(introduced(text).strip(" .!"), maxsplit=1), "")[:2]
    return PutRight(read_names(right, now, of=of), introduced(wrong), corrects(text))
