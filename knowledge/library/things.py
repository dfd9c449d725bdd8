"""Topics, things, attributes, cells: what can be asked about, read strictly from content/things/*.yaml."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.library.content import AnswerEntry, Document, KnowledgeError, Place, Value, in_language

VENUE = "venue"  # the thing that is meant where none is named


class UnknownCell(KnowledgeError):
    """Nothing that can be asked about is written so; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """One attribute of one thing: what a question asks, and what a fact tells."""

    thing: str
    attribute: str

    def __str__(self) -> str:
        return f"{self.thing}.{self.attribute}"

    @classmethod
    def of(cls, written: str) -> "Cell":
        """From "lab.price"; raises ValueError for anything else."""
        thing, attribute = written.split(".")
        return cls(thing, attribute)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that families ask about. The mappings go from language (fr, en) to words.

    `name` stands inside a sentence, with its article. A `strong` alias names the thing beyond doubt; a `weak` one
    supports it, and never contradicts another thing.
    """

    id: str
    name: Mapping[str, str]
    feminine: bool
    plural: bool
    kind: str
    parent: str | None
    strong: Mapping[str, tuple[str, ...]]
    weak: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """What can be asked of the things of the kinds `of`.

    `unknown` is an indirect question that follows « Je ne sais pas … » or “I don’t know …”: {T} is the thing's name,
    {de}, {à} and {dans} the name after that preposition.
    """

    id: str
    means: str
    of: frozenset[str]
    unknown: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """Everything that can be asked about, and what of it, by id."""

    things: Mapping[str, Thing]
    attributes: Mapping[str, Attribute]

    def cells(self) -> tuple[Cell, ...]:
        """Every attribute of every thing that it applies to."""
        return tuple(
            Cell(thing.id, attribute.id)
            for thing in self.things.values()
            for attribute in self.attributes.values()
            if thing.kind in attribute.of
        )

    def is_asked_of(self, attribute: str, thing: str) -> bool:
        """Whether this attribute applies to this thing."""
        return self.things[thing].kind in self.attributes[attribute].of


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that families ask about. The mappings go from language (fr, en) to words.

    `unknown` says that the venue's document leaves it out, and the answer says so; otherwise `source` holds the
    document's lines (from 1) that the answer rests on. `related` are ids of topics worth offering next. `cells` is what
    the answer tells, or what is not known, `values` the values that the answer holds; the main one comes first.
    """

    id: str
    label: Mapping[str, str]
    answer: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    unknown: bool
    source: tuple[int, ...]
    related: tuple[str, ...]
    cells: tuple[Cell, ...] = ()
    values: tuple[Value, ...] = ()


CONTENT = Path(__file__).parents[1] / "content"
_Entry = TypeVar("_Entry", bound=BaseModel)
_OF_THINGS = ("attributes", "things")
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Aliases(_Strict):
    fr: list[str]
    en: list[str]


class _ThingEntry(_Strict):
    name: AnswerEntry
    gender: Literal["m", "f"]
    number: Literal["s", "p"]
    kind: Id
    parent: Id | None = None
    strong: _Aliases
    weak: _Aliases


class _AttributeEntry(_Strict):
    means: str
    of: Annotated[list[Id], Field(min_length=1)]
    unknown: AnswerEntry


def load_things(folder: Path = CONTENT) -> Things:
    """Both files, read and checked once; raises ContentError naming file, line and column."""
    return _things_of(folder)  # a cache of its own would not know that the default and the same folder, given, are one


@cache
def _things_of(folder: Path) -> Things:
    things = Document(folder / "things" / "things.yaml")
    attributes = Document(folder / "things" / "attributes.yaml")
    read = Things(
        things={key: _thing(key, entry) for key, entry in _entries(things, _ThingEntry)},
        attributes={key: _attribute(key, entry) for key, entry in _entries(attributes, _AttributeEntry)},
    )
    _check(read, things, attributes)
    return read


def asked_files(folder: Path = CONTENT) -> list[Path]:
    """All files that :func:`load_asked`, :func:`load_unknown` and :func:`load_things` read."""
    return sorted((*folder.glob("asked/*.yaml"), *(folder / "things" / f"{name}.yaml" for name in _OF_THINGS)))


def cell_at(document: Document, place: Place, written: object, things: Things) -> Cell:
    """The cell written at this place; raises ContentError when no thing or no attribute of that thing is meant."""
    try:
        return cell_of(str(written), things)
    except UnknownCell as error:
        raise document.error(place, str(error)) from error


def cell_of(written: str, things: Things) -> Cell:
    """The cell written so, such as "escape.price"; raises UnknownCell when there is none."""
    try:
        cell = Cell.of(written)
    except ValueError as error:
        raise UnknownCell(f"{written!r} is no cell such as escape.price") from error
    if cell.thing not in things.things:
        raise UnknownCell(f"{cell}: {cell.thing!r} is no thing")
    if cell.attribute not in things.attributes:
        raise UnknownCell(f"{cell}: {cell.attribute!r} is no attribute")
    if not things.is_asked_of(cell.attribute, cell.thing):
        kind = things.things[cell.thing].kind
        raise UnknownCell(f"{cell}: {cell.attribute!r} is not asked of things of kind {kind!r}")
    return cell


def _entries(document: Document, kind: type[_Entry]) -> Iterator[tuple[str, _Entry]]:
    for key, value in document.mapping().items():
        try:
            yield key, kind.model_validate(value)
        except ValidationError as error:
            raise document.invalid((key,), error) from error


def _thing(key: str, entry: _ThingEntry) -> Thing:
    return Thing(
        id=key,
        name=_said(entry.name),
        feminine=entry.gender == "f",
        plural=entry.number == "p",
        kind=entry.kind,
        parent=entry.parent,
        strong=_aliases(entry.strong),
        weak=_aliases(entry.weak),
    )


def _attribute(key: str, entry: _AttributeEntry) -> Attribute:
    return Attribute(id=key, means=entry.means, of=frozenset(entry.of), unknown=_said(entry.unknown))


def _said(entry: AnswerEntry) -> dict[str, str]:
    return {"fr": in_language(entry.fr, "fr"), "en": in_language(entry.en, "en")}


def _aliases(entry: _Aliases) -> dict[str, tuple[str, ...]]:
    return {"fr": tuple(entry.fr), "en": tuple(entry.en)}


def _check(read: Things, things: Document, attributes: Document) -> None:
    kinds = {thing.kind for thing in read.things.values()}
    names: dict[str, str] = {}
    for thing in read.things.values():
        if thing.parent is not None and thing.parent not in read.things:
            raise things.error((thing.id, "parent"), f"{thing.parent!r} is no thing")
        for alias in {alias for listed in thing.strong.values() for alias in listed}:
            if names.setdefault(alias, thing.id) != thing.id:
                raise things.error((thing.id, "strong"), f"{alias!r} already names {names[alias]}")
    for attribute in read.attributes.values():
        if strange := attribute.of - kinds:
            raise attributes.error((attribute.id, "of"), f"no thing is of kind {min(strange)}")
        _check_sentence(attribute, attributes)


def _check_sentence(attribute: Attribute, document: Document) -> None:
    places: dict[str, Any] = dict.fromkeys(("T", "de", "à", "dans"), "")
    for language, sentence in attribute.unknown.items():
        try:
            sentence.format(**places)
        except (KeyError, ValueError, IndexError) as error:
            raise document.error((attribute.id, "unknown", language), f"{error} is no place for a thing") from error
