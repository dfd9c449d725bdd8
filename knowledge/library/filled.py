"""What the team has told while the bot runs: cells filled, each with author and day of checking; things it has named.

And those cells that families ask first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError, model_validator

from knowledge.library.content import LONGEST, Document, KnowledgeError, Text, in_language
from knowledge.library.things import CONTENT, Cell, Thing, Things, Topic, cell_at, cell_of, load_things

FILLED = "filled.yaml"
TO_WRITE = "…"  # what an entry that is ready to paste has where words are missing


class InvalidFact(KnowledgeError):
    """The words, the author or the days of a fact cannot be used; the message says which and why."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field  # of the entry
        super().__init__(message)


class Origin(StrEnum):
    """Where a fact is kept."""

    FILE = "file"
    TABLE = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A cell as somebody has filled it in, not checked yet; without English in the table, `en` is empty."""

    cell: str
    fr: str
    en: str
    author: str
    checked: date
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is told of one cell, by language, English perhaps missing. It holds through the day `until`; without one,
    until it is taken out.
    """

    cell: Cell
    text: Mapping[str, str]
    author: str
    checked: date
    until: date | None = None
    origin: Origin = Origin.FILE

    def holds(self, today: date) -> bool:
        """Whether it may still be told."""
        return self.until is None or today <= self.until


@dataclass(frozen=True, slots=True)
class Filled:
    """All filled cells. Of two facts of one cell the first that holds is told.

    `left_out` says of each stored fact that cannot be told why not.
    """

    facts: tuple[Fact, ...] = ()
    left_out: tuple[str, ...] = ()

    def fact(self, cell: Cell, today: date) -> Fact | None:
        """What is told of this cell today."""
        return next((fact for fact in self.facts if fact.cell == cell and fact.holds(today)), None)

    def on(self, today: date) -> "Filled":
        """What is told on that day, one fact a cell: without what has expired, and what another one is told before."""
        told: dict[Cell, Fact] = {}
        for fact in self.facts:
            if fact.holds(today):
                told.setdefault(fact.cell, fact)
        return Filled(tuple(told.values()), self.left_out)

    def of(self, origin: Origin) -> "Filled":
        """Only what is kept there."""
        left_out = self.left_out if origin is Origin.TABLE else ()
        return Filled(tuple(fact for fact in self.facts if fact.origin is origin), left_out)

    def before(self, others: "Filled") -> "Filled":
        """These facts, and the others wherever none of these holds."""
        return Filled((*self.facts, *others.facts), (*self.left_out, *others.left_out))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of all facts."""
        return tuple(fact.cell for fact in self.facts)


def read_filled(folder: Path = CONTENT) -> Filled:
    """Everything in the file, expired or not; raises ContentError naming file, line and column."""
    things = load_things(folder)
    document = Document(filled_file(folder), may_be_empty=True)
    return Filled(tuple(_fact(document, key, entry, things) for key, entry in document.mapping().items()))


def filled_file(folder: Path = CONTENT) -> Path:
    """Where it is written."""
    return folder / FILLED


def fact_of(entry: Entry, things: Things) -> Fact:
    """What is to be told of a cell of the table, under the rules of the file; raises UnknownCell or InvalidFact."""
    cell = cell_of(entry.cell, things)
    try:
        checked = _StoredEntry.model_validate(entry, from_attributes=True)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        place = ".".join(map(str, (cell, *problem["loc"])))
        field = str(next(iter(problem["loc"]), ""))
        raise InvalidFact(f"{place}: {problem['msg'].removeprefix('Value error, ')}", field) from error
    return checked.fact(cell, Origin.TABLE)


def _day(written: object) -> date:
    if isinstance(written, date):
        return written
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

    def fact(self, cell: Cell, origin: Origin) -> Fact:
        """What is told, its typography made right."""
        written = {"fr": self.fr.strip(), "en": self.en.strip()}
        text = {language: in_language(words, language) for language, words in written.items() if words}
        return Fact(cell=cell, text=text, author=self.author, checked=self.checked, until=self.until, origin=origin)


class _StoredEntry(_FactEntry):
    """The same in the table, where English may be missing."""

    en: Annotated[str, StringConstraints(max_length=LONGEST), BeforeValidator(lambda en: en and _written(en))]


def _fact(document: Document, key: str, value: object, things: Things) -> Fact:
    cell = cell_at(document, (key,), key, things)
    try:
        return _FactEntry.model_validate(value).fact(cell, Origin.FILE)
    except ValidationError as error:
        raise document.invalid((key,), error) from error


def load_first(folder: Path = CONTENT) -> tuple[Cell, ...]:
    """The most needed first; raises ContentError naming file, line and column."""
    return tuple(_listed(Document(folder / "things" / "first.yaml"), load_things(folder)))


def _listed(document: Document, things: Things) -> Iterator[Cell]:
    seen = set[Cell]()
    if not isinstance(document.value, list):
        raise document.error((), "this file is a list of cells")
    for number, written in enumerate(document.value):
        cell = cell_at(document, (number,), written, things)
        if cell in seen:
            raise document.error((number,), f"{cell} is listed twice")
        seen.add(cell)
        yield cell


def told_cells(topics: Iterable[Topic]) -> frozenset[Cell]:
    """The cells that the venue's document tells."""
    return frozenset(cell for topic in topics if not topic.unknown for cell in topic.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """How a thing is called. A new one has a `kind`, and stands in a sentence as `fr` or `en`, with its article.

    `aliases`: as families say it, without article; each names it beyond doubt. Without English, `en` is empty.
    """

    thing: str
    fr: str = ""
    en: str = ""
    kind: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the content does not know this thing."""
        return bool(self.kind)


def named(things: Things, names: Iterable[Name]) -> Things:
    """These things, and those that were named; a name of a thing that is gone, or of no known kind, is left out.

    Further names of known things are not put in: they are heard as the names that were learnt (see `Names` in
    `intents.understanding.named`).
    """
    kinds = {one.kind for one in things.things.values()}
    new = {one.thing: _thing(one) for one in names if one.is_new and one.kind in kinds}
    return replace(things, things={**things.things, **new})


def _thing(name: Name) -> Thing:
    said: Mapping[str, str] = {"fr": in_language(name.fr, "fr"), "en": in_language(name.en or name.fr, "en")}
    return Thing(
        id=name.thing,
        name=said,
        feminine=False,
        plural=False,
        kind=name.kind,
        parent=None,  # what is told of the venue is not told of it
        strong={"fr": name.aliases, "en": ()},
        weak={"fr": (), "en": ()},
    )
