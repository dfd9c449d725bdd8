"""Copies of the database: made while the bot runs, put back while it does not; and those nobody has to think of."""

import asyncio
import fcntl
import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import chain, count
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from bot.bot_api import send_errors
from bot.core import clock, files
from bot.core import database as schema
from bot.core.errors import BotError
from bot.core.files import database_file, only_process
from bot.core.settings import Settings
from bot.run.copies import form, loading
from bot.run.copies.form import Contents, Copy
from bot.run.copies.loading import load, require_ours
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS, StoreError, make_engine
from scheduler.core.hours import wall
from scheduler.core.transactions import Piece

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
        contents = form.write(engine, part, now)
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
        return loading.put_back(copy, url, now, replace=replace)
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


log = logging.getLogger(__name__)

KEEP_DAILY = 14  # two weeks: what a family erases is gone from the copies, too, after that
KEEP_BEFORE = 2  # of those made before an upgrade
LOOK_EVERY_S = 60.0
OLD = timedelta(hours=36)  # a newest copy of this age means that a day was missed
_DAILY, _BEFORE = "cite-[0-9]*.zip", "cite-before-upgrade-*.zip"


def day_due(settings: Settings, now: datetime) -> str:
    """The day whose copy should be there by now: the newest one whose hour has come."""
    assert settings.daily_copy is not None
    today = now.astimezone(settings.zone).date()
    come = wall(today, settings.daily_copy.at, settings.zone) <= now
    return (today if come else today - timedelta(days=1)).isoformat()


def make_daily(settings: Settings, now: datetime) -> Path | None:
    """The copy of the day, when it was not there yet; None when it was, or when none is wanted."""
    if settings.daily_copy is None:
        return None
    folder = settings.daily_copy.folder
    made = folder / f"cite-{day_due(settings, now)}.zip"
    if made.exists():
        return None
    with _alone_in(folder):
        if made.exists():  # by another process, meanwhile
            return None
        back_up(settings.database_url, made, now)
        _keep(folder, _DAILY, KEEP_DAILY)
    return made


def make_before_upgrade(settings: Settings, engine: Engine, now: datetime) -> Path | None:
    """A copy of a database that is about to be brought up to date; None where nothing is about to change.

    In the folder of the daily copies, else beside the SQLite file. Raises BotError when it cannot be made: then nothing
    may be changed.
    """
    if not _will_change(engine):
        return None
    file = database_file(settings.database_url)
    folder = settings.daily_copy.folder if settings.daily_copy is not None else file.parent if file else None
    if folder is None:
        log.warning("no copy before the upgrade: CITE_BACKUP names no folder", extra={"action": "no_copy"})
        return None
    made = folder / f"cite-before-upgrade-{now:%Y%m%d-%H%M%S}.zip"
    with _alone_in(folder):
        if not _will_change(engine):  # another process has done it meanwhile
            return None
        back_up(settings.database_url, made, now)
        _keep(folder, _BEFORE, KEEP_BEFORE)
    return made


def newest_made(settings: Settings) -> datetime | None:
    """When the newest copy in the folder of the daily ones was made; None when there is none."""
    if settings.daily_copy is None:
        return None
    made = [path.stat().st_mtime for path in settings.daily_copy.folder.glob("cite-*.zip")]
    return datetime.fromtimestamp(max(made), settings.zone) if made else None


def _will_change(engine: Engine) -> bool:
    if schema.is_current(engine):
        return False
    with engine.connect() as connection:
        return schema.revision_of(connection) is not None


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """The only process that writes there: several may share the folder."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (folder / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
    except OSError as error:
        raise BotError(f"{folder} cannot be written ({error.strerror}): no copy of the database was made.") from error


def _keep(folder: Path, pattern: str, most: int) -> None:
    """The newest, by their names, which are dates."""
    for path in sorted(folder.glob(pattern))[:-most]:
        path.unlink(missing_ok=True)


class DailyCopies:
    """Makes the copy of the day when its hour has come, beside whatever else the process does."""

    def __init__(self, settings: Settings, database: Database, now: Callable[[], datetime] = clock.real_now) -> None:
        self._settings, self._database, self._now = settings, database, now

    async def run(self) -> None:
        """Look every minute, until cancelled."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> bool:
        """Whether the copy of the day is there, or none is wanted; the team hears once a day when it cannot be made."""
        try:
            made = await asyncio.to_thread(make_daily, self._settings, self._now())
        except (BotError, StoreError, SQLAlchemyError, OSError) as error:
            log.error("no copy was made", extra={"action": "copy_failed", "error": type(error).__name__})
            await self._tell()
            return False
        if made is not None:
            log.info("copied", extra={"action": "copied"})
        return True

    async def _tell(self) -> None:
        try:
            piece, team = Piece("sauvegarde"), self._settings.staff_chat_id
            await self._database.run(send_errors.beat_failed, piece, team, self._now())
        except DATABASE_FAULTS as error:
            log.warning("not told", extra={"action": "copy_failure_untold", "error": type(error).__name__})
