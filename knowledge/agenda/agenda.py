"""Reading the agenda: what is to come, everything, or one event. Drafts are told only where it is said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from knowledge.agenda.events import Event, Status
from knowledge.agenda.tables import EventRow, event_of
from knowledge.store.columns import UtcDateTime, table_of


def upcoming(session: Session, now: datetime) -> tuple[Event, ...]:
    """The events that have not ended, soonest first, cancelled ones left out."""
    session.flush()
    stored = session.execute(_STORED, {"now": now}).all()
    kept = _newest[0]
    if kept.stored != stored:
        kept = _Kept(stored, tuple(event_of(row) for row in session.execute(_UPCOMING, {"now": now})))
        _newest[0] = kept
    return kept.events


def everything(session: Session) -> tuple[Event, ...]:
    """The whole agenda, past and cancelled events and drafts included, soonest first."""
    rows = session.scalars(select(EventRow).order_by(EventRow.starts_at, EventRow.id))
    return tuple(row.value() for row in rows)


def to_come(session: Session, now: datetime) -> tuple[Event, ...]:
    """What has not ended, as the team sees it: with drafts, without what is cancelled, soonest first."""
    there = (EventRow.ends_at > now, EventRow.status != Status.CANCELLED)
    rows = session.scalars(select(EventRow).where(*there).order_by(EventRow.starts_at, EventRow.id))
    return tuple(row.value() for row in rows)


def by_code(session: Session, code: str) -> Event | None:
    """The event behind a button or a link: its short code (any case) or, failing that, its uid; never a draft."""
    event = by_code_of_any(session, code)
    return None if event is None or event.is_draft else event


def by_code_of_any(session: Session, code: str) -> Event | None:
    """The same for the team, which has drafts too."""
    row = session.scalar(select(EventRow).where(EventRow.code == code.lower())) or session.scalar(
        select(EventRow).where(EventRow.uid == code)
    )
    return None if row is None else row.value()


def give_reason(session: Session, event_id: int, reason: str) -> None:
    """Say why a cancelled event does not take place, in the words that families read."""
    row = session.get(EventRow, event_id)
    if row is not None:
        row.cancel_reason = reason
        session.flush()


def by_id(session: Session, event_id: int) -> Event | None:
    """The event with this database id."""
    row = session.get(EventRow, event_id)
    return None if row is None else row.value()


def by_uid(session: Session, uid: str) -> Event | None:
    """The event that the agenda file names `uid`."""
    row = session.scalar(select(EventRow).where(EventRow.uid == uid))
    return None if row is None else row.value()


def size(session: Session) -> int:
    """How many events are stored."""
    return session.scalar(select(func.count()).select_from(EventRow)) or 0


@dataclass(frozen=True, slots=True)
class _Kept:
    """An agenda as it lay in the database, and its values: the same for as long as nothing in it has changed."""

    stored: Sequence[Any]
    events: tuple[Event, ...]


_newest = [_Kept((), ())]  # replaced whole, since several threads read it
# Built once, of columns: every question reads the agenda, and both building it and making objects cost more.
_EVENTS = table_of(EventRow)
_UPCOMING = (
    select(_EVENTS)
    .where(_EVENTS.c.ends_at > bindparam("now", type_=UtcDateTime()), _EVENTS.c.status == Status.SCHEDULED)
    .order_by(_EVENTS.c.starts_at, _EVENTS.c.id)
)
# The same as it lies there: comparing it costs less than making values of it.
_STORED: Any = _UPCOMING.with_only_columns(*(literal_column(f"events.{one.name}") for one in _EVENTS.c))
