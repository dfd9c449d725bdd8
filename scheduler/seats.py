"""The event row under its lock, and the counts that are only true while it is held."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler.models import SEATED, FamilyChatRow, HoldRow, SignupRow, State
from scheduler.places import InLine


def lock(session: Session, event_id: int) -> EventRow | None:
    """The event, locked until the transaction ends; None when there is none.

    Writing before reading takes the lock on both databases (design.md §3.7). Several events: ascending ids.
    """
    session.execute(
        update(EventRow)
        .where(EventRow.id == event_id)
        .values(taken=EventRow.taken)
        .execution_options(synchronize_session=False)
    )
    return session.get(EventRow, event_id, populate_existing=True)


def lock_all(session: Session, event_ids: Iterable[int]) -> dict[int, EventRow]:
    """These events by id, locked in ascending order, so that two of us never wait for each other."""
    found = ((event_id, lock(session, event_id)) for event_id in sorted(set(event_ids)))
    return {event_id: event for event_id, event in found if event is not None}


def recount(session: Session, event: EventRow, now: datetime) -> None:
    """Set `taken` to the seats held: confirmed, offered, kept for a form; needs the lock.

    A form's hold that is over at `now` goes.
    """
    session.flush()
    session.execute(delete(HoldRow).where(HoldRow.event_id == event.id, HoldRow.until <= now))
    seated = (
        select(func.count())
        .where(SignupRow.event_id == event.id, SignupRow.state.in_(SEATED))
        .scalar_subquery()
    )
    held = (
        select(func.coalesce(func.sum(HoldRow.seats), 0)).where(HoldRow.event_id == event.id).scalar_subquery()
    )
    event.taken = session.scalar(select(seated + held)) or 0
    session.flush()


def free(event: EventRow) -> int:
    """Seats nobody holds; 0 for an event without sign-up."""
    return max(0, (event.capacity or 0) - event.taken)


def line(session: Session, event_id: int) -> tuple[InLine, ...]:
    """The waiting list, oldest entry first; siblings of one entry in the order they were given."""
    reachable = exists().where(
        FamilyChatRow.family_id == SignupRow.family_id, FamilyChatRow.unreachable_since.is_(None)
    )
    rows = session.execute(
        select(SignupRow.id, SignupRow.family_id, reachable, SignupRow.entry_id, SignupRow.together)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.WAITING)
        .order_by(SignupRow.waiting_since, SignupRow.id)
    )
    return tuple(InLine(one, family, bool(can), entry or one, together) for one, family, can, entry, together in rows)


def end_of_line(session: Session, event_id: int, now: datetime) -> datetime:
    """The `waiting_since` of who joins now: never before anyone in line, even if the clock stepped back."""
    last = session.scalar(
        select(SignupRow.waiting_since)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.WAITING)
        .order_by(SignupRow.waiting_since.desc())
        .limit(1)
    )
    # A tie would go to the lower id, which an undone cancellation has.
    return now if last is None else max(now, last + timedelta(microseconds=1))
