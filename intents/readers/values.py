"""What the readers give of people: first names, and what was told of births."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of somebody's birth before it was asked; 0: not said."""

    name: str
    year: int = 0
    month: int = 0
    age: int = 0

    def and_before(self, before: "Told | None") -> "Told":
        """This, and where it says nothing what was said before: « mars », then « 2018 »."""
        if before is None:
            return self
        return Told(self.name, self.year or before.year, self.month or before.month, self.age or before.age)


@dataclass(frozen=True, slots=True)
class Named:
    """First names that were typed, and what was `told` of births; `doubtful`: they look like ordinary words.

    `known` are the ids of those among them whom the family has already: they are ticked, nothing is asked again.
    `adults` come too but have no name: « moi et mon fils Léo ».
    """

    names: tuple[str, ...]
    told: tuple[Told, ...] = ()
    doubtful: bool = False
    known: tuple[int, ...] = ()
    adults: int = 0


NOBODY = Named(())


class Person(Protocol):
    """Somebody whom the words may name."""

    @property
    def id(self) -> int:
        """A number of the caller's."""

    @property
    def first_name(self) -> str:
        """As it is kept."""
