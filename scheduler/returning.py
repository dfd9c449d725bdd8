"""Coming back to an event after an offer ended: who may, and the end of the line for them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler import offers, seats
from scheduler.models import LIVE, Ending, SignupRow, State


def has_ended(session: Session, row: SignupRow, endings: Sequence[Ending]) -> bool:
    """Whether the sign-up is over in one of these ways, and its participant has not come back otherwise."""
    if row.state != State.CANCELLED or row.ended not in endings:
        return False
    if row.participant_id is None:
        return True
    again = select(SignupRow.id).where(
        SignupRow.event_id == row.event_id, SignupRow.participant_id == row.participant_id,
        SignupRow.state.in_(LIVE),
    )  # fmt: skip
    return session.scalar(again.limit(1)) is None


def to_the_end_of_line(session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime) -> bool:
    """Let these wait again, after everyone; needs the event's lock. False when the list is closed."""
    if not rows or now >= offers.closes_at(event.starts_at):
        return False
    since = seats.end_of_line(session, event.id, now)
    for row in rows:
        row.state, row.waiting_since, row.entry_id = State.WAITING, since, rows[0].id
        row.cancelled_at, row.ended, row.offered_at = None, None, None
    session.flush()
    return True
