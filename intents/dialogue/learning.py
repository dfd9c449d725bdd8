"""Learning what sentences ask for in a conversation, from written ones (data/acts), titles left out of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from intents.dialogue.asks import After, Ask, features
from intents.errors import CatalogueError
from intents.features import TITLE
from intents.model.features import Places
from intents.model.fitting import fit
from intents.model.softmax import Softmax
from intents.reading import Reader
from intents.slots import find_slots
from intents.text import DATA, read_lists
from intents.titles import Titles

_NAMED = re.compile(r"\[\[.*?\]\]")
_FOLDER = "acts"


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, what it asks for, and what had been shown; a title in it is between [[ and ]]."""

    text: str
    ask: Ask
    after: After

    @property
    def bare(self) -> str:
        """The sentence as it was typed, its titles not marked."""
        return self.text.replace("[[", "").replace("]]", "")


def learn_acts(lines: Iterable[Line], reader: Reader, now: datetime) -> Softmax:
    """Learn what sentences ask for; any `now` does."""
    listed = list(lines)
    return fit([_of_line(one, reader, now) for one in listed], [one.ask.value for one in listed])


def load_lines(folder: Path = DATA / _FOLDER) -> tuple[Line, ...]:
    """All sentences, a file for each thing asked for, by what had been shown; raises CatalogueError naming the file."""
    return tuple(line for file in sorted(folder.glob("*.yaml")) for line in _lines(file))


def _lines(file: Path) -> Iterator[Line]:
    name = f"{_FOLDER}/{file.name}"
    for shown, listed in read_lists(name).items():
        try:
            ask, before = Ask(file.stem), After(str(shown))
        except ValueError as error:
            raise CatalogueError(name, f"{error}") from error
        yield from (Line(str(text), ask, before) for text in listed)


def _of_line(line: Line, reader: Reader, now: datetime) -> Places:
    text = _NAMED.sub(f" {TITLE} ", line.text)
    said = reader.words(text, frozenset({TITLE}))
    righted = reader.righted(text, frozenset({TITLE}))
    found = find_slots(righted, said, Titles(), now, is_word=reader.speller.knows, typed=text)
    return features(said, found.markers(), line.after, reader.concepts)
