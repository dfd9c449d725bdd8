"""One beat: expired offers end, freed seats are offered, reminders that are due go to the outbox."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.orm import Session

from scheduler.core.hours import VenueHours
from scheduler.core.transactions import Apart, Piece, take
from scheduler.reminders import for_team, reminders
from scheduler.reminders.rules import Rule
from scheduler.seats.outcomes import Expired, Offered, Swept
from scheduler.waiting.offers import sweep

LEASE_S = 20.0  # shorter than a beat, so that whoever beats next may take over from a dead replica


@dataclass(frozen=True, slots=True)
class BeatReport:
    """What a beat did; `worked` False: another replica did it. `reminders` counts new rows, one a chat."""

    worked: bool
    expired: tuple[Expired, ...] = ()
    offered: tuple[Offered, ...] = ()
    reminders: int = 0
    digests: int = 0
    failed: tuple[Piece, ...] = ()


def beat(
    session: Session,
    *,
    owner: str,
    clock: float,
    now: datetime,
    hours: VenueHours,
    rules: tuple[Rule, ...],
    team_chat: int | None = None,
    lease_s: float = LEASE_S,
) -> BeatReport:
    """Do what is owed at `now`, in this one transaction, if this `owner` holds the lease.

    `clock`: unshifted epoch seconds, for the lease; `rules`: for events without reminders of their own;
    `team_chat`: where the team reads, None when it has no chat. Event by event and family by family: what fails for
    one is in the report, and waits for nobody else.
    """
    if not take(session, "beat", owner=owner, clock=clock, seconds=lease_s):
        return BeatReport(worked=False)
    apart = Apart(session)
    swept = apart.do(Piece("seats"), partial(sweep, session, now=now, hours=hours, apart=apart), Swept((), ()))
    put = apart.do(Piece("reminders"), partial(reminders.put_due, session, now, hours, rules, apart), 0)
    put += apart.do(Piece("moved_nudge"), partial(reminders.put_nudges_due, session, now, hours, apart), 0)
    reminders.forget_past(session, now)
    digests = 0
    if team_chat is not None:
        digests = apart.do(Piece("digest"), partial(for_team.put_due, session, team_chat, now, hours, apart), 0)
    return BeatReport(True, swept.expired, swept.offered, put, digests, tuple(apart.failed))


MISSED_BEATS = 3
_JOB = "beat"
_log = logging.getLogger(__name__)


class Runner:
    """Calls `tick` every `every`, one at a time; a beat that fails is logged, and the next one comes."""

    def __init__(
        self,
        tick: Callable[[], Awaitable[object]],
        every: timedelta,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tick = tick
        self._every = every
        self._monotonic = monotonic
        self._last = monotonic()
        self._busy = False
        self._scheduler = AsyncIOScheduler(timezone=UTC)

    async def run(self) -> None:
        """Beat until cancelled; a beat that is running then is cancelled with it."""
        self.start()
        try:
            while True:
                await asyncio.sleep(self._every.total_seconds())
                self.check()
        finally:
            self._scheduler.shutdown(wait=False)

    def start(self) -> None:
        """Begin now: what was missed while the process was down does not wait for the first interval."""
        self._arm()
        self._scheduler.start()

    def stop(self) -> None:
        """Beat no more."""
        self._scheduler.shutdown(wait=False)

    def check(self) -> bool:
        """Re-arm the job when three beats are missing by the monotonic clock; whether that was needed.

        APScheduler counts on the wall clock: stepped back an hour, its interval job stays silent as long.
        """
        silent = self._monotonic() - self._last
        if self._busy or silent <= MISSED_BEATS * self._every.total_seconds():
            return False
        _log.warning("no beat for %.0f s: the clock was changed, beating again", silent)
        self._arm()
        return True

    def _arm(self) -> None:
        self._last = self._monotonic()
        self._scheduler.add_job(
            self._beat,
            IntervalTrigger(seconds=self._every.total_seconds(), timezone=UTC),
            id=_JOB,
            replace_existing=True,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )

    async def _beat(self) -> None:
        self._busy = True
        try:
            await self._tick()
        except asyncio.CancelledError:
            _log.info("a beat was cut short by the stop")  # APScheduler would call it a failure
        except Exception:
            _log.exception("a beat failed; the next one tries again")
        finally:
            self._busy = False
            self._last = self._monotonic()
