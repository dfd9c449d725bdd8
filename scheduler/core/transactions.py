"""What all transactions share: insert-unless-there, a job that one replica does, pieces in savepoints of their own."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import delete, or_
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from knowledge.store.columns import Base, table_of
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.core.tables import LeaseRow


def insert_new(session: Session, table: type[Base], **values: Any) -> int | None:
    """Insert a row; its `id`, or None when a unique key says that it exists already."""
    session.flush()
    found: int | None = session.scalar(_insert_one(session.get_bind().dialect.name, table), values)
    return found


def insert_missing(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert those of `rows` that are not there yet, by any unique key; how many were new."""
    if not rows:
        return 0
    session.flush()
    kept = _insert_missing(session.get_bind().dialect.name, table)
    # Counted by what comes back: psycopg's rowcount of such a statement is -1.
    if len(rows) == 1:
        return len(session.execute(kept, rows[0]).all())
    return len(session.execute(kept.values(rows)).all())


@cache  # building one costs as much as running it
def _insert_one(dialect: str, table: type[Base]) -> Any:
    return _insert(dialect, table).returning(table_of(table).c.id)


@cache
def _insert_missing(dialect: str, table: type[Base]) -> Any:
    return _insert(dialect, table).returning(*table_of(table).primary_key)


def _insert(dialect: str, table: type[Base]) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(table_of(table)).on_conflict_do_nothing()


def take(session: Session, name: str, *, owner: str, clock: float, seconds: float) -> bool:
    """Take or renew the lease; False while another owner holds it. `clock`: unshifted epoch seconds."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(LeaseRow).values(name=name, owner=owner, until=clock + seconds)
    held = statement.on_conflict_do_update(
        index_elements=["name"],
        set_={"owner": owner, "until": clock + seconds},
        where=or_(LeaseRow.owner == owner, LeaseRow.until <= clock),
    )
    return session.scalar(held.returning(LeaseRow.owner)) == owner


def take_back(session: Session) -> None:
    """On SQLite, with its one process: whoever held a lease is dead, so a start need not wait for its end."""
    session.execute(delete(LeaseRow))


log = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work: its kind, and whose it is (0: no event, no family)."""

    part: str
    event_id: int = 0
    family_id: int = 0


class Apart:
    """Runs the pieces of one transaction, and keeps which of them failed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.failed: list[Piece] = []

    def do(self, piece: Piece, work: Callable[[], T], otherwise: T) -> T:
        """What this piece comes to, or `otherwise`; a fault of the database is raised, since it is everybody's."""
        try:
            with self._session.begin_nested():
                return work()
        except DATABASE_FAULTS:
            raise
        except Exception as error:
            name = type(error).__name__
            log.exception(
                "a part of the beat failed: %s",
                piece.part,
                extra={"action": "beat_part_failed", "event": piece.event_id, "family": piece.family_id, "error": name},
            )
            self.failed.append(piece)
            return otherwise
