"""What a content file may say, strictly: an unknown key, a missing language or a wrong type is an error."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from knowledge.library_values import ValueEntry

LINES_OF_THE_VENUE_DOCUMENT = 58
LABEL_LENGTH = 30  # what a button shows without being cut on a phone

Text = Annotated[str, StringConstraints(min_length=1, max_length=1500)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=LABEL_LENGTH)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Line = Annotated[int, Field(ge=1, le=LINES_OF_THE_VENUE_DOCUMENT)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LabelEntry(_Strict):
    """A button's words in both languages."""

    fr: Label
    en: Label


class AnswerEntry(_Strict):
    """The answer in both languages."""

    fr: Text
    en: Text


class PhrasesEntry(_Strict):
    """Ways to ask, in both languages."""

    fr: Annotated[list[Phrase], Field(min_length=1)]
    en: Annotated[list[Phrase], Field(min_length=1)]


class TopicEntry(_Strict):
    """One topic as its file writes it."""

    label: LabelEntry
    answer: AnswerEntry
    phrases: PhrasesEntry
    source: list[Line] = []
    unknown: bool = False
    related: Annotated[list[str], Field(max_length=3)] = []
    cells: list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")]] = []
    values: list[ValueEntry] = []

    @model_validator(mode="after")
    def _either_sourced_or_unknown(self) -> Self:
        if self.unknown == bool(self.source):
            raise ValueError("a topic has either 'source' (lines of the venue document) or 'unknown: true'")
        if self.unknown and self.values:
            raise ValueError("a topic that is not known tells no 'values'")
        return self
