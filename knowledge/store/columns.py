"""The one MetaData, and its column types: aware UTC instants, text always encrypted, opened where it is read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast, overload

from sqlalchemy import DateTime, MetaData, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute
from sqlalchemy.types import TypeDecorator

from knowledge.store.errors import NaiveTimeError, UnreadableError
from knowledge.store.vault import vault

# Constraints need names that do not depend on the database, or a migration could not drop them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every mapped class, in whichever package it lives."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(row: type[Base]) -> Table:
    """The table of a mapped class, for statements that are built once and run without making objects."""
    found: Table = row.__table__  # type: ignore[assignment]  # what a declarative class maps is a Table
    return found


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


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Refuses naive values; gives back aware UTC on SQLite too, which forgets zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Convert to UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise NaiveTimeError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EncryptedText(TypeDecorator[Sealed]):
    """Text that only the secret key opens: names, messages, anything a person wrote. Read as :class:`Sealed`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sealed | str | None, dialect: Dialect) -> str | None:
        """As it is stored; words are sealed on the way in."""
        return vault.seal(value) if isinstance(value, str) else None if value is None else value.stored

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:
        """Still sealed."""
        return None if value is None else Sealed(value)
