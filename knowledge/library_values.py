"""What a content file may say under `values:`, strictly, and the values that it means."""

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from knowledge.values import Value, ValueKind

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
