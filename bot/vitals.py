"""The signs by which the process is known to do its work, and what is wrong with it when one of them is missing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from bot.intake.inbox import InboxState
from bot.models import InboxRow
from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState


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


OUR_OWN = frozenset({Ailment.TASK_ENDED, Ailment.LOOP_BLOCKED, Ailment.POLL_STUCK})


@dataclass(frozen=True, slots=True)
class Limits:
    """From when on something is wrong, and how long it may stay so before the process ends; in seconds."""

    loop: float = 10.0
    poll: float = 180.0  # above a poll, a commit that waits for the database, and the longest halt together
    deaf: float = 180.0
    database: float = 60.0
    waiting: float = 900.0
    own_patience: float = 30.0
    others_patience: float = 1800.0
    every: float = 1.0  # between two looks
    hook_every: float = 60.0  # between two looks at the webhook
    sample_every: float = 10.0  # between two looks at the database
    grace: float = 15.0  # to stop in order, before the process is ended for good


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many updates are open, and for how many seconds the oldest of them and the oldest message due have waited."""

    inbox: int = 0
    inbox_s: float = 0.0
    outbox_s: float = 0.0


def measure(session: Session, elapsed: float, real: datetime, business: datetime) -> Waiting:
    """Look into the database. The inbox counts real time, the outbox the business clock."""
    is_open = InboxRow.state == InboxState.OPEN
    count, oldest = session.execute(select(func.count(), func.min(InboxRow.received_at)).where(is_open)).one()
    due = session.scalar(select(func.min(OutboxRow.created_at)).where(_is_due(elapsed)))
    return Waiting(count, _age(oldest, real), _age(due, business))


def _is_due(elapsed: float) -> ColumnElement[bool]:
    unsent = OutboxRow.state.in_([OutboxState.WAITING, OutboxState.LEASED])
    return unsent & (OutboxRow.not_before <= elapsed)


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())


class Vitals:
    """Written by the event loop, read by the watchdog's thread: plain values only."""

    def __init__(self, *, polls: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._polls, self._monotonic = polls, monotonic
        self.turns = 0  # of the event loop
        self.ended = ""  # the task that ended
        self.waiting = Waiting()
        self._hook_wrong = self._hook_failing = False
        self._tried_at = self._heard_at = self._sampled_at = monotonic()

    def tried(self) -> None:
        """A poll begins."""
        self._tried_at = self._monotonic()

    def heard(self) -> None:
        """Telegram answered well."""
        self._heard_at = self._monotonic()

    def looked(self, *, wrong: bool, failing: bool) -> None:
        """Telegram told how the webhook stands; behind one, that it tells is the sign that it can be heard."""
        self._hook_wrong, self._hook_failing = wrong, failing
        if not self._polls:
            self.heard()

    def sampled(self, waiting: Waiting) -> None:
        """The database answered."""
        self.waiting, self._sampled_at = waiting, self._monotonic()

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
            Ailment.OUTBOX_OLD: self.waiting.outbox_s > limits.waiting,
        }
        return frozenset(ailment for ailment, is_there in found.items() if is_there)
