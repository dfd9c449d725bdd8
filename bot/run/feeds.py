"""Reads the addresses of the team's when they are due: fetched and parsed with no transaction open, then taken in."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import NoReturn

from sqlalchemy.orm import Session

from bot.core import clock, staff
from bot.core.settings import Settings
from bot.core.web import Fetch, FetchError
from bot.team.feeds import feeds, reading
from bot.team.feeds.feeds import Due
from bot.team.feeds.reading import Failure
from knowledge.exchange import formats
from knowledge.exchange.draft import AgendaImportError, BadLinesError, EventDraft, UnreadableFileError
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.outbox.outbox import put_by
from scheduler.reminders.rules import fault_in

log = logging.getLogger(__name__)

LOOK_EVERY_S = 20.0


class FeedReader:
    """Looks for what is due. `fetch` goes to the network; `owed` is told how many messages a reading owes."""

    def __init__(self, db: Database, settings: Settings, fetch: Fetch, owed: Callable[[int], None]) -> None:
        self._db, self._settings, self._fetch, self._owed = db, settings, fetch, owed

    async def run(self) -> NoReturn:
        """Look again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            try:
                await self.look()
            except Exception as error:  # a database that is away for a moment, say: the next look may work
                log.warning("feeds not looked for", extra={"action": "feeds_failed", "error": type(error).__name__})

    async def look(self) -> int:
        """Read all that is due, one after the other; how many were."""
        due, now = await self._db.run(self._due)
        for one in due:
            found = await self._read(one, now)
            self._owed(await self._take_in(one.feed_id, found))
            kind = found.kind if isinstance(found, Failure) else "read"
            log.info("feed %d: %s", one.feed_id, kind, extra={"action": "feed_read", "feed": one.feed_id})
        return len(due)

    async def _read(self, due: Due, now: datetime) -> tuple[EventDraft, ...] | Failure:
        """Nothing of what goes wrong here names the address, which is its owner's secret."""
        if due.address is None:
            return Failure("sealed")
        try:
            fetched = await self._fetch(due.address)
            zone = self._settings.zone
            return await asyncio.to_thread(formats.read, fetched.content, fetched.name, zone, now, fault_in)
        except FetchError as error:
            return Failure(error.flaw.value)
        except AgendaImportError as error:
            return failure_of(error)
        except Exception as error:  # one address must not keep the others from being read
            log.error("feed %d failed", due.feed_id, extra={"action": "feed_failed", "error": type(error).__name__})
            return Failure("broken")

    async def _take_in(self, feed_id: int, found: tuple[EventDraft, ...] | Failure) -> int:
        try:
            return await self._db.run(self._settled, feed_id, found)
        except DATABASE_FAULTS:
            raise
        except Exception as error:  # what is odd in one agenda must not keep the others from being read
            log.error("feed %d failed", feed_id, extra={"action": "feed_failed", "error": type(error).__name__})
            return await self._db.run(self._settled, feed_id, Failure("broken"))

    def _due(self, session: Session) -> tuple[tuple[Due, ...], datetime]:
        now = self._now(session)
        return feeds.claim(session, now), now

    def _settled(self, session: Session, feed_id: int, found: tuple[EventDraft, ...] | Failure) -> int:
        team = staff.chat_of(session, self._settings.staff_chat_id)
        reading.settle(session, feed_id, found, self._now(session), self._settings.hours, team)
        return put_by(session)

    def _now(self, session: Session) -> datetime:
        return clock.business_now(session, may_shift=self._settings.api_is_local)


def failure_of(error: AgendaImportError) -> Failure:
    """What the team reads of a file that cannot be read."""
    if isinstance(error, BadLinesError):
        first = error.problems[0]
        return Failure("bad-lines", first.line, first.is_entry, first.cause.value, first.column, len(error.problems))
    return Failure(f"file-{error.flaw.value}" if isinstance(error, UnreadableFileError) else "not-utf8")
