"""Which cell of a gap is asked, and which filled cell answers it."""

from collections.abc import Iterator
from datetime import date

from knowledge.filled import Fact, Filled
from knowledge.things import VENUE, Cell, Things
from knowledge.topics import Topic


def asked_cell(topic: Topic, named: tuple[str, ...]) -> Cell | None:
    """The topic's cell of a thing that the message names, else its main one."""
    # Whatever is asked is asked of the venue: naming it (« chez vous ») chooses nothing.
    of_named = (cell for cell in topic.cells if cell.thing in named and cell.thing != VENUE)
    return next(of_named, topic.cells[0] if topic.cells else None)


def fact_for(topic: Topic, asked: Cell, filled: Filled, things: Things, today: date) -> Fact | None:
    """What was filled in for this cell of a topic, or for what its thing is part of, if the topic has that too."""
    cells = (one for one in _with_wholes(asked, things) if one in topic.cells)
    return next((fact for cell in cells if (fact := filled.fact(cell, today)) is not None), None)


def _with_wholes(cell: Cell, things: Things) -> Iterator[Cell]:
    thing: str | None = cell.thing
    while thing is not None:
        yield Cell(thing, cell.attribute)
        thing = things.things[thing].parent
