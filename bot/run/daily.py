"""Copies that nobody has to think of: one a day (CITE_BACKUP), and one before a new version changes the tables."""

import asyncio
import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.bot_api import send_errors
from bot.core import clock
from bot.core import database as schema
from bot.core.errors import BotError
from bot.core.files import database_file
from bot.core.settings import Settings
from bot.run import backup
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS, StoreError
from scheduler.core.hours import wall
from scheduler.core.transactions import Piece

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
        backup.back_up(settings.database_url, made, now)
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
        backup.back_up(settings.database_url, made, now)
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
