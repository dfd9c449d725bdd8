"""Invented rows for every table there is, of whatever version: what a copy must hold, down to the last cell."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Boolean, Column, Connection, Date, DateTime, Double, Float, Integer, Numeric, insert
from sqlalchemy.exc import IntegrityError

from bot.run.copies.form import tables_in

BEGUN = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)  # a microsecond tells rounding


def fill(connection: Connection, rows: int = 3) -> tuple[str, ...]:
    """So many rows in each table; the names of those where constraints let none in."""
    left_out = []
    for table in tables_in(connection):
        made = [{column.name: _cell(column, number) for column in table.columns} for number in range(1, rows + 1)]
        try:
            with connection.begin_nested():
                connection.execute(insert(table), made)
        except IntegrityError:
            left_out.append(table.name)
    return tuple(left_out)


def _cell(column: "Column[object]", number: int) -> object:
    if column.name == "offer_until" or (column.nullable and number % 2 == 0 and not column.foreign_keys):
        return None
    if isinstance(column.type, DateTime):
        return BEGUN + timedelta(hours=number + (column.name == "ends_at"))
    if isinstance(column.type, Date):
        return date(2026, 11, number)
    if isinstance(column.type, Boolean):
        return number % 2 == 1
    if isinstance(column.type, Double | Float | Numeric):
        return 0.1 * number
    if isinstance(column.type, Integer):
        return number
    return f"{['é', 'Z', 'a'][number % 3]} « {column.name} »\n\\{number}"
