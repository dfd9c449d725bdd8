"""What a message claims, held against all that the topics tell: which of them grant or refute it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.assistant.claims import polarity
from intents.claims.reading import find_claims
from knowledge.library import Library
from knowledge.topics import Topic


@dataclass(frozen=True, slots=True)
class Claims:
    """The topics that tell values."""

    topics: tuple[Topic, ...]

    @classmethod
    def of(cls, library: Library) -> "Claims":
        """Those of this library."""
        return cls(tuple(topic for topic in library.topics if topic.values))

    def claimed(self, text: str, today: date, named: Sequence[str]) -> tuple[str, ...]:
        """The topics that grant or refute what a message claims; `named` are the things that it names."""
        claims = find_claims(text, today)
        spoken = (topic for topic in self.topics if claims and polarity(topic.values, claims, named) is not None)
        return tuple(topic.id for topic in spoken)
