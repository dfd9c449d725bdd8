"""Copies of a SQLite database: made while the bot runs, put back while it does not.

Whatever a copy is put back over is kept beside it. At every step, the name of the database is that of a whole one.
"""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import DatabaseError

import bot.core.tables  # noqa: F401  # these imports fill the one MetaData
import knowledge.agenda.tables  # noqa: F401  # same
import scheduler.core.tables  # noqa: F401  # same
from bot.core import database as schema
from bot.core import files
from bot.core.errors import BotError
from bot.core.files import only_process
from knowledge.store.columns import Base
from knowledge.store.engine import make_engine


def back_up(database: Path, copy: Path) -> None:
    """Copy the database, readable for nobody else; raises BotError, and leaves nothing half done."""
    if copy.exists():
        raise BotError(f"{copy} exists already: choose another name.")
    if not database.exists():
        raise BotError(f"There is no database at {database} yet.")
    with _a_part_of(copy) as part:
        _copy(database, part, "rw")
        part.rename(copy)
    _flush(copy.parent)


def put_back(copy: Path, database: Path, now: datetime) -> Path | None:
    """Put a copy in the place of the database, brought up to date; the file that was there before, kept beside.

    Raises BotError when the bot runs, when the copy is damaged, of a later version or no copy of ours: nothing is
    changed then.
    """
    if not copy.is_file():
        raise BotError(f"There is no file {copy}.")
    database.parent.mkdir(parents=True, exist_ok=True)
    with only_process(database), _a_part_of(database) as part:
        _copy(copy, part, "ro")
        _bring_up_to_date(copy, part)
        kept = _kept_beside(database, now)
        part.replace(database)
        _flush(database.parent)
    return kept


@contextmanager
def _a_part_of(path: Path) -> Iterator[Path]:
    """A private file beside `path` to work on; gone afterwards, whatever happens."""
    part = path.with_name(f"{path.name}.part")
    try:
        _remove(part)
        files.make_private(part)
        yield part
    except (OSError, sqlite3.Error) as error:
        raise BotError(f"{path} cannot be written: {_why(error)}.") from error
    finally:
        _remove(part)


def _copy(source: Path, target: Path, mode: str) -> None:
    """Copy page by page, what is not yet in the main file too."""
    address = f"{source.resolve().as_uri()}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        try:
            old.backup(new)
        except sqlite3.OperationalError:  # the disk's fault, or that of who holds the file
            raise
        except sqlite3.DatabaseError as error:
            raise _damaged(source) from error
        new.execute("PRAGMA journal_mode=DELETE")
    _flush(target)


def _bring_up_to_date(copy: Path, part: Path) -> None:
    engine = make_engine(f"sqlite:///{part}")
    try:
        _require_sound(engine, copy)
        schema.upgrade(engine)
        _require_our_tables(engine, copy)
    except DatabaseError as error:
        raise _damaged(copy) from error
    finally:
        engine.dispose()
    with closing(sqlite3.connect(part)) as whole:
        whole.execute("PRAGMA journal_mode=DELETE")  # takes the log along, so that one file is all there is
    _flush(part)


def _require_sound(engine: Engine, copy: Path) -> None:
    with engine.connect() as connection:
        whole = connection.execute(text("PRAGMA integrity_check")).scalars().first() == "ok"
        ours = inspect(connection).has_table("alembic_version")
    if not (whole and ours):
        raise _damaged(copy)


def _require_our_tables(engine: Engine, copy: Path) -> None:
    """Whether every table and column is there that this version works with."""
    found = inspect(engine)
    for table in Base.metadata.sorted_tables:
        there = {column["name"] for column in found.get_columns(table.name)} if found.has_table(table.name) else set()
        if not there >= {column.name for column in table.columns}:
            raise BotError(f"{copy} lacks what this version of the bot needs ({table.name}): nothing was changed.")


def _kept_beside(database: Path, now: datetime) -> Path | None:
    """Another name for the database that is there, which holds all that was committed; None when there is none."""
    if not database.exists():
        return None
    _settle(database)
    name = f"{database.name}.before-{now:%Y%m%d-%H%M%S}"
    names = chain([name], (f"{name}-{n}" for n in count(2)))
    kept = next(path for path in map(database.with_name, names) if not path.exists())
    try:
        os.link(database, kept)
    except PermissionError:  # a file system without second names
        shutil.copyfile(database, kept)
        _flush(kept)
    kept.chmod(files.PRIVATE)
    return kept


def _settle(database: Path) -> None:
    """Take what lies in the log into the main file: beside another database, the log would spoil it."""
    try:
        with closing(sqlite3.connect(database)) as old:
            (mode,) = old.execute("PRAGMA journal_mode=DELETE").fetchone()
    except sqlite3.OperationalError:
        mode = "in use"
    except sqlite3.DatabaseError:
        return  # too damaged for that: it is kept as it is
    if mode != "delete":
        raise BotError(f"Another program works with {database}: close it first.")


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _damaged(copy: Path) -> BotError:
    return BotError(f"{copy} is damaged, or no copy of this bot's database: nothing was changed.")


def _why(error: OSError | sqlite3.Error) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
