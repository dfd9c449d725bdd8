"""« Rester en liste »: after an offer was left or ran out, the whole entry goes to the end of the line."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler import seats
from scheduler.accepting import give_up_the_old_ones
from scheduler.cancelling import live_rows, own_rows, replaced_rows
from scheduler.eligibility import age_refusals
from scheduler.hours import PARIS, VenueHours
from scheduler.models import Ending, SignupRow, State
from scheduler.outcomes import (
    AgeRefused,
    AlreadyIn,
    CapReached,
    Done,
    EventCancelled,
    ListClosed,
    Past,
    SignUpOutcome,
    Unknown,
)
from scheduler.places import allot
from scheduler.registrations import of_signups
from scheduler.returning import has_ended, to_the_end_of_line

_MAY_RETURN = (Ending.EXPIRED, Ending.DECLINED)


def rejoin(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> SignUpOutcome:
    """Put these ended sign-ups of one event back in line, at its end, or on seats that are free meanwhile.

    Unnamed places come back too, and a second tap changes nothing (AlreadyIn). A closed sign-up does not
    matter, as they were in line before; the family's cap does.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return Unknown()
    old_ones = replaced_rows(session, family_id, rows)
    locked = seats.lock_all(session, (row.event_id for row in (*rows, *old_ones)))
    event = locked[rows[0].event_id]
    rows = own_rows(session, family_id, signup_ids)
    late = _once([row for row in rows if has_ended(session, row, _MAY_RETURN)])
    refused = _refusal(session, event, late, now, hours)
    if refused is not None:
        return refused
    if not late:
        live = [row.id for row in live_rows(session, event.id, family_id)]
        return AlreadyIn(of_signups(session, live, hours)) if live else Unknown()
    free = _seat_or_wait(session, event, late, now, hours)
    return Done(of_signups(session, [row.id for row in late], hours)) if free is None else ListClosed(free)


def _once(rows: Sequence[SignupRow]) -> list[SignupRow]:
    """Nobody comes back twice, who was offered a seat twice."""
    first = {row.participant_id: row.id for row in reversed(rows)}
    return [row for row in rows if row.participant_id is None or first[row.participant_id] == row.id]


def _refusal(
    session: Session, event: EventRow, late: Sequence[SignupRow], now: datetime, hours: VenueHours
) -> SignUpOutcome | None:
    if event.status == Status.CANCELLED:
        return EventCancelled()
    if event.starts_at <= now:
        return Past()
    refusals = age_refusals(session, event, [row.participant_id for row in late], hours)
    if refusals:
        return AgeRefused(refusals)
    held = len(live_rows(session, event.id, late[0].family_id)) if late else 0
    if late and event.family_cap is not None and held + len(late) > event.family_cap:
        return CapReached(event.family_cap, held)
    return None


def _seat_or_wait(
    session: Session, event: EventRow, late: Sequence[SignupRow], now: datetime, hours: VenueHours
) -> int | None:
    """None when it is done; how many seats are free when the line is closed for the others."""
    seats.recount(session, event, now)
    together = all(row.together for row in late)
    seated = allot(seats.free(event), seats.line(session, event.id), len(late), together=together).seated
    waiting = late[seated:]
    if waiting and not to_the_end_of_line(session, event, waiting, now):
        return seated
    for row in late[:seated]:
        row.state, row.confirmed_at, row.cancelled_at, row.ended = State.CONFIRMED, now, None, None
    seats.recount(session, event, now)
    if seated:
        give_up_the_old_ones(session, late[:seated], now, hours)
    return None
