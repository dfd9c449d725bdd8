"""The business clock. Only the demo may run ahead of real time, through one row of the database."""

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.tables import ClockRow
from knowledge.store.columns import table_of

_SHIFT = select(table_of(ClockRow).c.shift_s).where(table_of(ClockRow).c.id == 1)


def real_now() -> datetime:
    """The unshifted instant, aware UTC."""
    return datetime.now(UTC)


def today(zone: ZoneInfo) -> date:
    """The venue's day, unshifted."""
    return real_now().astimezone(zone).date()


def elapsed() -> float:
    """Unshifted epoch seconds, for leases, limits and retries; comparable between replicas."""
    return time.time()


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
