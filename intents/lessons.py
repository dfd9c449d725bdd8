"""A phrasing as it is learnt from."""

from dataclasses import dataclass

from intents.features import Features


@dataclass(frozen=True, slots=True)
class Lesson:
    """One phrasing, read; `number` is its row among the sentence vectors."""

    number: int
    words: tuple[str, ...]
    features: Features
    intent: str
