"""What messages are understood with."""

from dataclasses import dataclass, field

from intents.model.model import Model
from intents.query.table import EventTable
from intents.titles import Titles


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was learnt, and the agenda of the moment: its titles, and its events as queries see them."""

    model: Model
    titles: Titles
    table: EventTable = field(default_factory=EventTable)
