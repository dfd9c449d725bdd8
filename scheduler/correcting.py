"""Correcting a first name or a birth month; nothing is thrown out because of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler import families
from scheduler.ages import AgeFit, BirthMonth, fits_age
from scheduler.families import Participant
from scheduler.hours import PARIS, VenueHours
from scheduler.models import LIVE, ParticipantRow, SignupRow
from scheduler.outcomes import Registration
from scheduler.registrations import of_signups


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
            SignupRow.participant_id == row.id, SignupRow.state.in_(LIVE),
            EventRow.starts_at > now, EventRow.status == Status.SCHEDULED,
        )
    )  # fmt: skip
    ids = [
        signup_id
        for signup_id, event in found
        if fits_age(event.age_min, event.age_max, born, hours.day(event.starts_at)) is not AgeFit.OK
    ]
    return of_signups(session, ids, hours)
