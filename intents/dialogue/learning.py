"""Learning what sentences ask for (data/acts) and what expressions of time are for (data/roles, data/times)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from intents.dates.dates import find_when
from intents.dialogue import asks
from intents.dialogue.asks import After, Ask, Role, made_of, role_features
from intents.model.fitting import fit, fit_closely
from intents.model.many import Made, places_of
from intents.model.softmax import Places, Softmax
from intents.slots.slots import find_markers
from intents.text.reading import Reader
from intents.text.sentences import sentence_lists
from intents.text.text import DATA, TITLE, CatalogueError

_NAMED = re.compile(r"\[\[.*?\]\]")
_ACTS = "acts"


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
    return learn_read(list(read_lines(lines, reader, now)))


def read_lines(lines: Iterable[Line], reader: Reader, now: datetime) -> Iterator[tuple[Line, Places]]:
    """Each sentence and its features: what takes time, and need be done once where some are left out in turn."""
    lines = tuple(lines)
    return zip(lines, places_of([_of_line(one, reader, now) for one in lines], reader.concepts), strict=True)


def learn_read(read: Sequence[tuple[Line, Places]]) -> Softmax:
    """Learn what sentences ask for that were read already."""
    return fit([row for _, row in read], [one.ask.value for one, _ in read])


@lru_cache(1)
def load_lines(folder: Path = DATA / _ACTS) -> tuple[Line, ...]:
    """All sentences, a file for each thing asked for, by what had been shown; raises CatalogueError naming the file."""
    return tuple(line for file in sorted(folder.glob("*.yaml")) for line in _lines(file))


def _lines(file: Path) -> Iterator[Line]:
    name = f"{_ACTS}/{file.name}"
    for shown, listed in sentence_lists(name).items():
        try:
            ask, before = Ask(file.stem), After(shown)
        except ValueError as error:
            raise CatalogueError(name, f"{error}") from error
        yield from (Line(text, ask, before) for text in listed)


def _of_line(line: Line, reader: Reader, now: datetime) -> Made:
    text = _NAMED.sub(f" {TITLE} ", line.text)
    said = reader.words(text, frozenset({TITLE}))
    found = find_markers(reader.righted(text, frozenset({TITLE})), said, now)
    return said, made_of(found, line.after)


_HELD = 0.1  # for subjects, of which less can be learnt by heart
SUBJECT = "s"  # marks what is looked for; the other marks are roles
_ROLES, _TIMES = "roles", "times"
_MARK = re.compile(r"<([wnftus])>(.*?)</\1>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, and the stretches of it that are marked, in order."""

    text: str
    marks: tuple[tuple[str, str], ...]


def load_marked(folder: Path = DATA / _ROLES) -> tuple[Marked, ...]:
    """The marked sentences, one a line; raises CatalogueError naming the file and the line."""
    return tuple(one for file in sorted(folder.glob("*.txt")) for one in _marked(file))


def load_times(folder: Path = DATA / _TIMES) -> tuple[Marked, ...]:
    """The sentences in which times alone are marked: they teach no subject."""
    return load_marked(folder)


def _marked(file: Path) -> Iterator[Marked]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        bare = _MARK.sub(r"\2", line)
        if re.search(r"</?[a-z]>", bare):
            raise CatalogueError(f"{file.parent.name}/{file.name}", f"line {number} has a mark that does not end.")
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
        if asks.may_be_one(word):
            yield asks.subject_features(said, place, reader), asks.SOUGHT if word in sought else asks.STORY


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
                yield role_features(text, when.pieces, number, reader), _told_by_itself(text[first:last], role, now)


def _told_by_itself(text: str, role: str, now: datetime) -> str:
    """What refuses by its own words ("pas le mercredi") is taken as it reads."""
    if role != Role.NOT_FREE:
        return role
    when = find_when(text, now)
    refuses = when is not None and bool(when.not_spans or when.not_weekdays or when.not_hours)
    return Role.WANTED.value if refuses else role


def _stretches(one: Marked, text: str, reader: Reader) -> Iterator[tuple[str, int, int]]:
    """Where the marked stretches stand in the text that was put right."""
    at = 0
    for role, marked in one.marks:
        right = reader.righted(marked)
        place = text.find(right, at)
        if place >= 0:
            yield role, place, place + len(right)
            at = place + len(right)
