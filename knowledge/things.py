"""What can be asked about: things, what of a thing can be asked (attributes), and cells, which are one of each."""

from collections.abc import Mapping
from dataclasses import dataclass

VENUE = "venue"  # the thing that is meant where none is named


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
