"""What is told and counted of a door: the absent a quarter of an hour in; present, absent, excused at the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import Event, EventRow
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import SignupRow, State
from scheduler.core.team_tables import AttendanceRow, DoorRow
from scheduler.core.transactions import insert_missing
from scheduler.door import roll
from scheduler.door.checking import Shut, lock_open
from scheduler.door.roll import Door, Gate, Mark, door_of
from scheduler.seats import seats

_LOOKS_BACK = timedelta(days=4)  # longer than any event and the day after it


def close(session: Session, event_id: int, *, by: int | None, now: datetime, hours: VenueHours = PARIS) -> Door | Shut:
    """Nobody is checked in any more, and who has no mark is absent; the counts stay, and hold no name."""
    event = lock_open(session, event_id, now, hours)
    return event if isinstance(event, Shut) else _close(session, event_id, by, now)


def _close(session: Session, event_id: int, by: int | None, now: datetime) -> Door:
    marks = session.execute(
        select(AttendanceRow.mark, AttendanceRow.walk_in)
        .select_from(SignupRow)
        .outerjoin(AttendanceRow, AttendanceRow.signup_id == SignupRow.id)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED)
    ).all()
    row = _row(session, event_id)
    row.closed_at, row.closed_by = now, by
    row.present = sum(mark == Mark.PRESENT for mark, _ in marks)
    row.excused = sum(mark == Mark.EXCUSED for mark, _ in marks)
    row.absent = len(marks) - row.present - row.excused
    row.walk_ins = sum(bool(walk_in) for _, walk_in in marks)
    session.flush()
    return door_of(session, event_id)


def reopen(session: Session, event_id: int, *, now: datetime, hours: VenueHours = PARIS) -> bool:
    """Closed too early: it goes on; False when it is not closed, or too late to change."""
    event = seats.lock(session, event_id)
    if event is None or roll.gate(event.value(), now, hours) not in (Gate.OPEN, Gate.LATE):
        return False
    row = _row(session, event_id)
    if row.closed_at is None:
        return False
    _open(row)
    session.flush()
    return True


def begin_again(session: Session, event_id: int) -> None:
    """The event has another date: nobody has come to that one yet. Who was added on the spot keeps the mark."""
    theirs = select(SignupRow.id).where(SignupRow.event_id == event_id)
    marks = delete(AttendanceRow).where(AttendanceRow.signup_id.in_(theirs), AttendanceRow.walk_in.is_(False))
    session.execute(marks)
    row = session.get(DoorRow, event_id, populate_existing=True)
    if row is not None:
        row.told_at = None
        _open(row)
    session.flush()


def _open(row: DoorRow) -> None:
    row.closed_at = row.closed_by = row.present = row.absent = row.excused = row.walk_ins = None


def print_allergies(session: Session, event_id: int, wanted: bool) -> None:
    """Whether allergies stand on this event's files too, and not on the screen at the door alone."""
    _row(session, event_id).prints_allergies = wanted
    session.flush()


def close_due(session: Session, now: datetime, hours: VenueHours = PARIS) -> int:
    """Close the doors that were used and left open, once the day after is over; how many."""
    due = [event.id for event in _used(session, now) if roll.gate(event, now, hours) is Gate.OVER]
    for event_id in due:
        if seats.lock(session, event_id) is not None and not door_of(session, event_id).is_closed:
            _close(session, event_id, None, now)
    return len(due)


@dataclass(frozen=True, slots=True)
class AtTheDoor:
    """An event whose absent are to be told of, and who checks children in there."""

    event: Event
    persons: tuple[int, ...]


def absents_due(session: Session, now: datetime) -> Iterator[AtTheDoor]:
    """The events where somebody is missing, each once: it is noted here that it was told."""
    for event in _used(session, now):
        if not roll.absents_due(event, now) or not _somebody_is_missing(session, event.id):
            continue
        row = _row(session, event.id)
        if row.told_at is None:
            row.told_at = now
            session.flush()
            yield AtTheDoor(event, _who_checks_in(session, event.id))


def _used(session: Session, now: datetime) -> tuple[Event, ...]:
    """The events of these days at whose door somebody was marked, and that are not closed."""
    marked = (
        select(AttendanceRow)
        .join(SignupRow, SignupRow.id == AttendanceRow.signup_id)
        .where(SignupRow.event_id == EventRow.id)
        .exists()
    )
    closed = select(DoorRow).where(DoorRow.event_id == EventRow.id, DoorRow.closed_at.is_not(None)).exists()
    days: tuple[ColumnElement[bool], ...] = (EventRow.starts_at > now - _LOOKS_BACK, EventRow.starts_at <= now)
    rows = session.scalars(select(EventRow).where(*days, marked, ~closed).order_by(EventRow.id)).all()
    return tuple(row.value() for row in rows)


def _somebody_is_missing(session: Session, event_id: int) -> bool:
    seen = select(AttendanceRow).where(AttendanceRow.signup_id == SignupRow.id).exists()
    left = select(SignupRow.id).where(SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED, ~seen)
    return session.scalar(left.limit(1)) is not None


def _who_checks_in(session: Session, event_id: int) -> tuple[int, ...]:
    persons = (
        select(AttendanceRow.by)
        .join(SignupRow, SignupRow.id == AttendanceRow.signup_id)
        .where(SignupRow.event_id == event_id)
        .distinct()
    )
    return tuple(sorted(session.scalars(persons)))


def _row(session: Session, event_id: int) -> DoorRow:
    insert_missing(session, DoorRow, [{"event_id": event_id, "prints_allergies": False}])
    return session.get_one(DoorRow, event_id, populate_existing=True)
