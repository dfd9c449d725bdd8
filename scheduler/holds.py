"""Seats kept for ten minutes while a family finishes the form; nobody else is given them meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from scheduler import seats, waiting
from scheduler.hours import PARIS, VenueHours
from scheduler.models import HoldRow
from scheduler.places import open_to_newcomers

HOLD_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Held:
    """So many seats are kept until `until` (aware UTC)."""

    seats: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Short:
    """Fewer seats (`free`, perhaps 0) than wanted; nothing new is kept."""

    free: int


def hold(
    session: Session, *, event_id: int, chat_id: int, wanted: int, now: datetime, hours: VenueHours = PARIS
) -> Held | Short:
    """Keep `wanted` seats (1 or more) for this chat. Asked again it keeps the first deadline, for more or fewer."""
    event = seats.lock(session, event_id)
    if event is None:
        return Short(0)
    seats.recount(session, event, now)
    row = _row(session, event_id, chat_id)
    mine = 0 if row is None else row.seats
    available = mine + open_to_newcomers(seats.free(event), seats.line(session, event_id))
    if wanted > available:
        return Short(available)
    if row is None:
        row = HoldRow(event_id=event_id, chat_id=chat_id, seats=wanted, until=now + HOLD_FOR)
        session.add(row)
    row.seats = wanted
    seats.recount(session, event, now)
    if wanted < mine:
        waiting.fill(session, event_id, now=now, hours=hours)
    return Held(wanted, row.until)


def seats_kept(session: Session, event_id: int, chat_id: int, now: datetime) -> Held | None:
    """What is kept for this chat; None when nothing is, or not any more."""
    row = _row(session, event_id, chat_id)
    return None if row is None or row.until <= now else Held(row.seats, row.until)


def use(session: Session, event_id: int, chat_id: int) -> None:
    """The hold becomes sign-ups; needs the event's lock."""
    session.execute(delete(HoldRow).where(HoldRow.event_id == event_id, HoldRow.chat_id == chat_id))


def release(
    session: Session, *, event_id: int, chat_id: int, now: datetime, hours: VenueHours = PARIS
) -> None:
    """The form was given up: the seats are free again."""
    event = seats.lock(session, event_id)
    if event is not None and _row(session, event_id, chat_id) is not None:
        use(session, event_id, chat_id)
        seats.recount(session, event, now)
        waiting.fill(session, event_id, now=now, hours=hours)


def release_all(session: Session, chat_id: int, now: datetime, hours: VenueHours = PARIS) -> None:
    """All that is kept for this chat is free again."""
    held = session.scalars(select(HoldRow.event_id).where(HoldRow.chat_id == chat_id)).all()
    for event_id in sorted(held):
        release(session, event_id=event_id, chat_id=chat_id, now=now, hours=hours)


def _row(session: Session, event_id: int, chat_id: int) -> HoldRow | None:
    session.flush()
    query = select(HoldRow).where(HoldRow.event_id == event_id, HoldRow.chat_id == chat_id)
    return session.scalar(query.execution_options(populate_existing=True))
