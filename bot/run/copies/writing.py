"""A copy is written from one snapshot of the database, while the bot goes on working, a thousand rows at a time."""

import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import DatabaseError

from bot.core.database import revision_of
from bot.core.errors import BotError
from bot.core.tables import SealingKeyRow
from bot.run.copies import form
from bot.run.copies.form import Contents, TableCopy, line_of
from bot.run.copies.rows import columns_of, rows_in, tables_in
from knowledge.store.columns import table_of
from knowledge.store.engine import unhurried

KEYS = table_of(SealingKeyRow)


def write(engine: Engine, file: Path, now: datetime) -> Contents:
    """Write all of the database into this file; BotError for a database without tables, or one that is damaged."""
    try:
        with snapshot(engine) as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
            contents = _written(connection, copy, now)
    except DatabaseError as error:
        raise BotError(f"The database cannot be read whole ({type(error).__name__}): see `cite db check`.") from error
    with form.opened(file) as again:  # what cannot be read back is no copy
        again.check()
    return contents


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is now, whatever is committed meanwhile."""
    with closing(engine.connect()) as plain:
        if engine.dialect.name == "sqlite":
            plain.exec_driver_sql("BEGIN")  # the driver begins none for what only reads
            yield plain
            return
        connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with unhurried(connection):
            yield connection


def _written(connection: Connection, copy: zipfile.ZipFile, now: datetime) -> Contents:
    number = revision_of(connection)
    if number is None:
        raise BotError("There is nothing in the database yet.")
    tables = tables_in(connection)
    contents = Contents(
        format=form.FORMAT,
        made_at=now,
        schema_number=number,
        keys=_keys(connection, tables),
        tables=tuple(_table(connection, copy, table) for table in tables),
    ).with_digest()
    copy.writestr(form.CONTENTS, contents.model_dump_json(indent=1))
    return contents


def _keys(connection: Connection, tables: tuple[Table, ...]) -> tuple[str, ...]:
    """Of those it is sealed with, the newest first; none in a database of version 0.1, which has no list of them."""
    if KEYS.name not in {table.name for table in tables}:
        return ()
    return tuple(connection.scalars(select(KEYS.c.name).order_by(KEYS.c.since.desc(), KEYS.c.name)))


def _table(connection: Connection, copy: zipfile.ZipFile, table: Table) -> TableCopy:
    begun = TableCopy(name=table.name, columns=columns_of(table), rows=0, sha256="")
    digest, count = hashlib.sha256(), 0
    with copy.open(begun.file, "w", force_zip64=True) as lines:
        for row in rows_in(connection, table):
            line = line_of(row)
            digest.update(line)
            count += 1
            lines.write(line)
    return begun.model_copy(update={"rows": count, "sha256": digest.hexdigest()})
