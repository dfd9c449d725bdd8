"""Checking in, by the list or by a code, and who comes without a place.

Each change is under the event's lock, so that two phones agree.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from scheduler.core import people
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import FamilyRow, ParticipantRow, SignupRow, State
from scheduler.core.team_tables import AttendanceRow, DoorRow
from scheduler.door import roll
from scheduler.door.roll import Gate, Mark, door_of
from scheduler.families import families
from scheduler.seats import answers, seats
from scheduler.seats.answers import Answer, Question


class Shut(StrEnum):
    """Why nobody is marked at this event now."""

    GONE = "gone"  # there is no such event
    CALLED_OFF = "called_off"
    TOO_EARLY = "too_early"
    OVER = "over"
    CLOSED = "closed"  # the list was closed, by hand or by the clock


@dataclass(frozen=True, slots=True)
class Marked:
    """The seats whose mark is new, and those that had it already."""

    fresh: tuple[int, ...]
    already: tuple[int, ...] = ()


_SHUT = {Gate.CALLED_OFF: Shut.CALLED_OFF, Gate.TOO_EARLY: Shut.TOO_EARLY, Gate.OVER: Shut.OVER}


def lock_open(session: Session, event_id: int, now: datetime, hours: VenueHours) -> EventRow | Shut:
    """The event under its lock, if somebody may be marked there now."""
    event = seats.lock(session, event_id)
    if event is None:
        return Shut.GONE
    shut = _SHUT.get(roll.gate(event.value(), now, hours))
    if shut is not None:
        return shut
    return Shut.CLOSED if door_of(session, event_id).is_closed else event


def mark(
    session: Session,
    event_id: int,
    signup_ids: Sequence[int],
    what: Mark,
    *,
    by: int,
    now: datetime,
    hours: VenueHours = PARIS,
) -> Marked | Shut:
    """Mark those of these who have a seat at the event; who came stays come, whoever else says so again."""
    event = lock_open(session, event_id, now, hours)
    if isinstance(event, Shut):
        return event
    seated = select(SignupRow.id).where(
        SignupRow.id.in_(signup_ids), SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED
    )
    fresh, already = [], []
    for signup_id in session.scalars(seated.order_by(SignupRow.id)).all():
        row = session.get(AttendanceRow, signup_id, populate_existing=True)
        if row is not None and row.mark == what:
            already.append(signup_id)
            continue
        if row is None:
            row = AttendanceRow(signup_id=signup_id)
            session.add(row)
        row.mark, row.at, row.by = what.value, now, by
        fresh.append(signup_id)
    session.flush()
    return Marked(tuple(fresh), tuple(already))


def undo(
    session: Session, event_id: int, signup_ids: Sequence[int], *, now: datetime, hours: VenueHours = PARIS
) -> Marked | Shut:
    """Take these marks back; whoever was added on the spot goes altogether, and with them all that was told."""
    event = lock_open(session, event_id, now, hours)
    if isinstance(event, Shut):
        return event
    rows = session.scalars(
        select(AttendanceRow)
        .join(SignupRow, SignupRow.id == AttendanceRow.signup_id)
        .where(SignupRow.event_id == event_id, AttendanceRow.signup_id.in_(signup_ids))
        .execution_options(populate_existing=True)
    ).all()
    gone = tuple(row.signup_id for row in rows)
    for signup_id in [row.signup_id for row in rows if row.walk_in]:
        _forget_walk_in(session, event, signup_id, now)
    session.execute(delete(AttendanceRow).where(AttendanceRow.signup_id.in_(gone)))
    session.expire_all()
    return Marked(gone)


def _forget_walk_in(session: Session, event: EventRow, signup_id: int, now: datetime) -> None:
    row = session.get_one(SignupRow, signup_id)
    family_id = row.family_id
    session.execute(delete(SignupRow).where(SignupRow.id == signup_id))  # its mark and answers go with it
    session.execute(delete(ParticipantRow).where(ParticipantRow.family_id == family_id))
    session.execute(delete(FamilyRow).where(FamilyRow.id == family_id))
    seats.recount(session, event, now)
    event.over = min(event.over, max(0, event.taken - (event.capacity or 0)))
    session.flush()


class Found(StrEnum):
    """What a code that was scanned leads to; each is a sentence."""

    ARRIVED = "arrived"
    ALREADY = "already"
    CANCELLED = "cancelled"  # the family gave the seat up
    CALLED_OFF = "called_off"  # the event does not take place
    NO_SEAT = "no_seat"  # in line, or with an offer that nobody answered
    TOO_EARLY = "too_early"
    OTHER = "other"  # registered for another event, on another day, or one that is over
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Scanned:
    """`at`: when they came, when it was cancelled, or from when the door is open."""

    found: Found
    signup_id: int
    at: datetime | None = None


def scan(session: Session, token: str, *, by: int, now: datetime, hours: VenueHours = PARIS) -> Scanned | None:
    """Check in whoever shows this code, if it is for now; None when nobody was given such a code."""
    digests = people.digests(people.CHECK_IN, token)
    found = session.execute(
        select(SignupRow.id, SignupRow.event_id).where(SignupRow.token_digest.in_(digests))
    ).one_or_none()
    if found is None:
        return None
    event = seats.lock(session, found.event_id)
    row = session.get(SignupRow, found.id, populate_existing=True)
    if event is None or row is None:
        return None
    why = _why_not(row, event, now, hours)
    if why is not None:
        return why
    marked = mark(session, event.id, [row.id], Mark.PRESENT, by=by, now=now, hours=hours)
    if isinstance(marked, Shut):
        return Scanned(Found.CLOSED, row.id)
    there = session.get_one(AttendanceRow, row.id, populate_existing=True)
    return Scanned(Found.ARRIVED if marked.fresh else Found.ALREADY, row.id, there.at)


def _why_not(row: SignupRow, event: EventRow, now: datetime, hours: VenueHours) -> Scanned | None:
    value = event.value()
    stands = roll.gate(value, now, hours)
    if row.state == State.CANCELLED:
        return Scanned(Found.CANCELLED, row.id, row.cancelled_at)
    if stands is Gate.CALLED_OFF:
        return Scanned(Found.CALLED_OFF, row.id)
    if stands in (Gate.LATE, Gate.OVER) or (stands is Gate.TOO_EARLY and hours.day(now) != hours.day(value.starts_at)):
        return Scanned(Found.OTHER, row.id)
    if row.state != State.CONFIRMED:
        return Scanned(Found.NO_SEAT, row.id)
    return Scanned(Found.TOO_EARLY, row.id, roll.opens_at(value)) if stands is Gate.TOO_EARLY else None


def seats_now(session: Session, family_id: int, now: datetime) -> tuple[int, ...]:
    """The family's seats at events whose door is open at this moment, of those who were not seen yet."""
    soon, unmarked = (
        now + roll.OPENS_BEFORE,
        ~select(AttendanceRow).where(AttendanceRow.signup_id == SignupRow.id).exists(),
    )
    found = session.execute(
        select(SignupRow.id, EventRow)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .where(SignupRow.family_id == family_id, SignupRow.state == State.CONFIRMED, unmarked)
        .where(EventRow.starts_at <= soon, EventRow.starts_at > now - timedelta(days=2), EventRow.ends_at > now)
        .order_by(SignupRow.id)
    ).all()
    return tuple(number for number, event in found if not event.value().is_cancelled and _is_open(session, event))


def _is_open(session: Session, event: EventRow) -> bool:
    row = session.get(DoorRow, event.id)
    return row is None or row.closed_at is None


@dataclass(frozen=True, slots=True)
class WalkIn:
    """A child who came on the spot; `phone`, of the adult, as "+33612345678", None when none was given."""

    first_name: str
    age: int
    phone: str | None


@dataclass(frozen=True, slots=True)
class Full:
    """All places are taken, and nobody said that one more may come in; nothing changed."""

    capacity: int
    taken: int


@dataclass(frozen=True, slots=True)
class Added:
    """They are in; `over`: beyond the capacity."""

    signup_id: int
    over: bool


def add(
    session: Session,
    event_id: int,
    who: WalkIn,
    *,
    by: int,
    now: datetime,
    may_exceed: bool = False,
    hours: VenueHours = PARIS,
) -> Added | Full | Shut:
    """Give them a seat and mark them as come; `may_exceed`: somebody said yes to one more than there is room for.

    They are a family of their own that no chat speaks for, so that all terms for what is kept hold for them too.
    """
    event = lock_open(session, event_id, now, hours)
    if isinstance(event, Shut):
        return event
    seats.recount(session, event, now)
    is_full = seats.free(event) == 0
    if is_full and not may_exceed:
        return Full(event.capacity or 0, event.taken)
    if is_full:
        event.over = max(event.over, event.taken + 1 - (event.capacity or 0))
    row = _seat(session, event, who, now)
    seats.take(session, event, 1)
    session.add(AttendanceRow(signup_id=row.id, mark=Mark.PRESENT, at=now, by=by, walk_in=True, age=str(who.age)))
    session.flush()
    return Added(row.id, is_full)


def _seat(session: Session, event: EventRow, who: WalkIn, now: datetime) -> SignupRow:
    family = families.new_family(session, "fr", now)
    # Their birth month is not asked at the door: the age is kept with the mark.
    participant = families.add_participant(session, family.id, who.first_name, None, now)
    token = people.new_token()
    row = SignupRow(
        event_id=event.id,
        family_id=family.id,
        participant_id=participant.id,
        state=State.CONFIRMED,
        created_at=now,
        confirmed_at=now,
        token=token,
        token_digest=people.digest(people.CHECK_IN, token),
    )
    session.add(row)
    session.flush()
    if who.phone is not None:
        answers.keep(session, [row], [Answer(Question.PHONE, who.phone)], now)
    return row
