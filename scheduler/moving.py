"""Moving sign-ups to another date of the same workshop: the old place is kept until the new one is sure."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.events import Event, Status
from knowledge.models import EventRow
from scheduler import answers, seats
from scheduler.accepting import give_up_the_old_ones
from scheduler.cancelling import live_rows, own_rows, replaced_rows
from scheduler.hours import PARIS, VenueHours
from scheduler.models import LIVE, SignupRow, State
from scheduler.names import fold_name
from scheduler.outcomes import AlreadyIn, Done, EventCancelled, Past, SignUpOutcome, Unknown
from scheduler.registrations import of_signups
from scheduler.signups import place, refusal

MoveOutcome: TypeAlias = SignUpOutcome


def move(
    session: Session,
    *,
    family_id: int,
    signup_ids: Sequence[int],
    to_event_id: int,
    or_wait: bool = False,
    now: datetime,
    hours: VenueHours = PARIS,
) -> MoveOutcome:
    """Take seats at another date for these live sign-ups of one event, then give the old ones up.

    Without seats for all: NotEnough, or with `or_wait` the rest waits there and keeps its old place until
    it is offered a seat and takes it. Done lists the new sign-ups; asked again, AlreadyIn does. Past: the old
    or the new date has begun.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1 or rows[0].event_id == to_event_id:
        return Unknown()
    replaced = [row.event_id for row in replaced_rows(session, family_id, rows)]
    locked = seats.lock_all(session, (rows[0].event_id, to_event_id, *replaced))
    event = locked.get(to_event_id)
    if locked[rows[0].event_id].starts_at <= now:
        return Past()
    asked = own_rows(session, family_id, signup_ids)
    there = [] if event is None else live_rows(session, event.id, family_id)
    rows = [row for row in asked if row.state in LIVE and _standing_for(row, there) is None]
    if event is None or not rows:
        return _already(session, asked, there, hours)
    if event.status == Status.CANCELLED:
        return EventCancelled()
    new = [row.participant_id for row in rows]
    refused = refusal(session, event, new, len(there), now, hours)
    if refused is not None:
        return refused
    return _move(session, event, rows, or_wait, now, hours)


def _move(
    session: Session, event: EventRow, rows: Sequence[SignupRow], or_wait: bool, now: datetime, hours: VenueHours
) -> MoveOutcome:
    new = [row.participant_id for row in rows]
    found = seats.recount_for(session, event, rows[0].family_id, None, now)
    placed = place(
        session, event, rows[0].family_id, new, found, or_wait=or_wait, together=False, chat_id=None, now=now
    )
    if not isinstance(placed, list):
        return placed
    for old, fresh in zip(rows, placed, strict=True):
        fresh.replaces_id, fresh.made_by = old.id, old.made_by
        answers.copy(session, old, fresh)
    give_up_the_old_ones(session, [row for row in placed if row.state == State.CONFIRMED], now, hours)
    return Done(of_signups(session, [row.id for row in placed], hours))


def _already(
    session: Session, asked: Sequence[SignupRow], there: Sequence[SignupRow], hours: VenueHours
) -> MoveOutcome:
    standing = [found.id for row in asked if (found := _standing_for(row, there)) is not None]
    return AlreadyIn(of_signups(session, standing, hours)) if standing else Unknown()


def _standing_for(row: SignupRow, there: Sequence[SignupRow]) -> SignupRow | None:
    """The same participant's sign-up at the other date; an unnamed place's is known by what it replaces."""
    same = (one for one in there if one.replaces_id == row.id or (one.participant_id or 0) == row.participant_id)
    return next(same, None)


def other_dates(session: Session, event: Event, now: datetime) -> tuple[Event, ...]:
    """The other dates to come of the same workshop (the same title) that take sign-ups, soonest first."""
    rows = session.scalars(
        select(EventRow)
        .where(
            EventRow.starts_at != event.starts_at, EventRow.starts_at > now, EventRow.status == Status.SCHEDULED
        )
        .order_by(EventRow.starts_at, EventRow.id)
    )
    title = fold_name(event.title)
    values = (row.value() for row in rows if fold_name(row.title) == title)
    return tuple(value for value in values if value.takes_signups(now))
