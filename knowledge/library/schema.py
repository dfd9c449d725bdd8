"""What a content file may say, strictly, and the values that a topic tells, in a form that can be compared."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator


class ValueKind(StrEnum):
    """What sort of value it is."""

    NUMBER = "number"
    AMOUNT = "amount"  # euros
    MOMENT = "moment"
    AGE = "age"  # years
    FREQUENCY = "frequency"
    BODY = "body"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value that an answer tells.

    `least` and `most` bound a number, an amount, ages or the years of a decade, and are the same where one number is
    told. `of` is what is counted, how often ("month"), which body, or whose name. A value of one `thing` counts only
    where that thing is named. Of a moment, what is not told is 0. With `others`, more than the body named are meant;
    one that is told `beside` is not what the answer is about, and counts only where a body is asked about.
    """

    kind: ValueKind
    least: int = 0
    most: int = 0
    of: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    thing: str = ""
    others: bool = False
    beside: bool = False


Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Positive = Annotated[int, Field(ge=1)]
Pair = Annotated[list[Positive], Field(min_length=2, max_length=2)]
_ONE_OF = ("date", "year", "decade", "number", "between", "amount", "ages", "every", "body", "name")


class ValueEntry(BaseModel):
    """One value as its file writes it: a date, year, decade, number, between, amount, ages, every, body or name."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    date: str | None = None
    year: Annotated[int, Field(ge=1000, le=9999)] | None = None
    decade: Annotated[int, Field(ge=1000, le=9990, multiple_of=10)] | None = None
    number: Positive | None = None
    between: Pair | None = None
    amount: Positive | None = None
    ages: Pair | None = None
    every: Code | None = None
    body: Code | None = None
    name: Code | None = None
    of: Code | None = None
    thing: Code | None = None
    others: bool = False
    beside: bool = False

    @field_validator("date")
    @classmethod
    def _a_day(cls, written: str | None) -> str | None:
        if written is not None:
            date.fromisoformat(written)
        return written

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        given = [name for name in _ONE_OF if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a value is exactly one of {', '.join(_ONE_OF)}")
        if (self.of is not None) != (given[0] in ("number", "between")):
            raise ValueError("'of' says what a 'number' or 'between' counts, and goes with nothing else")
        if (self.others or self.beside) and self.body is None:
            raise ValueError("'others' and 'beside' go with 'body' only")
        for pair in (self.between, self.ages):
            if pair is not None and pair[0] >= pair[1]:
                raise ValueError("the smaller of two numbers comes first")
        return self

    def value(self) -> Value:
        """The value meant."""
        thing = self.thing or ""
        if self.number is not None or self.between is not None:
            least, most = self.between or (self.number or 0, self.number or 0)
            return Value(kind=ValueKind.NUMBER, least=least, most=most, of=self.of or "", thing=thing)
        if self.amount is not None:
            return Value(kind=ValueKind.AMOUNT, least=self.amount, most=self.amount, of="euro", thing=thing)
        if self.ages is not None:
            return Value(kind=ValueKind.AGE, least=self.ages[0], most=self.ages[1], thing=thing)
        if self.every is not None:
            return Value(kind=ValueKind.FREQUENCY, of=self.every, thing=thing)
        if self.body is not None:
            return Value(kind=ValueKind.BODY, of=self.body, thing=thing, others=self.others, beside=self.beside)
        if self.name is not None:
            return Value(kind=ValueKind.NAME, of=self.name, thing=thing)
        return self._moment(thing)

    def _moment(self, thing: str) -> Value:
        """A day, a year, or the years of a decade."""
        if self.decade is not None:
            return Value(kind=ValueKind.MOMENT, least=self.decade, most=self.decade + 9, thing=thing)
        day = date.fromisoformat(self.date) if self.date else None
        if day is None:
            return Value(kind=ValueKind.MOMENT, year=self.year or 0, thing=thing)
        return Value(kind=ValueKind.MOMENT, year=day.year, month=day.month, day=day.day, thing=thing)


LINES_OF_THE_VENUE_DOCUMENT = 58
LABEL_LENGTH = 30  # what a button shows without being cut on a phone

LONGEST = 1500  # characters of what is told
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
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
