"""The way from words to a meaning as values: the parts that were read, how each was weighed, and what decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intents.meaning import Meaning
from intents.model.verdict import Verdict, Weighed
from intents.reading import Read
from intents.settled import Settled
from intents.slots import Found


class By(StrEnum):
    """What decided what a message means."""

    NOTHING = "the lack of any word"
    LANGUAGE = "its language, which is not spoken here"
    RULE = "a rule, by words that leave no doubt"
    NAME = "a name alone, which asks nothing"
    WHOLE = "the message as a whole"
    PART = "one of its parts"
    ORDER = "an order that was heard in it"
    DISTRESS = "distress that was heard in it"


@dataclass(frozen=True, slots=True)
class Part:
    """A message or a clause of it, read."""

    read: Read
    found: Found

    @property
    def said(self) -> Sequence[str]:
        """Its words, put right."""
        return self.read.words


@dataclass(frozen=True, slots=True)
class Judged:
    """A part, how it was weighed, and what it seems to mean by itself."""

    part: Part
    weighed: Weighed
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A message's meaning, and how it was found.

    `whole` is what was read of it; `judged` the whole and then its clauses, where they had to be weighed, and `chosen`
    the place of the one that decided; `settled` what a rule said.
    """

    meaning: Meaning
    by: By
    whole: Part | None = None
    judged: tuple[Judged, ...] = ()
    chosen: int = 0
    settled: Settled | None = None
