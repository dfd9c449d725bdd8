"""A family takes the seat that it was offered, or one that stands free; late taps get the truth."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler import offers, outdated, seats, waiting
from scheduler.cancelling import cancel_rows, live_rows, own_rows, replaced_rows
from scheduler.eligibility import age_refusals
from scheduler.hours import PARIS, VenueHours
from scheduler.models import Ending, SignupRow, State
from scheduler.outcomes import (
    Accepted,
    AcceptOutcome,
    AgeRefused,
    EventCancelled,
    Past,
    Registration,
    TooLate,
    Unknown,
)
from scheduler.places import may_win, next_in_line, open_to_newcomers
from scheduler.registrations import of_signups
from scheduler.returning import has_ended, to_the_end_of_line


def accept(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> AcceptOutcome:
    """Take the seats on offer (still held after the deadline too), or free ones that nobody has a claim to.

    The ids are of one event. A second tap gives the same answer. An offer that had expired takes a free seat
    all the same, else it is back in line, at the end.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    replaced = {row.event_id for row in replaced_rows(session, family_id, rows)}
    locked = seats.lock_all(session, {rows[0].event_id, *replaced})
    event = locked[rows[0].event_id]
    rows = own_rows(session, family_id, signup_ids)
    if event.status == Status.CANCELLED:
        return EventCancelled()
    if event.starts_at <= now:
        return Past()
    refusals = age_refusals(session, event, [row.participant_id for row in rows], hours)
    if refusals:
        return AgeRefused(refusals)
    return _take(session, event, rows, now, hours)


def _take(
    session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime, hours: VenueHours
) -> Accepted | TooLate:
    fresh = False
    replaced = [row.id for row in replaced_rows(session, rows[0].family_id, rows)]
    for row in rows:
        if _may_take(session, event, row, now, hours):
            row.state, row.offer_until, row.confirmed_at = State.CONFIRMED, None, now
            row.cancelled_at, row.ended = None, None
            seats.recount(session, event, now)
            fresh = True
    _back_in_line(session, event, rows, now)
    give_up_the_old_ones(session, [row for row in rows if row.state == State.CONFIRMED], now, hours)
    if fresh and not seats.free(event) and offers.is_last_call(event.starts_at, now, hours):
        outdated.last_call_lost(session, event, rows[0].family_id, now)
    standing = of_signups(session, [row.id for row in rows], hours)
    taken = any(entry.state is State.CONFIRMED for entry in standing)
    return Accepted(standing, _moved(session, replaced, hours)) if taken else TooLate(standing)


def _moved(session: Session, replaced: Sequence[int], hours: VenueHours) -> tuple[Registration, ...]:
    return tuple(one for one in of_signups(session, replaced, hours) if one.ended is Ending.MOVED)


def _may_take(session: Session, event: EventRow, row: SignupRow, now: datetime, hours: VenueHours) -> bool:
    if row.state == State.OFFERED:
        return True
    seats.recount(session, event, now)
    free, line = seats.free(event), seats.line(session, event.id)
    # In the last call the first tap counts, else the order of the line.
    first_tap = offers.is_last_call(event.starts_at, now, hours)
    if row.state == State.WAITING:
        claimants = may_win(free, line) if first_tap else next_in_line(free, line)
        return row.id in {one.signup_id for one in claimants}
    # Back in line, a second tap would take the seat that the first one did not.
    is_open = free > 0 if first_tap else open_to_newcomers(free, line) > 0
    return is_open and _may_come_back(session, event, row)


def _may_come_back(session: Session, event: EventRow, row: SignupRow) -> bool:
    """Whether the offer ran out, and the family has not come to this event otherwise meanwhile."""
    held = len(live_rows(session, event.id, row.family_id))
    return has_ended(session, row, (Ending.EXPIRED,)) and (event.family_cap is None or held < event.family_cap)


def _back_in_line(session: Session, event: EventRow, rows: Sequence[SignupRow], now: datetime) -> None:
    """Those whose offer ran out wait again, as one entry; each is looked at with the one before already back."""
    back: list[SignupRow] = []
    for row in rows:
        if _may_come_back(session, event, row) and to_the_end_of_line(session, event, [row], now):
            back.append(row)
            row.waiting_since, row.entry_id = back[0].waiting_since, back[0].id
            session.flush()


def give_up_the_old_ones(session: Session, rows: Sequence[SignupRow], now: datetime, hours: VenueHours) -> None:
    """These seats are sure: those they replace, at other dates, go to others. Needs all these events' locks."""
    given_up = replaced_rows(session, rows[0].family_id, rows) if rows else []
    for row in (*rows, *given_up):
        row.replaces_id = None
    for event_id in sorted({row.event_id for row in given_up}):
        event = session.get_one(EventRow, event_id)
        if event.starts_at > now:
            old = [row for row in given_up if row.event_id == event_id]
            # All of them first: an entry that is together may need them all.
            if cancel_rows(session, event, old, Ending.MOVED, now):
                waiting.fill(session, event_id, now=now, hours=hours)
