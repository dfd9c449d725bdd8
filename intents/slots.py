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
from intents.people import find_people
from intents.pointing import find_place, is_other, is_soonest
from intents.refusals import refused_places
from intents.text import fold
from intents.titles import Heard, Titles
from intents.when import When
from intents.word_codes import codes_in
from intents.words import words

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
    when, ages = find_when(text, now), tuple(find_ages(text, now))
    dated = _words_of(text, when)
    refused = refused_places(said, dated)
    unwanted = [word if place in refused else "" for place, word in enumerate(said)]
    wanted = ["" if place in refused else word for place, word in enumerate(said)]
    heard = titles.find(["" if word in dated else word for word in wanted])
    audiences = codes_in("audiences", wanted) if refused else find_audiences(text)
    themes = codes_in("themes", wanted) if refused else find_themes(text)
    kinds = find_kinds(wanted)
    slots = Slots(
        when=when,
        ages=ages,
        audiences=tuple(sorted(audiences)),
        people=() if ages else find_people(said),
        themes=tuple(sorted(themes)),
        kinds=tuple(sorted(kinds)),
        events=heard.uids,
        titled=bool(heard.uids),
        not_themes=tuple(sorted(codes_in("themes", unwanted) - themes)),
        not_kinds=tuple(sorted(find_kinds(unwanted) - kinds)),
        not_events=tuple(sorted(set(titles.find(unwanted).uids) - set(heard.uids))),
        soonest=is_soonest(said, dated),
        place=find_place(said, dated),
        other=is_other(said),
        count=find_count(text),
        names=find_names(text, is_word),
    )
    return Found(slots, heard)


def _words_of(text: str, when: When | None) -> frozenset[str]:
    """The words that tell the moment: they are no part of a title."""
    pieces = when.pieces if when is not None else ()
    return frozenset(word for first, last in pieces for word in words(text[first:last]))


def find_names(text: str, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """First names, best guess: what follows "inscrivez", and capitals inside a sentence; never known words."""
    asked = [name for match in _ASKED_FOR.finditer(text) for name in _BETWEEN.split(match[1])]
    names = (name for name in (*asked, *_CAPITALISED.findall(text)) if not is_word(fold(name)))
    return tuple(dict.fromkeys(name[:1].upper() + name[1:] for name in names))
