"""Looking into the bot's database as somebody with the key would: sealed columns opened, and the raw file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.columns import Base, EncryptedText, vault
from tests.bot.dialogues.venue import Venue

_ENOUGH = 48  # characters of a sealed text that no other one has; more could lie on two pages of the file


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed value: where it is, as it is stored, and what it says."""

    table: str
    stored: str
    says: str


def sealed(session: Session) -> tuple[Sealed, ...]:
    """Everything that is sealed, in every table."""
    return tuple(_all_sealed(session))


def _all_sealed(session: Session) -> Iterator[Sealed]:
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, EncryptedText):
                raw = select(column.label("raw")).where(column.is_not(None))
                for (stored,) in session.connection().exec_driver_sql(str(raw)):
                    yield Sealed(table.name, stored, vault.open(stored))


def raw_file(venue: Venue) -> bytes:
    """The database's bytes on the disk, once all that was written is in its file."""
    with venue.database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(venue.url.removeprefix("sqlite:///"))
    wal = path.with_name(path.name + "-wal")
    return path.read_bytes() + (wal.read_bytes() if wal.exists() else b"")


def traces(values: tuple[Sealed, ...], content: bytes) -> list[str]:
    """The tables whose sealed values can still be found in these bytes."""
    return [one.table for one in values if one.stored[:_ENOUGH].encode() in content]
