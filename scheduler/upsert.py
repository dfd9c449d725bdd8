"""Insert-unless-there, in the words of each database."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from knowledge.store import Base


def insert_new(session: Session, table: type[Base], **values: Any) -> int | None:
    """Insert a row; its `id`, or None when a unique key says that it exists already."""
    session.flush()
    found: int | None = session.scalar(_insert_one(session.get_bind().dialect.name, table), values)
    return found


def insert_missing(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> int:
    """Insert those of `rows` that are not there yet, by any unique key; how many were new."""
    if not rows:
        return 0
    statement = _statement(session, table).values(rows).on_conflict_do_nothing()
    # Counted by what comes back: psycopg's rowcount of such a statement is -1.
    return len(session.execute(statement.returning(*table.__table__.primary_key)).all())


@cache  # building one costs as much as running it
def _insert_one(dialect: str, table: type[Base]) -> Any:
    rows = table.__table__
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(rows).on_conflict_do_nothing().returning(rows.c.id)  # type: ignore[arg-type]  # a Table


def _statement(session: Session, table: type[Base]) -> Any:
    session.flush()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    return insert(table)
