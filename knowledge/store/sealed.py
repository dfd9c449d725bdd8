"""Sealed cells: a row loads without opening them, and one is opened where it is read.

So a cell that no key opens is the trouble of whoever reads it: one update, one message, one family. Were it opened
while its row loads, it would stop every worker and every beat that comes past it.
"""

from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, cast, overload

from sqlalchemy.orm import InstrumentedAttribute

from knowledge.store.errors import UnreadableError
from knowledge.store.vault import vault

UNREADABLE = "[?]"  # shown in a list, where one cell must not hide the others
T = TypeVar("T", str, str | None)


@dataclass(frozen=True, slots=True)
class Sealed:
    """Text as it lies in the database."""

    stored: str = field(repr=False)

    @classmethod
    def of(cls, text: str) -> "Sealed":
        """Seal this."""
        return cls(vault.seal(text))

    def open(self) -> str:
        """What it says; raises UnreadableError when no key opens it."""
        return vault.open(self.stored)

    @property
    def opens(self) -> bool:
        """Whether a key opens it."""
        return self._said() is not None

    def shown(self) -> str:
        """What it says, or UNREADABLE."""
        said = self._said()
        return UNREADABLE if said is None else said

    def _said(self) -> str | None:
        try:
            return self.open()
        except UnreadableError:
            return None


class Opened(Generic[T]):
    """The words of a sealed column: reading them opens it, writing them seals.

    On the class it is the column itself, for queries, whose values are `Sealed`.
    """

    def __init__(self, column: str) -> None:
        self._column = column

    @overload
    def __get__(self, row: None, owner: type) -> InstrumentedAttribute[Sealed]: ...
    @overload
    def __get__(self, row: object, owner: type) -> T: ...
    def __get__(self, row: object | None, owner: type) -> InstrumentedAttribute[Sealed] | T:
        """The column, or the words."""
        found: Any = getattr(owner if row is None else row, self._column)
        if row is None or found is None:
            return cast("T", found)
        return cast("T", found.open())

    def __set__(self, row: object, words: T) -> None:
        """Seal them."""
        setattr(row, self._column, None if words is None else Sealed.of(words))
