"""The signs by which the process is known to do its work, and the watchdog that ends it when one is missing."""

import asyncio
import logging
import math
import os
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.core import telemetry
from bot.core.tables import InboxRow, InboxState
from bot.run.processes import ALIVE, notify
from scheduler.core.tables import OutboxRow
from scheduler.outbox import lines

log = logging.getLogger(__name__)


class Ailment(StrEnum):
    """What can be wrong, as /healthz and the log name it."""

    TASK_ENDED = "task_ended"  # one that works for as long as the process lives
    LOOP_BLOCKED = "loop_blocked"
    POLL_STUCK = "poll_stuck"  # no poll begun for longer than one with its pause may take
    DEAF = "deaf"  # asks, but gets no good answer
    WEBHOOK_WRONG = "webhook_wrong"  # Telegram has another address than the wanted one, or one although we poll
    WEBHOOK_FAILING = "webhook_failing"  # Telegram cannot bring what waits, or ever more waits
    DATABASE = "database"
    INBOX_OLD = "inbox_old"
    OUTBOX_OLD = "outbox_old"
    BEAT = "beat"  # none has gone through for too long: no reminder, no offer
    BEAT_PART = "beat_part"  # the newest one failed for an event or a family, and worked for the others
    DATABASE_GONE = "database_gone"  # its file was moved away, or another one put there
    ANOTHER_POLLER = "another_poller"  # a program without our database fetches this bot's updates too
    CLOCK_SKEW = "clock_skew"  # this machine's clock and the database server's are apart


OUR_OWN = frozenset({Ailment.TASK_ENDED, Ailment.LOOP_BLOCKED, Ailment.POLL_STUCK, Ailment.DATABASE_GONE})
# What the team is told in words (staff-unwell). The others pass with a new start, or could not be told.
TOLD = {
    Ailment.WEBHOOK_WRONG: "webhook",
    Ailment.WEBHOOK_FAILING: "webhook",
    Ailment.INBOX_OLD: "inbox",
    Ailment.OUTBOX_OLD: "outbox",
    Ailment.ANOTHER_POLLER: "another",
    Ailment.CLOCK_SKEW: "clock",
}
# A new process would fail there too, and whoever can be served is.
NEVER_FATAL = frozenset({Ailment.BEAT_PART, Ailment.ANOTHER_POLLER, Ailment.CLOCK_SKEW})


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is wrong, and how long it may stay so before the process ends; in seconds."""

    loop: float = 10.0
    poll: float = 180.0  # above a poll, a commit that waits for the database, and the longest halt together
    deaf: float = 180.0
    database: float = 60.0
    waiting: float = 900.0
    beat: float = 180.0  # or four beats, where they are far between
    own_patience: float = 30.0
    others_patience: float = 1800.0
    skew: float = 2.0
    every: float = 1.0  # between two looks
    hook_every: float = 60.0  # between two looks at the webhook
    sample_every: float = 10.0  # between two looks at the database
    grace: float = 15.0  # to stop in order, before the process is ended for good


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many updates are open, and for how many seconds the oldest of them and messages due have waited.

    A chat's own long line says nothing of the others: `outbox_s` counts from where a second chat waits too, or, with
    one chat alone, where nothing at all goes out.
    """

    inbox: int = 0
    inbox_s: float = 0.0
    outbox_s: float = 0.0


def measure(session: Session, elapsed: float, real: datetime, business: datetime) -> Waiting:
    """Look into the database. The inbox counts real time, the outbox the business clock."""
    is_open = InboxRow.state == InboxState.OPEN
    count, oldest = session.execute(select(func.count(), func.min(InboxRow.received_at)).where(is_open)).one()
    return Waiting(count, _age(oldest, real), _held_up(session, elapsed, real, business))


def _held_up(session: Session, elapsed: float, real: datetime, business: datetime) -> float:
    since = func.min(OutboxRow.created_at)
    by_chat = select(since).where(_is_due(elapsed)).group_by(OutboxRow.chat_id).order_by(since).limit(2)
    oldest = session.scalars(by_chat).all()
    if len(oldest) != 1:
        return _age(oldest[1] if oldest else None, business)
    last_sent = session.scalar(select(func.max(OutboxRow.sent_at)))
    alone = _age(oldest[0], business)
    return alone if last_sent is None else min(alone, _age(last_sent, real))


def _is_due(elapsed: float) -> ColumnElement[bool]:
    return lines.is_open(lines.ROWS.c) & (lines.ROWS.c.not_before <= elapsed)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


class Vitals:
    """Written by the event loop, read by the watchdog's thread: plain values only."""

    def __init__(
        self, *, polls: bool, beat_every: float = 30.0, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._polls, self._beat_every, self._monotonic = polls, beat_every, monotonic
        self.turns = 0  # of the event loop
        self.ended = ""  # the task that ended
        self.database_gone = False
        self.waiting = Waiting()
        self._beat_failed_in_part = False
        self._hook_wrong = self._hook_failing = self._is_contested = False
        self.alive, self._skew_s, self.stands_by = 1, 0.0, False
        self._tried_at = self._heard_at = self._sampled_at = self._beaten_at = monotonic()

    def tried(self) -> None:
        """A poll begins."""
        self._tried_at = self._monotonic()

    def heard(self) -> None:
        """Telegram answered well."""
        self._heard_at, self._is_contested = self._monotonic(), False

    def contested(self) -> None:
        """Telegram answered that somebody else fetches too."""
        self._heard_at, self._is_contested = self._monotonic(), True

    def processes(self, alive: int, *, skew: float, stands_by: bool) -> None:
        """So many are alive; `stands_by`: another one fetches updates, and this one will when that one is gone."""
        if self.stands_by != stands_by:
            action = "stands_by" if stands_by else "takes_over"
            log.warning("another process fetches updates: %s", stands_by, extra={"action": action})
        if self.stands_by:
            self.tried()
            self.heard()
        self.alive, self._skew_s, self.stands_by = alive, skew, stands_by

    def looked(self, *, wrong: bool, failing: bool) -> None:
        """Telegram told how the webhook stands; behind one, that it tells is the sign that it can be heard."""
        self._hook_wrong, self._hook_failing = wrong, failing
        if not self._polls:
            self.heard()

    def sampled(self, waiting: Waiting) -> None:
        """The database answered."""
        self.waiting, self._sampled_at = waiting, self._monotonic()
        telemetry.INBOX_AGE.set(waiting.inbox_s)
        telemetry.OUTBOX_AGE.set(waiting.outbox_s)
        telemetry.PROCESSES.set(self.alive)

    def beaten(self, *, in_part: bool = False) -> None:
        """A beat went through; `in_part`: not for everybody."""
        self._beat_failed_in_part, self._beaten_at = in_part, self._monotonic()

    @property
    def silent_s(self) -> float:
        """Seconds since Telegram was last heard."""
        return self._monotonic() - self._heard_at

    def ailments(self, limits: Limits, blocked_s: float = 0.0) -> frozenset[Ailment]:
        """What is wrong now; `blocked_s`: for how long the event loop has not turned."""
        now = self._monotonic()
        found = {
            Ailment.TASK_ENDED: bool(self.ended),
            Ailment.LOOP_BLOCKED: blocked_s > limits.loop,
            Ailment.POLL_STUCK: self._polls and now - self._tried_at > limits.poll,
            Ailment.DEAF: now - self._heard_at > limits.deaf,
            Ailment.WEBHOOK_WRONG: self._hook_wrong,
            Ailment.WEBHOOK_FAILING: self._hook_failing,
            Ailment.DATABASE: now - self._sampled_at > limits.database,
            Ailment.INBOX_OLD: self.waiting.inbox_s > limits.waiting,
            Ailment.DATABASE_GONE: self.database_gone,
            Ailment.OUTBOX_OLD: self.waiting.outbox_s > limits.waiting,
            Ailment.BEAT: now - self._beaten_at > max(limits.beat, 4 * self._beat_every),
            Ailment.BEAT_PART: self._beat_failed_in_part,
            Ailment.ANOTHER_POLLER: self._is_contested,
            Ailment.CLOCK_SKEW: abs(self._skew_s) > limits.skew,
        }
        return frozenset(ailment for ailment, is_there in found.items() if is_there)


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
            before = time.monotonic()
            await asyncio.sleep(self._limits.every)
            telemetry.LOOP_LAG.set(max(0.0, time.monotonic() - before - self._limits.every))

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
            if fatal is None:
                notify(ALIVE)  # systemd ends a process in which even this thread hangs
            else:
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
            "ok": not wrong,
            "wrong": wrong,
            "inbox": waiting.inbox,
            "inbox_s": round(waiting.inbox_s),
            "outbox_s": round(waiting.outbox_s),
            "silent_s": round(self._vitals.silent_s),
            "processes": self._vitals.alive,
            "stands_by": self._vitals.stands_by,
        }
