"""The watchdog: sees that the process does its work no more, and ends it so that a supervisor starts it anew.

/healthz shows what is wrong at once. When the process ends depends on what a new start can mend:

* our own fault (a task that ended, a blocked event loop, polling stuck beyond its own time limits): after half a
  minute, with exit code 70;
* not ours, as far as can be seen (Telegram or the database does not answer, work piles up): it goes on trying, and
  recovers by itself. After half an hour it ends too, for a new process has new sockets and a new resolver. The time
  counts from the start, so it is never more often than every half hour.

Nothing is lost by it: what came in is committed, what is owed lies in the outbox. It runs in a thread of its own,
because a blocked event loop could not look at itself, and counts its looks instead of reading the clock, so that
a machine that was suspended does not seem ill.
"""

import asyncio
import logging
import math
import os
import threading
from collections import Counter
from collections.abc import Awaitable, Callable

from bot.vitals import NEVER_FATAL, OUR_OWN, Ailment, Limits, Vitals, Waiting

log = logging.getLogger(__name__)

EXIT_CODE = 70  # sysexits.h, EX_SOFTWARE


class Watchdog:
    """Looks at the vitals every second. `give_up` is called in the event loop; it should stop in order."""

    def __init__(self, vitals: Vitals, limits: Limits, give_up: Callable[[], None]) -> None:
        self._vitals, self._limits, self._give_up = vitals, limits, give_up
        self._seen: Counter[Ailment] = Counter()
        self._turns, self._still = -1, 0
        self._over = threading.Event()

    async def run(self, look: Callable[[], Awaitable[Waiting]]) -> None:
        """Watch until cancelled; `look` asks the database."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._watch, args=(loop,), name="watchdog", daemon=True).start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._turn())
                group.create_task(self._sample(look))
        finally:
            self._over.set()

    async def _turn(self) -> None:
        while True:
            self._vitals.turns += 1
            await asyncio.sleep(self._limits.every)

    async def _sample(self, look: Callable[[], Awaitable[Waiting]]) -> None:
        while True:
            try:
                self._vitals.sampled(await look())
            except Exception as error:  # a sample that is missing is what it is about
                log.warning("database not seen", extra={"action": "sample_failed", "error": type(error).__name__})
            await asyncio.sleep(self._limits.sample_every)

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        while not self._over.wait(self._limits.every):
            fatal = self.look()
            if fatal is not None:
                log.critical("giving up", extra={"action": "gave_up", "error": fatal.value})
                loop.call_soon_threadsafe(self._give_up)
                # Not set by a stop in order: whatever hangs then, hangs in a process that was to end.
                threading.Event().wait(self._limits.grace)
                os._exit(EXIT_CODE)

    def look(self) -> Ailment | None:
        """One look: log what came and what went; the ailment that lasts too long, if any."""
        self._still = self._still + 1 if self._vitals.turns == self._turns else 0
        self._turns = self._vitals.turns
        found = self._vitals.ailments(self._limits, self._still * self._limits.every)
        for ailment in set(self._seen) - found:
            del self._seen[ailment]
            log.warning("well again", extra={"action": "well_again", "error": ailment.value})
        for ailment in found:
            if ailment not in self._seen:
                log.error("unwell", extra={"action": "unwell", "error": ailment.value})
            self._seen[ailment] += 1
        return next(
            (one for one, times in self._seen.items() if times * self._limits.every > self._patience(one)), None
        )

    def _patience(self, ailment: Ailment) -> float:
        if ailment in NEVER_FATAL:
            return math.inf
        return self._limits.own_patience if ailment in OUR_OWN else self._limits.others_patience

    def health(self) -> dict[str, object]:
        """What /healthz says, without asking the database: it may be what does not answer."""
        wrong = sorted(self._vitals.ailments(self._limits))
        waiting = self._vitals.waiting
        return {
            "ok": not wrong, "wrong": wrong, "inbox": waiting.inbox, "inbox_s": round(waiting.inbox_s),
            "outbox_s": round(waiting.outbox_s), "silent_s": round(self._vitals.silent_s),
        }  # fmt: skip
