"""The roll of one event: everybody who has a seat, family by family, and who has come; when its door is open."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from rapidfuzz import fuzz
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.hours import PARIS, VenueHours, wall
from scheduler.core.people import fold_name, shown_age
from scheduler.core.tables import FamilyRow, ParticipantRow, SignupRow, State
from scheduler.core.team_tables import AttendanceRow, DoorRow
from scheduler.families.families import participant_value
from scheduler.seats import answers
from scheduler.seats.answers import NO, YES, KeptAnswer, Question

OPENS_BEFORE = timedelta(minutes=30)
ABSENT_AFTER = timedelta(minutes=15)
EVENING = time(18)  # of the day before: from then on an animator sees the list
_ALIKE = 75  # of 100: « Mathias » for « Matthias », not « Léa » for « Léo »
T = TypeVar("T")


class Gate(StrEnum):
    """How an event's door stands at some moment."""

    CALLED_OFF = "called_off"
    TOO_EARLY = "too_early"
    OPEN = "open"
    LATE = "late"  # the event is over; who came may still be written down
    OVER = "over"


def opens_at(event: Event) -> datetime:
    """From when children are checked in (aware UTC)."""
    return event.starts_at - OPENS_BEFORE


def seen_from(event: Event, hours: VenueHours) -> datetime:
    """From when somebody who has the event sees its list: 18:00 on the evening before."""
    return wall(hours.day(event.starts_at) - timedelta(days=1), EVENING, hours.zone)


def seen_until(event: Event, hours: VenueHours) -> datetime:
    """Until when: the day after the event is over."""
    return wall(hours.day(event.ends_at) + timedelta(days=2), time(0), hours.zone)


def is_seen(event: Event, now: datetime, hours: VenueHours) -> bool:
    """Whether its list is there for somebody who has the event."""
    return seen_from(event, hours) <= now < seen_until(event, hours)


def gate(event: Event, now: datetime, hours: VenueHours) -> Gate:
    """How its door stands now."""
    if event.is_cancelled:
        return Gate.CALLED_OFF
    if now < opens_at(event):
        return Gate.TOO_EARLY
    if now < event.ends_at:
        return Gate.OPEN
    return Gate.LATE if now < seen_until(event, hours) else Gate.OVER


def absents_due(event: Event, now: datetime) -> bool:
    """Whether those who have not come are missing by now, and can still be called."""
    return not event.is_cancelled and event.starts_at + ABSENT_AFTER <= now < event.ends_at


def matching(names: Iterable[T], typed: str, name_of: Callable[[T], str]) -> tuple[T, ...]:
    """Those whose name begins like what was typed, in any of its words; where there are none, those that sound alike.

    However it is typed: without case, accents or marks.
    """
    wanted, there = fold_name(typed), [(one, fold_name(name_of(one))) for one in names]
    if not wanted:
        return ()
    begun = [one for one, name in there if name.startswith(wanted) or f" {wanted}" in name]
    if begun:
        return tuple(begun)
    return tuple(one for one, name in there if name and fuzz.ratio(name, wanted) >= _ALIKE)


class Mark(StrEnum):
    """What is marked of somebody at the door; who has no mark has not been seen."""

    PRESENT = "present"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One seat. `first_name` None: a place without a name; `age` None: an adult, or not known.

    `alone`: may leave alone, None when that was not asked; `allergy`: None when there is none, or nobody was asked.
    """

    signup_id: int
    family_id: int
    family_number: int
    first_name: str | None
    age: int | None
    mark: Mark | None = None
    at: datetime | None = None
    walk_in: bool = False
    alone: bool | None = None
    phone: str | None = None
    allergy: str | None = None


@dataclass(frozen=True, slots=True)
class Door:
    """How the door was left. `present`… are the counts of the closing, None until then."""

    prints_allergies: bool = False
    told_at: datetime | None = None
    closed_at: datetime | None = None
    present: int | None = None
    absent: int | None = None
    excused: int | None = None
    walk_ins: int | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nobody is checked in any more."""
        return self.closed_at is not None


@dataclass(frozen=True, slots=True)
class Roll:
    """The families in the order of their first names, the children of each together."""

    event: Event
    households: tuple[tuple[Child, ...], ...]
    door: Door = Door()

    @property
    def children(self) -> tuple[Child, ...]:
        """All of them, in the same order."""
        return tuple(child for household in self.households for child in household)

    @property
    def present(self) -> tuple[Child, ...]:
        """Who has come."""
        return tuple(child for child in self.children if child.mark is Mark.PRESENT)

    @property
    def excused(self) -> tuple[Child, ...]:
        """Who was said not to come."""
        return tuple(child for child in self.children if child.mark is Mark.EXCUSED)

    @property
    def missing(self) -> tuple[Child, ...]:
        """Who has not been seen."""
        return tuple(child for child in self.children if child.mark is None)

    def household_of(self, signup_id: int) -> tuple[Child, ...]:
        """The family that this seat is of; empty when it is nobody's here."""
        return next((one for one in self.households if signup_id in (child.signup_id for child in one)), ())


@dataclass(frozen=True, slots=True)
class Seen:
    """What was marked of one sign-up, and when (aware UTC)."""

    signup_id: int
    mark: Mark
    at: datetime


def marks(session: Session, signup_ids: Sequence[int]) -> tuple[Seen, ...]:
    """What is held of these, for the family itself."""
    rows = session.scalars(select(AttendanceRow).where(AttendanceRow.signup_id.in_(signup_ids)))
    return tuple(Seen(row.signup_id, Mark(row.mark), row.at) for row in rows)


def of_event(session: Session, event_id: int, hours: VenueHours = PARIS) -> Roll | None:
    """The roll as it is now; None when there is no such event. Names are opened here, and for this event alone."""
    session.flush()
    event = agenda.by_id(session, event_id)
    if event is None:
        return None
    found = session.execute(
        select(SignupRow, ParticipantRow, FamilyRow.number, AttendanceRow)
        .join(FamilyRow, FamilyRow.id == SignupRow.family_id)
        .outerjoin(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .outerjoin(AttendanceRow, AttendanceRow.signup_id == SignupRow.id)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED)
        .order_by(SignupRow.family_id, SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()
    said = answers.of_signups(session, [row.id for row, *_ in found])
    children = [_child(row, who, number, mark, _of(said, row.id), event, hours) for row, who, number, mark in found]
    return Roll(event, _households(children), door_of(session, event_id))


def door_of(session: Session, event_id: int) -> Door:
    """How the event's door was left."""
    row = session.get(DoorRow, event_id, populate_existing=True)
    if row is None:
        return Door()
    counts = (row.present, row.absent, row.excused, row.walk_ins)
    return Door(row.prints_allergies, row.told_at, row.closed_at, *counts)


def _of(said: Iterable[KeptAnswer], signup_id: int) -> dict[Question, str]:
    return {one.question: one.words for one in said if one.signup_id == signup_id}


def _child(
    row: SignupRow,
    who: ParticipantRow | None,
    number: int,
    mark: AttendanceRow | None,
    said: dict[Question, str],
    event: Event,
    hours: VenueHours,
) -> Child:
    allergy, alone = said.get(Question.ALLERGY), said.get(Question.ALONE)
    return Child(
        signup_id=row.id,
        family_id=row.family_id,
        family_number=number,
        first_name=None if who is None else who.sealed_first_name.shown(),
        age=_age(who, mark, event, hours),
        mark=None if mark is None else Mark(mark.mark),
        at=None if mark is None else mark.at,
        walk_in=mark is not None and mark.walk_in,
        alone=None if alone not in (YES, NO) else alone == YES,
        phone=said.get(Question.PHONE),
        allergy=None if allergy == NO else allergy,
    )


def _age(who: ParticipantRow | None, mark: AttendanceRow | None, event: Event, hours: VenueHours) -> int | None:
    if mark is not None and mark.sealed_age is not None and mark.sealed_age.opens:
        return int(mark.age or 0)
    # One damaged cell must not hide the others.
    birth = None if who is None or not who.can_be_read else participant_value(who).birth
    return None if birth is None else shown_age(event.age_min, event.age_max, birth, hours.day(event.starts_at))


def _households(children: Sequence[Child]) -> tuple[tuple[Child, ...], ...]:
    by_family = (tuple(own) for _, own in groupby(children, key=lambda child: child.family_id))
    return tuple(sorted(map(_in_order, by_family), key=lambda own: _key(own[0])))


def _in_order(household: Sequence[Child]) -> tuple[Child, ...]:
    return tuple(sorted(household, key=_key))


def _key(child: Child) -> tuple[bool, str, int]:
    return child.first_name is None, fold_name(child.first_name or ""), child.signup_id
