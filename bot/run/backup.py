"""Copies of the database: made while the bot runs, put back while it does not, into SQLite or PostgreSQL.

Whatever a copy is put back over is kept: beside the file, or in a schema of its own. At every step, the name of the
database is that of a whole one.
"""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from bot.core import database as schema
from bot.core import files
from bot.core.errors import BotError
from bot.core.files import database_file, only_process
from bot.run.copies import form, postgres, writing
from bot.run.copies.form import Contents, Copy
from bot.run.copies.loading import load, require_ours
from knowledge.store.engine import make_engine

SQLITE_BEGINS = b"SQLite format 3\x00"


def back_up(url: str, copy: Path, now: datetime) -> Contents:
    """Copy the database of this address, readable for nobody else; raises BotError, and leaves nothing half done."""
    if copy.exists():
        raise BotError(f"{copy} exists already: choose another name.")
    database = database_file(url)
    if database is not None and not database.exists():
        raise BotError(f"There is no database at {database} yet.")
    with _a_part_of(copy) as part:
        contents = written(url, part, now)
        part.rename(copy)
    _flush(copy.parent)
    return contents


def written(url: str, part: Path, now: datetime) -> Contents:
    """Write a copy of what this address holds into a file that is there."""
    engine = make_engine(url, read_only=True)
    try:
        contents = writing.write(engine, part, now)
    finally:
        engine.dispose()
    _flush(part)
    return contents


@contextmanager
def read_copy(path: Path) -> Iterator[Copy]:
    """A copy, whole and open: ours, or the SQLite file that earlier versions made. BotError when it is neither."""
    if not path.is_file():
        raise BotError(f"There is no file {path}.")
    with path.open("rb") as file:
        is_database = file.read(len(SQLITE_BEGINS)) == SQLITE_BEGINS
    if not is_database:
        with form.opened(path) as copy:
            copy.check()
            yield copy
        return
    with tempfile.TemporaryDirectory(prefix="cite-") as folder, _of_database(path, Path(folder)) as copy:
        yield copy


@contextmanager
def _of_database(path: Path, folder: Path) -> Iterator[Copy]:
    whole, made = folder / "whole.db", folder / "copy.zip"
    _copy_pages(path, whole)
    engine = make_engine(f"sqlite:///{whole}")
    try:
        _require_sound(engine, path)
        written(f"sqlite:///{whole}", made, datetime.fromtimestamp(path.stat().st_mtime).astimezone())
    except (DatabaseError, ValueError) as error:
        raise form.damaged(path) from error
    finally:
        engine.dispose()
    with form.opened(made) as copy:
        copy.path = path
        yield copy


def put_back(copy: Copy, url: str, now: datetime, *, replace: bool = False) -> str | None:
    """Put a copy in the place of the database, brought up to date; where what was there before is kept.

    `replace`: over rows of PostgreSQL, too. Raises BotError when the bot runs, or when the copy is of a later version
    or no copy of ours: nothing is changed then.
    """
    schema.require_known(copy.contents.schema_number)
    database = database_file(url)
    if database is None:
        return postgres.put_back(copy, url, now, replace=replace)
    database.parent.mkdir(parents=True, exist_ok=True)
    with only_process(database), _a_part_of(database) as part:
        _fill(part, copy)
        kept = _kept_beside(database, now)
        part.replace(database)
        _flush(database.parent)
    return None if kept is None else str(kept)


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


def _fill(part: Path, copy: Copy) -> None:
    """Tables of the copy's age, its rows, then the migrations since."""
    engine = make_engine(f"sqlite:///{part}")
    try:
        with schema.sqlite_unlinked(engine) as connection:
            schema.migrate(connection, copy.contents.schema_number)
            load(connection, copy)
        schema.upgrade(engine)
        with engine.connect() as connection:
            require_ours(connection, copy)
    except DatabaseError as error:
        raise BotError(f"{part} cannot be written ({type(error.orig).__name__}): nothing was changed.") from error
    finally:
        engine.dispose()
    with closing(sqlite3.connect(part)) as whole:
        whole.execute("PRAGMA journal_mode=DELETE")  # takes the log along, so that one file is all there is
    _flush(part)


def _copy_pages(source: Path, target: Path) -> None:
    """Copy page by page, what is not yet in the main file too."""
    address = f"{source.resolve().as_uri()}?mode=ro"
    files.make_private(target)
    with closing(sqlite3.connect(address, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        try:
            old.backup(new)
        except sqlite3.OperationalError as error:  # the disk's fault, or that of who holds the file
            raise BotError(f"{source} cannot be read: {_why(error)}.") from error
        except sqlite3.DatabaseError as error:
            raise form.damaged(source) from error


def _require_sound(engine: Engine, copy: Path) -> None:
    with engine.connect() as connection:
        whole = connection.execute(text("PRAGMA integrity_check")).scalars().first() == "ok"
        ours = schema.revision_of(connection) is not None
    if not (whole and ours):
        raise form.damaged(copy)


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


def _why(error: OSError | sqlite3.Error) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
