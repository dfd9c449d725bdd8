"""Rows as a copy holds them, read from a database of any age and put into one: tables as the database itself names
them, so that neither needs what this version calls them.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

from sqlalchemy import Column, Connection, DateTime, MetaData, String, Table, select
from sqlalchemy import Date as DateType

from bot.run.copies.form import Cell, Row

VERSION = "alembic_version"  # not a table of ours: its one row is the copy's schema number
AT_ONCE = 1000  # rows in memory


def tables_in(connection: Connection) -> tuple[Table, ...]:
    """Every table that is there, what others point to first."""
    found = MetaData()
    found.reflect(connection)
    return tuple(table for table in found.sorted_tables if table.name != VERSION)


def columns_of(table: Table) -> tuple[str, ...]:
    """Its columns in the order of a copy's cells."""
    return tuple(sorted(column.name for column in table.columns))


def rows_in(connection: Connection, table: Table) -> Iterator[Row]:
    """Its rows in the order of the primary key, streamed."""
    columns = [table.c[name] for name in columns_of(table)]
    written = [_writer(column) for column in columns]
    ordered = select(*columns).order_by(*(_by_bytes(connection, column) for column in table.primary_key.columns))
    for row in connection.execute(ordered, execution_options={"yield_per": AT_ONCE}):
        yield tuple(write(cell) for write, cell in zip(written, row, strict=True))


def readers_of(table: Table) -> tuple[Callable[[Cell], object], ...]:
    """What turns a copy's cells into values of this table's columns."""
    return tuple(_reader(table.c[name]) for name in columns_of(table))


def _by_bytes(connection: Connection, column: "Column[object]") -> "Column[object]":
    """SQLite's order of texts; PostgreSQL's own is that of a language."""
    if connection.dialect.name == "postgresql" and isinstance(column.type, String):
        return column.collate("C")  # type: ignore[return-value]  # an expression serves as well
    return column


def _writer(column: "Column[object]") -> Callable[[object], Cell]:
    if isinstance(column.type, DateTime):
        return _instant
    if isinstance(column.type, DateType):
        return lambda value: value.isoformat() if isinstance(value, date) else None
    return _plain


def _instant(value: object) -> Cell:
    if not isinstance(value, datetime):
        return None
    aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    return aware.isoformat()


def _plain(value: object) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(f"a cell of {type(value).__name__} has no place in a copy")


def _reader(column: "Column[object]") -> Callable[[Cell], object]:
    if isinstance(column.type, DateTime):
        return lambda cell: datetime.fromisoformat(cell) if isinstance(cell, str) else None
    if isinstance(column.type, DateType):
        return lambda cell: date.fromisoformat(cell) if isinstance(cell, str) else None
    return lambda cell: cell
