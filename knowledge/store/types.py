"""Column types: instants that are always aware UTC, and text that is always encrypted."""

from datetime import UTC, datetime

from sqlalchemy import DateTime, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from knowledge.store.errors import NaiveTimeError
from knowledge.store.sealed import Sealed
from knowledge.store.vault import vault


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
    """Text that only the secret key opens: names, messages, anything a person wrote. See knowledge.store.sealed."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sealed | str | None, dialect: Dialect) -> str | None:
        """As it is stored; words are sealed on the way in."""
        return vault.seal(value) if isinstance(value, str) else None if value is None else value.stored

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sealed | None:
        """Still sealed."""
        return None if value is None else Sealed(value)
