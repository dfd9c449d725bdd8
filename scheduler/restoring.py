"""Undoing a cancellation made a moment ago."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler import offers, seats
from scheduler.cancelling import live_rows, own_rows
from scheduler.hours import PARIS, VenueHours
from scheduler.models import Ending, RemindedRow, SignupRow, State
from scheduler.outcomes import NotRestored, Registration, Restored, RestoreOutcome
from scheduler.places import open_to_newcomers
from scheduler.registrations import of_signups

UNDO_WITHIN = timedelta(minutes=10)


def restore(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> RestoreOutcome:
    """Undo the family's own cancellation of the last ten minutes: all of these, of one event, or none.

    A seat comes back if it is still free and nobody waits for it; who was waiting goes to the end of line,
    while there is one.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return NotRestored()
    event = seats.lock(session, rows[0].event_id)
    assert event is not None  # a foreign key points at it
    rows = own_rows(session, family_id, signup_ids)
    gone = [row for row in rows if row.state == State.CANCELLED]
    if not _may_restore(session, event, gone, now):
        return NotRestored()
    _bring_back(session, event, gone, now)
    return Restored(of_signups(session, [row.id for row in rows], hours))


def may_come_back(session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime) -> bool:
    """Whether these, cancelled at one event, would be restored now: their seats may be passed on already."""
    rows = own_rows(session, family_id, signup_ids)
    event = seats.lock(session, rows[0].event_id) if rows else None
    return event is not None and _may_restore(session, event, rows, now)


def undoable(
    session: Session, *, family_id: int, event_id: int | None = None, now: datetime, hours: VenueHours = PARIS
) -> tuple[Registration, ...]:
    """What the family's last cancellation (at this event) ended, as long as it may be asked back."""
    at = () if event_id is None else (SignupRow.event_id == event_id,)
    rows = session.scalars(
        select(SignupRow)
        .where(
            SignupRow.family_id == family_id, *at,
            SignupRow.state == State.CANCELLED, SignupRow.cancelled_at >= now - UNDO_WITHIN,
        )
        .execution_options(populate_existing=True)
    ).all()  # fmt: skip
    own = [row for row in rows if _is_undoable(row, now)]
    if not own:  # asked at nearly every typed message: nothing more is read then
        return ()
    last = max((row.cancelled_at for row in own if row.cancelled_at is not None), default=None)
    return of_signups(session, [row.id for row in own if row.cancelled_at == last], hours)


def _bring_back(session: Session, event: EventRow, gone: Sequence[SignupRow], now: datetime) -> None:
    since = seats.end_of_line(session, event.id, now)
    for row in gone:
        seated = row.confirmed_at is not None
        row.state = State.CONFIRMED if seated else State.WAITING
        row.waiting_since, row.entry_id = (None, None) if seated else (since, gone[0].id)
        row.cancelled_at, row.ended, row.offered_at = None, None, None
    seats.recount(session, event, now)
    # A reminder may have come due while they were out: the next beat looks again.
    session.execute(delete(RemindedRow).where(RemindedRow.event_id == event.id))


def _may_restore(session: Session, event: EventRow, gone: Sequence[SignupRow], now: datetime) -> bool:
    seats.recount(session, event, now)
    open_seats = open_to_newcomers(seats.free(event), seats.line(session, event.id))
    needed = sum(row.confirmed_at is not None for row in gone)
    takes_place = event.status == Status.SCHEDULED and event.starts_at > now
    in_time = all(_is_undoable(row, now) for row in gone) and not (
        needed < len(gone) and now >= offers.closes_at(event.starts_at)
    )
    return takes_place and in_time and needed <= open_seats and _has_room(session, event, gone)


def _is_undoable(row: SignupRow, now: datetime) -> bool:
    by_family = row.ended == Ending.FAMILY
    return by_family and row.cancelled_at is not None and now - row.cancelled_at <= UNDO_WITHIN


def _has_room(session: Session, event: EventRow, gone: Sequence[SignupRow]) -> bool:
    """Whether the family may hold these again: others may have signed up meanwhile, or they themselves."""
    if not gone:
        return True
    held = live_rows(session, event.id, gone[0].family_id)
    people = [row.participant_id for row in (*held, *gone) if row.participant_id is not None]
    within_cap = event.family_cap is None or len(held) + len(gone) <= event.family_cap
    return within_cap and len(people) == len(set(people))
