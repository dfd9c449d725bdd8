"""What messages are understood with."""

from dataclasses import dataclass

from intents.model.model import Model
from intents.titles import Titles


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What was learnt, and the agenda's titles of the moment."""

    model: Model
    titles: Titles
