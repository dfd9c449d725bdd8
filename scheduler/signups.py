"""Signing up and undoing a cancellation. Every change happens under the event's lock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler import seats
from scheduler.cancelling import own_rows
from scheduler.eligibility import age_refusals
from scheduler.hours import PARIS, VenueHours
from scheduler.models import LIVE, ParticipantRow, SignupRow, State
from scheduler.outcomes import (
    AgeRefused,
    AlreadyIn,
    CapReached,
    Closed,
    Done,
    EventCancelled,
    NotEnough,
    NotNeeded,
    NotRestored,
    Past,
    Restored,
    RestoreOutcome,
    SignUpOutcome,
    Unknown,
)
from scheduler.places import ahead_of_newcomers, allot, open_to_newcomers
from scheduler.registrations import of_signups, registration, registrations, roster
from scheduler.waiting import cancel

__all__ = [
    "cancel", "mark_coming", "registration", "registrations", "restore", "roster", "sign_up",
]  # fmt: skip

UNDO_WITHIN = timedelta(minutes=10)


def sign_up(
    session: Session,
    *,
    family_id: int,
    event_id: int,
    participants: Sequence[int] = (),
    unnamed: int = 0,
    or_wait: bool = False,
    now: datetime,
    hours: VenueHours = PARIS,
) -> SignUpOutcome:
    """Register these participants, in the order in which seats are to go to them; asking again adds nothing.

    `unnamed` is how many places without a name the family wants there in all. When the seats do not suffice
    for all who are new: with `or_wait` the last ones wait, else nothing happens and the answer is NotEnough.
    """
    asked = tuple(dict.fromkeys(participants))
    event = seats.lock(session, event_id)
    if event is None or not _all_theirs(session, family_id, asked):
        return Unknown()
    held = _live(session, event_id, family_id)
    mine = [row for row in held if row.participant_id in asked or (unnamed and row.participant_id is None)]
    new = _missing(held, asked, unnamed)
    if event.status == Status.CANCELLED:
        return EventCancelled()
    if mine and not new:
        return AlreadyIn(of_signups(session, [row.id for row in mine], hours))
    refused = _refusal(session, event, new, len(held), now, hours)
    if refused is not None:
        return refused
    return _place(session, event, family_id, mine, new, or_wait, now, hours)


def _refusal(
    session: Session, event: EventRow, new: list[int | None], held: int, now: datetime, hours: VenueHours
) -> SignUpOutcome | None:
    if not new:
        return Unknown()
    closed = _closed(event, now)
    if closed is not None:
        return closed
    refusals = age_refusals(session, event, new, hours)
    if refusals:
        return AgeRefused(refusals)
    if event.family_cap is not None and held + len(new) > event.family_cap:
        return CapReached(event.family_cap, held)
    return None


def _closed(event: EventRow, now: datetime) -> SignUpOutcome | None:
    if event.starts_at <= now:
        return Past()
    if event.capacity is None:
        return NotNeeded()
    if event.value().takes_signups(now):
        return None
    opens = event.signup_opens_at
    return Closed(opens if opens is not None and opens > now else None)


def _place(
    session: Session,
    event: EventRow,
    family_id: int,
    mine: Sequence[SignupRow],
    new: list[int | None],
    or_wait: bool,
    now: datetime,
    hours: VenueHours,
) -> Done | NotEnough:
    seats.recount(session, event)
    ahead = ahead_of_newcomers(seats.line(session, event.id))
    allotment = allot(seats.free(event), ahead, len(new))
    if allotment.waiting and not or_wait:
        return NotEnough(allotment.seated, len(new))
    since = seats.end_of_line(session, event.id, now)
    rows = [
        _row(event.id, family_id, who, None if n < allotment.seated else since, now)
        for n, who in enumerate(new)
    ]
    session.add_all(rows)
    seats.recount(session, event)
    return Done(of_signups(session, [row.id for row in (*mine, *rows)], hours))


def _row(
    event_id: int, family_id: int, participant_id: int | None, waiting_since: datetime | None, now: datetime
) -> SignupRow:
    seated = waiting_since is None
    return SignupRow(
        event_id=event_id, family_id=family_id, participant_id=participant_id,
        state=State.CONFIRMED if seated else State.WAITING, created_at=now,
        confirmed_at=now if seated else None, waiting_since=waiting_since,
    )  # fmt: skip


def restore(
    session: Session, *, family_id: int, signup_ids: Sequence[int], now: datetime, hours: VenueHours = PARIS
) -> RestoreOutcome:
    """Undo a cancellation of the last ten minutes: all of these sign-ups, of one event, or none.

    A seat comes back if it is still free and nobody waits for it; who was waiting goes to the end of line.
    """
    rows = own_rows(session, family_id, signup_ids)
    if not rows or len({row.event_id for row in rows}) > 1:
        return NotRestored()
    event = seats.lock(session, rows[0].event_id)
    assert event is not None  # a foreign key points at it
    rows = own_rows(session, family_id, signup_ids)
    gone = [row for row in rows if row.state == State.CANCELLED]
    if not _may_restore(session, event, family_id, gone, now):
        return NotRestored()
    since = seats.end_of_line(session, event.id, now)
    for row in gone:
        seated = row.confirmed_at is not None
        row.state = State.CONFIRMED if seated else State.WAITING
        row.waiting_since, row.cancelled_at = None if seated else since, None
    seats.recount(session, event)
    return Restored(of_signups(session, [row.id for row in rows], hours))


def _may_restore(
    session: Session, event: EventRow, family_id: int, gone: Sequence[SignupRow], now: datetime
) -> bool:
    seats.recount(session, event)
    open_seats = open_to_newcomers(seats.free(event), ahead_of_newcomers(seats.line(session, event.id)))
    needed = sum(row.confirmed_at is not None for row in gone)
    back = {row.participant_id for row in gone if row.participant_id is not None}
    here = {row.participant_id for row in _live(session, event.id, family_id)}
    in_time = all(row.cancelled_at is not None and now - row.cancelled_at <= UNDO_WITHIN for row in gone)
    takes_place = event.status == Status.SCHEDULED and event.starts_at > now
    return takes_place and in_time and needed <= open_seats and not here & back


def mark_coming(session: Session, *, family_id: int, event_id: int, now: datetime) -> int:
    """Keep that the family answered "we are coming"; how many of its seats that concerns."""
    session.flush()
    done = session.execute(
        update(SignupRow)
        .where(
            SignupRow.family_id == family_id,
            SignupRow.event_id == event_id,
            SignupRow.state == State.CONFIRMED,
        )
        .values(coming_at=now)
        .returning(SignupRow.id)
    )
    return len(done.all())


def _all_theirs(session: Session, family_id: int, asked: tuple[int, ...]) -> bool:
    found = session.scalar(
        select(func.count())
        .select_from(ParticipantRow)
        .where(ParticipantRow.family_id == family_id, ParticipantRow.id.in_(asked))
    )
    return found == len(asked)


def _live(session: Session, event_id: int, family_id: int) -> Sequence[SignupRow]:
    return session.scalars(
        select(SignupRow)
        .where(
            SignupRow.event_id == event_id, SignupRow.family_id == family_id, SignupRow.state.in_(LIVE)
        )
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()


def _missing(held: Sequence[SignupRow], asked: tuple[int, ...], unnamed: int) -> list[int | None]:
    here = {row.participant_id for row in held}
    without_name = sum(row.participant_id is None for row in held)
    named: list[int | None] = [who for who in asked if who not in here]
    return named + [None] * max(0, unnamed - without_name)
