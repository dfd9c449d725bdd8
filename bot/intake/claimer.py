"""Claims updates for the workers of one process: from the inbox, or in the very commit that stores them."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.bot_api.replies import owe
from bot.chat.context import Moment, read_moment
from bot.core import clock, telemetry
from bot.core.work import Bell, Leases
from bot.intake import claims, inbox
from bot.intake.claims import Again, Work
from bot.intake.inbox import Incoming
from bot.router.route import Routes
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS
from scheduler.outbox.outbox import SendClass, put_by

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Task:
    """An update to handle, and what it is read against; None when that could not be read."""

    work: Work
    moment: Moment | None


class Claimer:
    """Shared by the workers, who wait at `wake`."""

    def __init__(
        self,
        db: Database,
        routes: Routes,
        *,
        owner: str,
        may_shift: bool,
        workers: int = 1,
        owed: Callable[[int], None] = lambda many: None,
    ) -> None:
        """`owed` hears of every message that a claim owes: who was set aside is told, and so is the team."""
        self._db, self._routes, self._may_shift, self._owed = db, routes, may_shift, owed
        self.wake = Bell[Task](workers)
        self.leases = Leases(db, owner, claims.give_back)

    async def next(self) -> Task | Again | None:
        """The next update, as `claims.claim` gives it."""
        await self.leases.give_back()
        name = self.leases.name()
        with self.leases.doubted_on_a_fault(name):
            found, owed = await self._db.run(self._claimed, name)
        self._owed(owed)
        return found

    async def store(self, bot_id: int, batch: Sequence[Incoming], since: datetime | None) -> None:
        """Commit a batch, in the same commit claim for whoever is free, and tell the workers."""
        names = [self.leases.name() for _ in range(min(self.wake.room, len(batch)))]
        try:
            with self.leases.doubted_on_a_fault(*names):
                new, tasks, owed = await self._db.run(self._store, bot_id, batch, since, names)
        except DATABASE_FAULTS:
            raise
        except Exception as error:  # what is wrong with a claim must not keep anything from being stored
            log.exception("not claimed", extra={"action": "claim_broke", "error": type(error).__name__})
            new, tasks, owed = await self._db.run(inbox.store, bot_id, batch, clock.real_now(), since), [], 0
        for update in batch:
            telemetry.UPDATES.labels(update.kind).inc()
        self._owed(owed)
        for task in tasks:
            self.wake.hand(task)
        self.wake.ring(max(0, new - len(tasks)))
        if new < len(batch) or any(task.work.update_id not in {one.update_id for one in batch} for task in tasks):
            self.wake.look_again()

    async def close(self) -> None:
        """Free what was claimed and not begun, for another process or the next start."""
        self.leases.doubt(*(task.work.owner for task in self.wake.left()))
        await self.leases.give_back()

    def apologise(self, session: Session, work: Work) -> None:
        """The person, and the team, hear that an update was set aside."""
        now = clock.business_now(session, may_shift=self._may_shift)
        for chat_id, reply in self._routes.apologies(session, work.chat_id, work.update_id, work.language):
            owe(session, chat_id, reply, now, send_class=SendClass.REPLY)

    def _store(
        self, session: Session, bot_id: int, batch: Sequence[Incoming], since: datetime | None, names: Sequence[str]
    ) -> tuple[int, list[Task], int]:
        new, tasks = inbox.store(session, bot_id, batch, clock.real_now(), since), list[Task]()
        for name in names[:new]:
            found = self._claim(session, name)
            if not isinstance(found, Task):
                break
            tasks.append(found)
        return new, tasks, put_by(session)

    def _claimed(self, session: Session, name: str) -> tuple[Task | Again | None, int]:
        """What was found, and how many messages are owed for what was set aside."""
        return self._claim(session, name), put_by(session)

    def _claim(self, session: Session, name: str) -> Task | Again | None:
        work = claims.claim(session, name, clock.real_now(), self.apologise)
        return Task(work, self._moment(session, work)) if isinstance(work, Work) else work

    def _moment(self, session: Session, work: Work) -> Moment | None:
        """When it cannot be read, it will be read for the update alone, and count against that."""
        try:
            return read_moment(session, work.chat_id, None, may_shift=self._may_shift)
        except SQLAlchemyError:
            raise
        except Exception as error:
            log.exception("no moment", extra={"action": "moment_unread", "error": type(error).__name__})
            return None
