"""Insert-unless-there, in the words of each database."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from knowledge.store.base import Base, table_of


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
