"""What a copy is: a zip, a file of JSON lines a table; its rows; and how it is written while the bot works on."""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import Column, Connection, DateTime, Engine, MetaData, String, Table, select
from sqlalchemy import Date as DateType
from sqlalchemy.exc import DatabaseError

from bot.core.database import revision_of
from bot.core.errors import BotError
from bot.core.tables import SealingKeyRow
from knowledge.store.columns import table_of
from knowledge.store.engine import unhurried

FORMAT = 1
CONTENTS = "contents.json"
Cell = str | int | float | bool | None
Row = tuple[Cell, ...]


class TableCopy(BaseModel):
    """One table: its columns, how many rows it has, and the SHA-256 of its lines."""

    model_config = ConfigDict(frozen=True)

    name: str
    columns: tuple[str, ...]
    rows: int
    sha256: str

    @property
    def file(self) -> str:
        """Its name in the zip."""
        return f"tables/{self.name}.jsonl"


class Contents(BaseModel):
    """What is in a copy; `schema_number`: the newest migration that ran; `keys`: names of those that it takes."""

    model_config = ConfigDict(frozen=True)

    format: int
    made_at: datetime
    schema_number: str
    keys: tuple[str, ...]
    tables: tuple[TableCopy, ...]
    digest: str = ""

    def with_digest(self) -> "Contents":
        """The same, with the digest of everything."""
        return self.model_copy(update={"digest": self._digest()})

    @property
    def is_whole(self) -> bool:
        """Whether it is as it was written."""
        return self.digest == self._digest()

    def _digest(self) -> str:
        tables = (f"{one.name} {','.join(one.columns)} {one.rows} {one.sha256}" for one in self.tables)
        said = "\n".join((str(self.format), self.made_at.isoformat(), self.schema_number, *self.keys, *tables))
        return hashlib.sha256(said.encode()).hexdigest()


def line_of(row: Row) -> bytes:
    """A row as a line."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class Copy:
    """A copy that is open for reading, its contents read and known to be as they were written."""

    def __init__(self, path: Path, file: zipfile.ZipFile, contents: Contents) -> None:
        self.path, self._file, self.contents = path, file, contents

    def rows(self, table: TableCopy) -> Iterator[Row]:
        """The rows, one by one; raises BotError at the end when they are not those that were written."""
        digest, count = hashlib.sha256(), 0
        try:
            with self._file.open(table.file) as lines:
                for line in lines:
                    digest.update(line)
                    count += 1
                    yield tuple(json.loads(line))
        except (KeyError, ValueError, EOFError, zipfile.BadZipFile, OSError) as error:
            raise damaged(self.path) from error
        if (count, digest.hexdigest()) != (table.rows, table.sha256):
            raise damaged(self.path)

    def check(self) -> None:
        """Read all of it; raises BotError when it is not what was written."""
        for table in self.contents.tables:
            for _ in self.rows(table):
                pass


@contextmanager
def opened(path: Path) -> Iterator[Copy]:
    """A copy; BotError when it is none, or of a later format."""
    try:
        with zipfile.ZipFile(path) as file:
            contents = Contents.model_validate_json(file.read(CONTENTS))
            if contents.format > FORMAT:
                raise BotError(f"{path} is of a later version of the bot: install that one. Nothing was changed.")
            if not contents.is_whole:
                raise damaged(path)
            yield Copy(path, file, contents)
    except (zipfile.BadZipFile, KeyError, ValidationError, EOFError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> BotError:
    """One sentence for whatever is wrong inside a copy."""
    return BotError(f"{path} is damaged, or no copy of this bot's database: nothing was changed.")


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


KEYS = table_of(SealingKeyRow)


def write(engine: Engine, file: Path, now: datetime) -> Contents:
    """Write all of the database into this file; BotError for a database without tables, or one that is damaged."""
    try:
        with snapshot(engine) as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as copy:
            contents = _written(connection, copy, now)
    except DatabaseError as error:
        raise BotError(f"The database cannot be read whole ({type(error).__name__}): see `cite db check`.") from error
    with opened(file) as again:  # what cannot be read back is no copy
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
        format=FORMAT,
        made_at=now,
        schema_number=number,
        keys=_keys(connection, tables),
        tables=tuple(_table(connection, copy, table) for table in tables),
    ).with_digest()
    copy.writestr(CONTENTS, contents.model_dump_json(indent=1))
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
