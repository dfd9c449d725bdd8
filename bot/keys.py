"""Which keys a database is sealed with, so that a wrong one is refused before anything is done with it.

A key's name is derived from it and tells nothing about it (see knowledge.store.vault). A database lists the names of
all that have sealed something in it; once everything is sealed anew with the newest, the others leave the list.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.models import SealingKeyRow
from knowledge.store import Base, EncryptedText, Sealed, vault
from knowledge.store.errors import BadKeyError
from scheduler.upsert import insert_missing

SAMPLES = 20  # cells a column, to know the key of a database that version 0.1 made


def check(session: Session) -> None:
    """Raise BadKeyError, one sentence, when this process's keys are not those of the database."""
    needed = needs(session)
    missing = missing_of(needed)
    if missing:
        raise BadKeyError(
            f"CITE_SECRET_KEY is not the key of this database, which needs {named(missing)} and was given "
            f"{named(vault.names)}: put the right one into .env (several with commas, the newest first)."
        )
    if not needed and not _opens_something(session):
        raise BadKeyError(
            "CITE_SECRET_KEY is not the key of this database: it opens nothing of what is stored there. "
            "Put the right one into .env (several with commas, the newest first)."
        )


def adopt(session: Session, now: datetime) -> None:
    """Note that the first key seals from now on; in a database that has no list yet, that any may have."""
    names = vault.names if not needs(session) else vault.names[:1]
    insert_missing(session, SealingKeyRow, [{"name": name, "since": now} for name in names])


def forget_others(session: Session) -> tuple[str, ...]:
    """Everything is sealed with the first key: the names of the others, which leave the list."""
    others = delete(SealingKeyRow).where(SealingKeyRow.name != vault.names[0])
    return tuple(sorted(session.scalars(others.returning(SealingKeyRow.name))))


def needs(session: Session) -> tuple[str, ...]:
    """The names of the keys that this database is sealed with, the newest first; none when it has no list yet."""
    return tuple(session.scalars(select(SealingKeyRow.name).order_by(SealingKeyRow.since.desc(), SealingKeyRow.name)))


def missing_of(needed: Iterable[str]) -> tuple[str, ...]:
    """Those that this process does not have."""
    return tuple(name for name in needed if name not in vault.names)


def named(names: Iterable[str]) -> str:
    """« the keys a1b2c3d4 and 5e6f7a8b »."""
    *first, last = names
    return f"the keys {', '.join(first)} and {last}" if first else f"the key {last}"


def sealed_columns() -> Iterator[tuple[type[Base], tuple[InstrumentedAttribute[Sealed | None], ...]]]:
    """Every table that has sealed columns, with those columns."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.local_table.name):  # type: ignore[attr-defined]
        keys = [one.key for one in mapper.column_attrs if isinstance(one.columns[0].type, EncryptedText)]
        if keys:
            yield mapper.class_, tuple(getattr(mapper.class_, key) for key in keys)


def _opens_something(session: Session) -> bool:
    cells = [cell for cell in _samples(session) if cell is not None]
    return not cells or any(cell.opens for cell in cells)


def _samples(session: Session) -> Iterator[Sealed | None]:
    for row, columns in sealed_columns():
        for column in columns:
            newest = [key.desc() for key in inspect(row).primary_key]
            yield from session.scalars(select(column).where(column.is_not(None)).order_by(*newest).limit(SAMPLES))

