"""The way from words to a meaning as values: the parts that were read, how each was weighed, and what decided."""

from dataclasses import dataclass
from enum import StrEnum

from intents.dialogue.turn import Turn
from intents.meaning import Meaning
from intents.questions.choosing import WHOLE, Choice
from intents.questions.judging import Judged, Part


class By(StrEnum):
    """What decided what a message means."""

    NOTHING = "the lack of any word"
    LANGUAGE = "its language, which is not spoken here"
    RANKED = "the likeliest of all that it may mean in its conversation"
    NAME = "a name alone, which asks nothing"
    ORDER = "an order that was heard in it"
    DISTRESS = "distress that was heard in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message's meaning, and how it was found.

    `whole` is what was read of it; `judged` the whole and then its spans, where they had to be weighed, `likely` how
    likely each asks what its verdict answers, and `choice` which of them is asked where no event is meant; `turn` all
    of that in its conversation, where it was ranked.
    """

    meaning: Meaning
    by: By
    whole: Part | None = None
    judged: tuple[Judged, ...] = ()
    likely: tuple[float, ...] = ()
    choice: Choice = WHOLE
    turn: Turn | None = None
