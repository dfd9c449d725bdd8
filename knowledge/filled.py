"""Cells that the team has filled: content/filled.yaml, read strictly. Each fact has an author and a day of checking."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, model_validator

from knowledge.library_schema import Text
from knowledge.library_typography import in_language
from knowledge.library_yaml import Document
from knowledge.things import Cell, Things
from knowledge.things_read import CONTENT, cell_at, load_things

FILLED = "filled.yaml"
TO_WRITE = "…"  # what an entry that is ready to paste has where words are missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is told of one cell, by language. It holds through the day `until`; without one, until it is taken out."""

    cell: Cell
    text: Mapping[str, str]
    author: str
    checked: date
    until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it may still be told."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Filled:
    """All filled cells, in the order of the file."""

    facts: tuple[Fact, ...] = ()

    def fact(self, cell: Cell, today: date) -> Fact | None:
        """What is told of this cell today."""
        return next((fact for fact in self.facts if fact.cell == cell and fact.holds(today)), None)

    def on(self, today: date) -> "Filled":
        """Without what has expired."""
        return Filled(tuple(fact for fact in self.facts if fact.holds(today)))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all facts."""
        return tuple(fact.cell for fact in self.facts)


def load_filled(today: date, folder: Path = CONTENT) -> Filled:
    """What is filled today; raises ContentError naming file, line and column."""
    return read_filled(folder).on(today)


def read_filled(folder: Path = CONTENT) -> Filled:
    """Everything in the file, expired or not; raises ContentError naming file, line and column."""
    things = load_things(folder)
    document = Document(filled_file(folder), may_be_empty=True)
    return Filled(tuple(_fact(document, key, entry, things) for key, entry in document.mapping().items()))


def filled_file(folder: Path = CONTENT) -> Path:
    """Where it is written."""
    return folder / FILLED


def _day(written: object) -> date:
    if not isinstance(written, str):
        raise ValueError("write the day as 2026-12-01")
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ValueError("write the day as 2026-12-01") from None


def _written(text: Any) -> Any:
    if isinstance(text, str) and text.strip() in ("", TO_WRITE):
        raise ValueError("the words are still to be written")
    return text


_Day = Annotated[date, BeforeValidator(_day)]
_Written = Annotated[Text, BeforeValidator(_written)]
_Author = Annotated[str, StringConstraints(min_length=1, max_length=100), BeforeValidator(_written)]


class _FactEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    fr: _Written
    en: _Written
    author: _Author
    checked: _Day
    until: _Day | None = None

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.until is not None and self.until < self.checked:
            raise ValueError("'until' is before 'checked'")
        return self


def _fact(document: Document, key: str, value: object, things: Things) -> Fact:
    cell = cell_at(document, (key,), key, things)
    try:
        entry = _FactEntry.model_validate(value)
    except ValidationError as error:
        raise document.invalid((key,), error) from error
    text = {"fr": in_language(entry.fr.strip(), "fr"), "en": entry.en.strip()}
    return Fact(cell=cell, text=text, author=entry.author, checked=entry.checked, until=entry.until)
