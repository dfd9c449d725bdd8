"""What the team does with a waiting list: somebody goes first, out of turn; it is closed, and opened again."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from knowledge.agenda.events import Status
from knowledge.agenda.tables import EventRow
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import Ending, SignupRow, State
from scheduler.core.team_tables import ClosedListRow, OutOfTurnRow
from scheduler.core.transactions import insert_missing
from scheduler.seats import seats
from scheduler.seats.registrations import cancel_rows, live_rows
from scheduler.waiting import announcing, waiting

_BEFORE = timedelta(microseconds=1)


class FirstOutcome(StrEnum):
    """What became of letting a family go first."""

    OFFERED = "offered"  # a seat was free, and is held for it now
    FIRST = "first"  # it stands at the head of the line
    NOT_IN_LINE = "not_in_line"
    OVER = "over"  # cancelled, begun, or too late for the list


def let_go_first(
    session: Session,
    *,
    event_id: int,
    family_id: int,
    reason: str,
    by: int,
    now: datetime,
    hours: VenueHours = PARIS,
) -> FirstOutcome:
    """Let all of this family who wait there go to the head of the line; the next free seat is offered to them.

    Their entries keep their order and whether they go together. Everybody's place in line follows from it.
    """
    event = seats.lock(session, event_id)
    if event is None or event.status == Status.CANCELLED or now >= waiting.closes_at(event.starts_at):
        return FirstOutcome.OVER
    rows = [row for row in live_rows(session, event_id, family_id) if row.state == State.WAITING]
    since = sorted({row.waiting_since for row in rows if row.waiting_since is not None}, reverse=True)
    if not since:
        return FirstOutcome.NOT_IN_LINE
    head = _head(session, event_id)
    place = {at: head - (n + 1) * _BEFORE for n, at in enumerate(since)}
    for row in rows:
        row.waiting_since = place.get(row.waiting_since or now, row.waiting_since)
    session.add(OutOfTurnRow(event_id=event_id, family_id=family_id, at=now, by=by, reason=reason, was_since=since[-1]))
    session.flush()
    waiting.fill(session, event_id, now=now, hours=hours)
    offered = any(row.state == State.OFFERED for row in live_rows(session, event_id, family_id))
    return FirstOutcome.OFFERED if offered else FirstOutcome.FIRST


def _head(session: Session, event_id: int) -> datetime:
    """Since when the first in line waits; needs the event's lock."""
    first = select(func.min(SignupRow.waiting_since)).where(
        SignupRow.event_id == event_id, SignupRow.state.in_((State.WAITING, State.OFFERED))
    )
    found = session.scalar(first)
    assert found is not None  # somebody waits
    return found


def close(session: Session, *, event_id: int, by: int, now: datetime) -> bool:
    """Let nobody join the line any more; who waits stays. False when it was closed already."""
    if seats.lock(session, event_id) is None:
        return False
    return insert_missing(session, ClosedListRow, [{"event_id": event_id, "at": now, "by": by}]) > 0


def reopen(session: Session, event_id: int) -> bool:
    """One may join the line again; False when it was open."""
    if seats.lock(session, event_id) is None:
        return False
    gone = delete(ClosedListRow).where(ClosedListRow.event_id == event_id).returning(ClosedListRow.event_id)
    return session.scalar(gone) is not None


def is_closed(session: Session, event_id: int) -> bool:
    """Whether the team has closed this line."""
    return session.get(ClosedListRow, event_id, populate_existing=True) is not None


def send_away(session: Session, *, event_id: int, by: int, now: datetime) -> int:
    """Close the line, and tell who waits, and what else fits; how many families that are. Offers stand."""
    close(session, event_id=event_id, by=by, now=now)
    event = session.get(EventRow, event_id)
    if event is None or event.status == Status.CANCELLED or event.starts_at <= now:
        return 0
    rows = session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.WAITING)
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()
    cancel_rows(session, event, rows, Ending.LIST_CLOSED, now)
    announcing.list_closed(session, event, rows, now)
    return len({row.family_id for row in rows})
