"""The regular beat, and the watchdog that starts it again; the only module that knows APScheduler."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

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
            self._beat, IntervalTrigger(seconds=self._every.total_seconds(), timezone=UTC), id=_JOB,
            replace_existing=True, misfire_grace_time=None, coalesce=True, max_instances=1,
            next_run_time=datetime.now(UTC),
        )  # fmt: skip

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
