"""What a message says beside its intent: when, for whom, about what, which events, how many, which first names."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from intents.ages import find_ages
from intents.audiences import find_audiences, find_themes
from intents.counts import find_count
from intents.dates import find_when
from intents.kinds import find_kinds
from intents.meaning import Slots
from intents.text import fold
from intents.titles import Heard, Titles

_NAME = r"[^\W\d_]{2,}(?:-[^\W\d_]+)?"
_ASKED_FOR = re.compile(
    rf"(?:inscri\w*|ajoute\w*|note[zr]?|mett\w*|mets|d[ée]sinscri\w*|annul\w*|sign|"
    rf"register|enrol\w*|add|pr[ée]nom|appelle|named)"
    rf"(?:[- ](?:moi|nous|up|for|aussi|pour|mon|ma|my|fils|fille|son|daughter|est))*\s+"
    rf"({_NAME}(?:(?:,\s*|\s+et\s+|\s+and\s+){_NAME})*)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r",\s*|\s+et\s+|\s+and\s+", re.IGNORECASE)
_CAPITALISED = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][^\W\d_]+(?:-[^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Found:
    """The slots, and the titles heard (their words are no part of the question)."""

    slots: Slots
    heard: Heard

    def markers(self) -> tuple[str, ...]:
        """What was found, by kind, for the model: the same words mean another thing beside a date or an age."""
        said = (
            ("xwhen", self.slots.when),
            ("xage", self.slots.ages),
            ("xaudience", self.slots.audiences),
            ("xtheme", self.slots.themes),
            ("xcount", self.slots.count is not None),
        )
        return tuple(marker for marker, present in said if present)


def find_slots(
    text: str, said: Sequence[str], titles: Titles, now: datetime, *, is_word: Callable[[str], bool]
) -> Found:
    """Read everything but the intent. `said` are the message's words put right; `now` is local to the venue."""
    heard = titles.find(said)
    slots = Slots(
        when=find_when(text, now),
        ages=tuple(find_ages(text, now)),
        audiences=tuple(sorted(find_audiences(text))),
        themes=tuple(sorted(find_themes(text))),
        kinds=find_kinds(said),
        events=heard.uids,
        titled=bool(heard.uids),
        count=find_count(text),
        names=find_names(text, is_word),
    )
    return Found(slots, heard)


def find_names(text: str, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """First names, best guess: what follows "inscrivez", and capitals inside a sentence; never known words."""
    asked = [name for match in _ASKED_FOR.finditer(text) for name in _BETWEEN.split(match[1])]
    names = (name for name in (*asked, *_CAPITALISED.findall(text)) if not is_word(fold(name)))
    return tuple(dict.fromkeys(name[:1].upper() + name[1:] for name in names))
