"""The cells that families ask first at any public place: content/things/first.yaml, read strictly."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.library_yaml import Document
from knowledge.things import Cell, Things
from knowledge.things_read import CONTENT, cell_at, load_things
from knowledge.topics import Topic


def load_first(folder: Path = CONTENT) -> tuple[Cell, ...]:
    """The most needed first; raises ContentError naming file, line and column."""
    return tuple(_listed(Document(folder / "things" / "first.yaml"), load_things(folder)))


def _listed(document: Document, things: Things) -> Iterator[Cell]:
    seen = set[Cell]()
    if not isinstance(document.value, list):
        raise document.error((), "this file is a list of cells")
    for number, written in enumerate(document.value):
        cell = cell_at(document, (number,), written, things)
        if cell in seen:
            raise document.error((number,), f"{cell} is listed twice")
        seen.add(cell)
        yield cell


def told_cells(topics: Iterable[Topic]) -> frozenset[Cell]:
    """The cells that the venue's document tells."""
    return frozenset(cell for topic in topics if not topic.unknown for cell in topic.cells)
