"""A cancellation undone, a first name or a birth month corrected; nothing is thrown out because of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.people import AgeFit, BirthMonth, fits_age
from scheduler.core.tables import LIVE, Ending, ParticipantRow, RemindedRow, SignupRow, State
from scheduler.families import families
from scheduler.families.families import Participant
from scheduler.seats import seats
from scheduler.seats.outcomes import NotRestored, Registration, Restored, RestoreOutcome
from scheduler.seats.registrations import live_rows, of_signups, own_rows
from scheduler.seats.seats import open_to_newcomers
from scheduler.waiting import waiting

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
            SignupRow.family_id == family_id,
            *at,
            SignupRow.state == State.CANCELLED,
            SignupRow.cancelled_at >= now - UNDO_WITHIN,
        )
        .execution_options(populate_existing=True)
    ).all()
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
        needed < len(gone) and now >= waiting.closes_at(event.starts_at)
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


@dataclass(frozen=True, slots=True)
class Corrected:
    """Who it is now; `unfit` are the registrations to come that the new birth month does not suit: they stay."""

    participant: Participant
    unfit: tuple[Registration, ...]


@dataclass(frozen=True, slots=True)
class SameChild:
    """Another one of the family has this name and birth month already; nothing changed."""

    other: Participant


@dataclass(frozen=True, slots=True)
class NotTheirs:
    """Nobody of this family: an old button, or a forged one."""


CorrectOutcome: TypeAlias = Corrected | SameChild | NotTheirs


def correct(
    session: Session,
    *,
    family_id: int,
    participant_id: int,
    first_name: str | None = None,
    birth: BirthMonth | None = None,
    now: datetime,
    hours: VenueHours = PARIS,
) -> CorrectOutcome:
    """Change what is given; an adult has no birth month, and gets none."""
    # The family's row is locked: the other parent may correct the same child at this moment.
    families.lock(session, (family_id,))
    row = session.get(ParticipantRow, participant_id, populate_existing=True)
    if row is None or row.family_id != family_id or (birth is not None and row.birth is None):
        return NotTheirs()
    old = families.participant_value(row)
    name = old.first_name if first_name is None else first_name.strip()
    born = birth or old.birth
    other = families.find_participant(session, family_id, name, born)
    if other is not None and other.id != participant_id:
        return SameChild(other)
    families.rename(session, row, name, born)
    return Corrected(families.participant_value(row), _unfit(session, row, now, hours))


def _unfit(session: Session, row: ParticipantRow, now: datetime, hours: VenueHours) -> tuple[Registration, ...]:
    born = families.participant_value(row).birth
    found = session.execute(
        select(SignupRow.id, EventRow)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .where(
            SignupRow.participant_id == row.id,
            SignupRow.state.in_(LIVE),
            EventRow.starts_at > now,
            EventRow.status == Status.SCHEDULED,
        )
    )
    ids = [
        signup_id
        for signup_id, event in found
        if fits_age(event.age_min, event.age_max, born, hours.day(event.starts_at)) is not AgeFit.OK
    ]
    return of_signups(session, ids, hours)
