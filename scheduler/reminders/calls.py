"""Whom the team is to call: notices that are owed to families without a chat, as long as they are true."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import LIVE, FamilyRow, SignupRow, State
from scheduler.core.team_tables import CallRow
from scheduler.families import contacts
from scheduler.outbox.outbox import Notice, NoticeKind
from scheduler.reminders.still_true import still_true
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import of_signups


class Outcome(StrEnum):
    """How a call ended."""

    TOLD = "told"
    TAKEN = "taken"  # the seat on offer
    LEFT = "left"  # the same
    VOID = "void"  # it was not true any more before anybody called


@dataclass(frozen=True, slots=True)
class Call:
    """A family to call: for what, about whom, under which number. `people`: those whom it is still about."""

    id: int
    notice: Notice
    family_number: int
    phone: str
    event: Event
    people: tuple[Registration, ...]

    @property
    def offers(self) -> bool:
        """Whether the family can take a seat by what it answers."""
        return self.notice.kind in (NoticeKind.OFFER, NoticeKind.LAST_CALL)

    @property
    def until(self) -> datetime | None:
        """When an offer ends."""
        return min((one.offer_until for one in self.people if one.offer_until is not None), default=None)


_STATES = {
    NoticeKind.REMINDER: (State.CONFIRMED,),
    NoticeKind.OFFER: (State.OFFERED,),
    NoticeKind.LAST_CALL: (State.WAITING,),
    NoticeKind.PLACE_CANCELLED: (State.CANCELLED,),
    NoticeKind.LIST_CLOSED: (State.CANCELLED,),
}


def to_make(session: Session, now: datetime, hours: VenueHours = PARIS) -> tuple[Call, ...]:
    """The calls to make now, the most urgent first."""
    rows = session.scalars(_open().order_by(CallRow.send_class, CallRow.id)).all()
    return tuple(call for row in rows if (call := _value(session, row, now, hours)) is not None)


def one(session: Session, call_id: int, now: datetime, hours: VenueHours = PARIS) -> Call | None:
    """This one, while it is to be made."""
    row = session.scalar(_open().where(CallRow.id == call_id))
    return None if row is None else _value(session, row, now, hours)


def _open() -> Select[CallRow]:
    return select(CallRow).where(CallRow.done_at.is_(None)).execution_options(populate_existing=True)


def _value(session: Session, row: CallRow, now: datetime, hours: VenueHours) -> Call | None:
    notice = Notice.from_json(row.notice)
    event, phone = agenda.by_id(session, notice.event_id), contacts.phone_of(session, row.family_id)
    if event is None or phone is None or not still_true(session, notice, now):
        return None
    number = session.get_one(FamilyRow, row.family_id).number
    return Call(row.id, notice, number, phone, event, tuple(_people(session, notice, hours)))


def _people(session: Session, notice: Notice, hours: VenueHours) -> Iterator[Registration]:
    # As in a message: some speak of whoever has a seat now.
    ids = notice.signup_ids
    if notice.kind in (NoticeKind.REMINDER, NoticeKind.ANNOUNCEMENT):
        theirs = SignupRow.family_id == notice.family_id, SignupRow.event_id == notice.event_id
        ids = tuple(session.scalars(select(SignupRow.id).where(*theirs)))
    states = _STATES.get(notice.kind, LIVE)
    yield from (one for one in of_signups(session, ids, hours) if one.state in states)


def made(session: Session, call_id: int, outcome: Outcome, by: int | None, now: datetime) -> bool:
    """Note how a call ended; False when somebody else was quicker."""
    row = session.scalar(_open().where(CallRow.id == call_id).with_for_update())
    if row is None:
        return False
    row.done_at, row.by, row.outcome = now, by, outcome
    session.flush()
    return True


def call_off(session: Session, key: str, now: datetime) -> None:
    """What has keys that begin so is not called for any more."""
    open_ones = CallRow.key.startswith(key, autoescape=True), CallRow.done_at.is_(None)
    session.execute(update(CallRow).where(*open_ones).values(done_at=now, outcome=Outcome.VOID))


def put_with(session: Session, key: str) -> int:
    """How many calls there are, or were, whose keys begin so."""
    found = select(func.count()).select_from(CallRow).where(CallRow.key.startswith(key, autoescape=True))
    return session.scalar(found) or 0


def settle(session: Session, now: datetime) -> int:
    """What is not true any more is not called for; how many calls the team was not told of yet, and is told of now."""
    fresh = 0
    for row in session.scalars(_open()).all():
        if not still_true(session, Notice.from_json(row.notice), now):
            row.done_at, row.outcome = now, Outcome.VOID
        elif row.told_at is None:
            row.told_at, fresh = now, fresh + 1
    session.flush()
    return fresh
