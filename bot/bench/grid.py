"""`cite bench grid`: every attribute of every thing is asked once; what is known has to be told, and nothing else."""

import random
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.asking import Clerk
from bot.bench.cell_wordings import SHARES, Style, Wording
from bot.errors import BotError
from knowledge.library import Library
from knowledge.things import Cell, Things

NOW = "2026-12-01T10:00"  # the agenda is empty: any instant does, and one that is fixed gives the same answers


class Ending(StrEnum):
    """How an answer ended."""

    TOLD = "told"  # what was asked
    HONEST = "honest"  # that it is not known, or no subject of ours
    ASKED = "asked"
    MISLED = "misled"  # something else was told, or events listed
    ELSE = "else"  # taken for a request, or for another language


_ENDINGS = {
    AnswerKind.UNKNOWN: Ending.HONEST, AnswerKind.OFF_TOPIC: Ending.HONEST, AnswerKind.CLARIFY: Ending.ASKED,
    AnswerKind.ACTION: Ending.ELSE, AnswerKind.LANGUAGE: Ending.ELSE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """A cell asked in one wording; `kind` is that of its thing."""

    cell: Cell
    kind: str
    style: Style
    text: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, whether a topic tells what it asks, what was answered, and how that ended."""

    question: Question
    known: bool
    answer: Answer
    ending: Ending


@dataclass(frozen=True, slots=True)
class Told:
    """Which topics tell each cell."""

    topics: Mapping[Cell, frozenset[str]]

    @classmethod
    def by(cls, library: Library) -> "Told":
        """From what the topics say that they tell."""
        told: dict[Cell, set[str]] = {}
        for topic in library.topics:
            for cell in () if topic.unknown else topic.cells:
                told.setdefault(cell, set()).add(topic.id)
        return cls({cell: frozenset(topics) for cell, topics in told.items()})

    def ending(self, cell: Cell, answer: Answer) -> Ending:
        """How this answer to a question about this cell ended."""
        if answer.kind in _ENDINGS:
            return _ENDINGS[answer.kind]
        return Ending.TOLD if answer.topic in self.topics.get(cell, ()) else Ending.MISLED


def questions(
    cells: Iterable[Cell], things: Things, wordings: Mapping[str, Sequence[Wording]], seed: int
) -> Iterator[Question]:
    """One for each cell, always the same for the same seed; raises BotError for an attribute without a wording."""
    for cell in cells:
        if not wordings.get(cell.attribute):
            raise BotError(f"No wording asks {cell.attribute}.")
        wording = _drawn(wordings[cell.attribute], random.Random(f"{seed}:{cell}"))
        thing = things.things[cell.thing]
        yield Question(cell, thing.kind, wording.style, wording.of(thing))


def some(cells: Sequence[Cell], most: int | None, seed: int) -> tuple[Cell, ...]:
    """So many of them, drawn by the seed; all of them without a number."""
    if most is None or most >= len(cells):
        return tuple(cells)
    return tuple(random.Random(seed).sample(cells, most))


def ask(asked: Iterable[Question], clerk: Clerk, told: Told, known: Container[Cell]) -> Iterator[Judged]:
    """Each question in a conversation of its own; `known` are the cells that it could tell."""
    for question in asked:
        ((_, answer),) = clerk.converse([question.text])
        yield Judged(question, question.cell in known, answer, told.ending(question.cell, answer))


def _drawn(wordings: Sequence[Wording], chance: random.Random) -> Wording:
    """The style first, so that an attribute with few wordings is asked in as many styles as the others."""
    styles = [style for style in SHARES if any(one.style is style for one in wordings)]
    (style,) = chance.choices(styles, [SHARES[style] for style in styles])
    return chance.choice([one for one in wordings if one.style is style])
