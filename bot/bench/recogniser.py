"""What a recogniser is, whoever made it: it learns from labelled texts, then ranks the labels for another text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, Self

from pydantic import TypeAdapter, ValidationError

from bot.errors import BotError


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text and its label; None: out of scope, so that the right thing is to refuse it."""

    text: str
    label: str | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A label and how much speaks for it; scores compare within one text only."""

    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """The likeliest labels, best first, and how sure one may be that the first is right.

    "Out of scope" is never among them: it shows as a low confidence.
    """

    ranked: tuple[Ranked, ...]
    confidence: float


class Recogniser(Protocol):
    """One that has learnt."""

    @classmethod
    def learn(cls, examples: Sequence[Labelled]) -> Self:
        """Learn from examples, out-of-scope ones included."""
        ...

    def recognise(self, text: str) -> Recognised:
        """The labels for a text it may never have seen."""
        ...


_READER = TypeAdapter(Labelled)


def read_examples(file: Path) -> tuple[Labelled, ...]:
    """The {"text", "label"} lines of a file; raises BotError naming file and line, or that it holds none."""
    found = tuple(_lines(file))
    if not any(one.label is not None for one in found):
        raise BotError(f"{file} holds no text with a label.")
    return found


def _lines(file: Path) -> Iterator[Labelled]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                yield _READER.validate_json(line, strict=True)
            except ValidationError as error:
                raise BotError(f'{file}, line {number} is not {{"text": "…", "label": "…" or null}}.') from error
