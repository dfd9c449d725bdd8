"""The way from words to a meaning as values: the parts that were read, how each was weighed, and what decided."""

from dataclasses import dataclass
from enum import StrEnum

from intents.meaning import Meaning
from intents.questions.choosing import WHOLE, Choice
from intents.questions.judging import Judged, Part
from intents.settled import Settled


class By(StrEnum):
    """What decided what a message means."""

    NOTHING = "the lack of any word"
    LANGUAGE = "its language, which is not spoken here"
    RULE = "a rule, by words that leave no doubt"
    NAME = "a name alone, which asks nothing"
    WHOLE = "the message as a whole"
    PART = "one of its parts"
    TWO = "two of its parts"
    ORDER = "an order that was heard in it"
    DISTRESS = "distress that was heard in it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message's meaning, and how it was found.

    `whole` is what was read of it; `judged` the whole and then its spans, where they had to be weighed, `likely` how
    likely each asks what its verdict answers, and `choice` which of them decided; `settled` what a rule said.
    """

    meaning: Meaning
    by: By
    whole: Part | None = None
    judged: tuple[Judged, ...] = ()
    likely: tuple[float, ...] = ()
    choice: Choice = WHOLE
    settled: Settled | None = None
