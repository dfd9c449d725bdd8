"""What messages are understood with."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

from intents.model.model import Model
from intents.query.table import EventTable
from intents.titles import Titles

# From a message, its day and the things that it names to the intents whose answer grants or refutes what it claims.
Claimed = Callable[[str, date, Sequence[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was learnt, and the agenda of the moment: its titles, and its events as queries see them.

    `claimed` knows the values that answers tell; without it what a message claims tells nothing of what it asks.
    """

    model: Model
    titles: Titles
    table: EventTable = field(default_factory=EventTable)
    claimed: Claimed | None = None
