"""Who comes without a place: added on the spot, over the capacity only when somebody says so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from knowledge.agenda.tables import EventRow
from scheduler.core import people
from scheduler.core.door_tables import AttendanceRow
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import SignupRow, State
from scheduler.door.checking import Shut, lock_open
from scheduler.door.roll import Mark
from scheduler.families import families
from scheduler.seats import answers, seats
from scheduler.seats.answers import Answer, Question


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
