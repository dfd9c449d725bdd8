"""The business clock. Only the demo may run ahead of real time, through one row of the database."""

import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.tables import ClockRow
from knowledge.store.columns import table_of

# The database's epoch seconds when this machine's monotonic clock was at zero; None: its own wall clock is asked.
_base: float | None = None

_SHIFT = select(table_of(ClockRow).c.shift_s).where(table_of(ClockRow).c.id == 1)


def follow(base: float | None) -> None:
    """Go by the database's clock from now on, see `_base`; None: by this machine's.

    So no replica's own wall clock decides anything between replicas, and nobody asks the database what time it is.
    """
    global _base  # noqa: PLW0603  # one process has one clock
    _base = base


@dataclass(frozen=True, slots=True)
class Sample:
    """The database's clock, asked once; `doubt`: how far off `base` may be, half of what the answer took."""

    base: float
    doubt: float


class Follower:
    """Keeps the surest of the last samples, until a newer one shows that the database's clock was changed."""

    def __init__(self, most: int = 30) -> None:
        self._samples: deque[Sample] = deque(maxlen=most)

    def heard(self, sample: Sample) -> float:
        """One more; the base to go by."""
        if self._samples and abs(self._surest.base - sample.base) > self._surest.doubt + sample.doubt + _DRIFT_S:
            self._samples.clear()
        self._samples.append(sample)
        return self._surest.base

    @property
    def _surest(self) -> Sample:
        return min(self._samples, key=lambda one: one.doubt)


_DRIFT_S = 0.05  # two machines' clocks may run apart by so much within the samples


def real_now() -> datetime:
    """The unshifted instant, aware UTC."""
    return datetime.fromtimestamp(elapsed(), UTC)


def today(zone: ZoneInfo) -> date:
    """The venue's day, unshifted."""
    return real_now().astimezone(zone).date()


def elapsed() -> float:
    """Unshifted epoch seconds, for leases, limits and retries; comparable between replicas."""
    return time.time() if _base is None else _base + time.monotonic()


def business_now(session: Session, *, may_shift: bool) -> datetime:
    """The instant that rules see. `may_shift` is true only against an API on this machine."""
    return real_now() + shift(session, may_shift=may_shift)


def shift(session: Session, *, may_shift: bool) -> timedelta:
    """How far the business clock is ahead of the real one."""
    if not may_shift:
        return timedelta()
    session.flush()
    return timedelta(seconds=session.scalar(_SHIFT) or 0)


def set_shift(session: Session, seconds: int) -> None:
    """Put the business clock this many seconds ahead of the real one."""
    session.merge(ClockRow(id=1, shift_s=seconds))
