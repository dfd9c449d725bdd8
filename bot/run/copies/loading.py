"""A copy's rows go into empty tables of its own age, are read back and compared; into PostgreSQL in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice, zip_longest

from sqlalchemy import Connection, Table, delete, insert, inspect, text
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError

import bot.core.tables  # noqa: F401  # these imports fill the one MetaData
import knowledge.agenda.agenda  # same
import knowledge.agenda.filled_table  # noqa: F401  # same
import scheduler.core.tables  # noqa: F401  # same
from bot.core import database as schema
from bot.core.errors import BotError, BusyError
from bot.run.copies.form import AT_ONCE, Copy, TableCopy, columns_of, readers_of, rows_in, tables_in
from knowledge.store.columns import Base
from knowledge.store.engine import make_engine, unhurried


def load(connection: Connection, copy: Copy) -> None:
    """Fill the tables, in the caller's transaction; BotError, naming the table, when a row does not go in as it is.

    On SQLite, the caller has switched foreign keys off, and checks them.
    """
    tables = {table.name: table for table in tables_in(connection)}
    _require_alike(copy, tables)
    with _links_apart(connection):
        for table in tables.values():  # a migration may have put a row there
            connection.execute(delete(table))
        for one in copy.contents.tables:
            _fill(connection, copy, one, tables[one.name])
    for one in copy.contents.tables:
        _number_on(connection, tables[one.name])
        _compare(connection, copy, one, tables[one.name])


def require_ours(connection: Connection, copy: Copy) -> None:
    """BotError when a table or a column is not there that this version works with."""
    there = {table.name: set(columns_of(table)) for table in tables_in(connection)}
    for table in Base.metadata.sorted_tables:
        if not there.get(table.name, set()) >= {column.name for column in table.columns}:
            raise BotError(f"{copy.path} lacks what this version of the bot needs ({table.name}): nothing was changed.")


def _require_alike(copy: Copy, tables: dict[str, Table]) -> None:
    theirs = {one.name: one.columns for one in copy.contents.tables}
    ours = {name: columns_of(table) for name, table in tables.items()}
    odd = sorted(name for name in theirs.keys() | ours.keys() if theirs.get(name) != ours.get(name))
    if odd:
        raise BotError(f"{copy.path} lacks what its version of the bot needs ({odd[0]}): nothing was changed.")


def _fill(connection: Connection, copy: Copy, one: TableCopy, table: Table) -> None:
    rows, readers = copy.rows(one), readers_of(table)
    while batch := [
        {name: read(cell) for name, read, cell in zip(one.columns, readers, row, strict=True)}
        for row in islice(rows, AT_ONCE)
    ]:
        try:
            connection.execute(insert(table), batch)
        except (DataError, IntegrityError) as error:
            why = type(error).__name__
            raise BotError(f"A row of {one.name} does not fit this database ({why}): nothing was changed.") from error


def _compare(connection: Connection, copy: Copy, one: TableCopy, table: Table) -> None:
    pairs = zip_longest(copy.rows(one), rows_in(connection, table))
    odd = next((number for number, (written, read) in enumerate(pairs, 1) if written != read), None)
    if odd is not None:
        raise BotError(f"Row {odd} of {one.name} did not go in as it was: nothing was changed.")


def _number_on(connection: Connection, table: Table) -> None:
    """PostgreSQL numbers new rows by a counter of its own."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    place = {"table": f'"{table.name}"', "column": column.name}
    counter = connection.scalar(text("SELECT pg_get_serial_sequence(:table, :column)"), place)
    if counter is not None:
        highest = f'SELECT setval(:counter, coalesce(max("{column.name}"), 0) + 1, false) FROM "{table.name}"'
        connection.execute(text(highest), {"counter": counter})


@contextmanager
def _links_apart(connection: Connection) -> Iterator[None]:
    """Without PostgreSQL's foreign keys, put back afterwards, which checks all: a row may point to a later one."""
    if connection.dialect.name != "postgresql":
        yield
        return
    found = "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
    ours = f"{found} WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    links = connection.execute(text(ours)).all()
    for table, name, _ in links:
        connection.exec_driver_sql(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    for table, name, definition in links:
        connection.exec_driver_sql(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""
PATIENCE = "SET LOCAL lock_timeout = '8s'"  # for whoever reads a table that has to move


def put_back(copy: Copy, url: str, now: datetime, *, replace: bool) -> str | None:
    """The schema that what was there before was moved to; None when there were no rows.

    Rows are moved only with `replace`: unlike a file, a database may be somebody else's, by one wrong word in its
    address. The bot's own connections, on whatever machine, are known by its name at the server.
    """
    engine = make_engine(url)
    try:
        with engine.begin() as connection, unhurried(connection):
            connection.exec_driver_sql(PATIENCE)
            _require_alone(connection)
            kept = _moved(connection, now, replace=replace)
            schema.migrate(connection, copy.contents.schema_number)
            load(connection, copy)
            schema.migrate(connection)
            require_ours(connection, copy)
    except DatabaseError as error:
        raise BotError(f"The database refuses ({type(error.orig).__name__}): nothing was changed.") from error
    finally:
        engine.dispose()
    return kept


def _require_alone(connection: Connection) -> None:
    others = connection.scalar(text(OTHERS)) or 0
    if others:
        raise BusyError(
            f"{others} other connections to this database are open: stop the bot on every machine (and PgBouncer, if "
            "there is one), then try again. Nothing was changed."
        )


def _moved(connection: Connection, now: datetime, *, replace: bool) -> str | None:
    tables = inspect(connection).get_table_names()
    full = [name for name in tables if name != "alembic_version" and _has_rows(connection, name)]
    if not full:
        for name in tables:
            connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')
        return None
    if not replace:
        raise BotError(
            "This PostgreSQL database is not empty. With --replace its tables are moved into a schema of their own, "
            "and the copy takes their place. Nothing was changed."
        )
    kept = f"before_{now:%Y%m%d_%H%M%S}"
    connection.exec_driver_sql(f'CREATE SCHEMA "{kept}"')
    for name in tables:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" SET SCHEMA "{kept}"')
    return kept


def _has_rows(connection: Connection, table: str) -> bool:
    return bool(connection.exec_driver_sql(f'SELECT EXISTS (SELECT 1 FROM "{table}")').scalar())
