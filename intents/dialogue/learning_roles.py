"""Learning what expressions of time are for and what is looked for, from sentences with both marked (data/roles)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from intents.dates import find_when
from intents.dialogue import subject
from intents.dialogue.roles import Role, features
from intents.errors import CatalogueError
from intents.model.features import Places
from intents.model.fitting import fit_closely
from intents.model.softmax import Softmax
from intents.reading import Reader
from intents.text import DATA

_HELD = 0.1  # for subjects, of which less can be learnt by heart
SUBJECT = "s"  # marks what is looked for; the other marks are roles
_FOLDER = "roles"
_MARK = re.compile(r"<([wnftus])>(.*?)</\1>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, and the stretches of it that are marked, in order."""

    text: str
    marks: tuple[tuple[str, str], ...]


def load_marked(folder: Path = DATA / _FOLDER) -> tuple[Marked, ...]:
    """The marked sentences, one a line; raises CatalogueError naming the file and the line."""
    return tuple(one for file in sorted(folder.glob("*.txt")) for one in _marked(file))


def _marked(file: Path) -> Iterator[Marked]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        bare = _MARK.sub(r"\2", line)
        if re.search(r"</?[a-z]>", bare):
            raise CatalogueError(f"{_FOLDER}/{file.name}", f"line {number} has a mark that does not end.")
        yield Marked(bare, tuple((one.group(1).lower(), one.group(2)) for one in _MARK.finditer(line)))


def learn_roles(marked: Iterable[Marked], reader: Reader, now: datetime) -> Softmax:
    """Learn what expressions of time are for; any `now` does."""
    learnt = list(lessons(marked, reader, now))
    return fit_closely([row for row, _ in learnt], [role for _, role in learnt])


def learn_subjects(marked: Iterable[Marked], reader: Reader) -> Softmax:
    """Learn which words tell what is looked for, and which only a story around it."""
    learnt = [one for sentence in marked for one in _words_of(sentence, reader)]
    return fit_closely([row for row, _ in learnt], [what for _, what in learnt], _HELD)


def _words_of(one: Marked, reader: Reader) -> Iterator[tuple[Places, str]]:
    said = reader.words(one.text)
    sought = {word for role, text in one.marks if role == SUBJECT for word in reader.words(text)}
    for place, word in enumerate(said):
        if subject.may_be_one(word):
            yield subject.features(said, place, reader), subject.SOUGHT if word in sought else subject.STORY


def lessons(marked: Iterable[Marked], reader: Reader, now: datetime) -> Iterator[tuple[Places, str]]:
    """The features of each expression of time that is marked with one role, and that role; any `now` does."""
    for one in marked:
        text = reader.righted(one.text)
        when = find_when(text, now)
        if when is None:
            continue
        stretches = list(_stretches(one, text, reader))
        for number, (first, last) in enumerate(when.pieces):
            roles = {role for role, start, end in stretches if start < last and first < end}
            if len(roles) == 1 and (role := roles.pop()) != SUBJECT:
                yield features(text, when.pieces, number, reader), _told_by_itself(text[first:last], role, now)


def _told_by_itself(text: str, role: str, now: datetime) -> str:
    """What refuses by its own words ("pas le mercredi") is taken as it reads."""
    when = find_when(text, now)
    refuses = when is not None and bool(when.not_spans or when.not_weekdays or when.not_hours)
    return Role.WANTED.value if refuses and role == Role.NOT_FREE else role


def _stretches(one: Marked, text: str, reader: Reader) -> Iterator[tuple[str, int, int]]:
    """Where the marked stretches stand in the text that was put right."""
    at = 0
    for role, marked in one.marks:
        right = reader.righted(marked)
        place = text.find(right, at)
        if place >= 0:
            yield role, place, place + len(right)
            at = place + len(right)
