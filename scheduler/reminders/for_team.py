"""What the team is told on the morning of an event, and whom it calls: families that no chat speaks for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import partial
from itertools import groupby

from sqlalchemy import ColumnElement, Select, exists, func, select, update
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, EventRow, Status
from scheduler.core.hours import PARIS, VenueHours, wall
from scheduler.core.tables import LIVE, FamilyChatRow, FamilyRow, OutboxRow, ParticipantRow, SignupRow, State
from scheduler.core.team_tables import CallRow
from scheduler.core.transactions import Apart, Piece
from scheduler.families import contacts
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put_notice
from scheduler.reminders.rules import out_of_quiet
from scheduler.reminders.still_true import still_true
from scheduler.seats import answers
from scheduler.seats.answers import Question
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import of_signups
from scheduler.signups.event_changes import MoveAnswer, after_move

AT = time(8)  # long enough after the reminder of the evening before, out of the quiet hours
BEFORE = timedelta(hours=1)  # less is no time to telephone
EVENING = time(20)


@dataclass(frozen=True, slots=True)
class Contact:
    """A family to telephone: its number, who of it comes, and the number it left for the day, if any."""

    family_number: int
    first_names: tuple[str | None, ...]
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """An event on its morning.

    `silent`: were reminded, and did not answer that they come; `unsettled`: did not answer when it moved;
    `unreachable`: blocked the bot.
    """

    event: Event
    confirmed: int
    waiting: int
    cancelled: int
    silent: tuple[Contact, ...]
    unsettled: tuple[Contact, ...]
    unreachable: tuple[Contact, ...]


@dataclass(frozen=True, slots=True)
class _Seat:
    signup_id: int
    family_id: int
    family_number: int
    first_name: str | None
    is_coming: bool
    is_reachable: bool


def due_at(starts_at: datetime, hours: VenueHours) -> datetime:
    """When the team is told (UTC): at 8 on the day, the evening before an early event."""
    day = hours.day(starts_at)
    morning, evening = wall(day, AT, hours.zone), wall(day - timedelta(days=1), EVENING, hours.zone)
    return out_of_quiet(morning if morning + BEFORE <= starts_at else evening, starts_at, hours)


def put_due(session: Session, chat_id: int, now: datetime, hours: VenueHours, apart: Apart | None = None) -> int:
    """Owe the team's chat the digests that are due, each once a revision; how many are new."""
    soon = session.execute(
        select(EventRow.id, EventRow.revision, EventRow.starts_at)
        .where(EventRow.starts_at > now, EventRow.starts_at <= now + timedelta(days=2))
        .where(EventRow.status == Status.SCHEDULED, _has_signups())
        .order_by(EventRow.id)
    ).all()
    found = [(event, revision) for event, revision, starts_at in soon if due_at(starts_at, hours) <= now]
    keys = [_key(*one, chat_id) for one in found]
    known = set(session.scalars(select(OutboxRow.key).where(OutboxRow.key.in_(keys))))
    apart, new = apart or Apart(session), [one for one in found if _key(*one, chat_id) not in known]
    return sum(apart.do(Piece("digest", one[0]), partial(_put, session, *one, chat_id, now), 0) for one in new)


def _has_signups() -> ColumnElement[bool]:
    return exists().where(SignupRow.event_id == EventRow.id, SignupRow.state == State.CONFIRMED)


def _key(event_id: int, revision: int, chat_id: int) -> str:
    return f"digest:{event_id}:{revision}:{chat_id}"


def _put(session: Session, event_id: int, revision: int, chat_id: int, now: datetime) -> int:
    notice = Notice(kind=NoticeKind.STAFF_DIGEST, family_id=0, event_id=event_id, revision=revision)
    key = f"digest:{event_id}:{revision}"
    return put_notice(session, notice, (chat_id,), send_class=SendClass.REMINDER, key=key, now=now)


def of_event(session: Session, event: Event) -> Digest:
    """How this event stands now."""
    seats = _seats(session, event)
    states = session.scalars(select(SignupRow.state).where(SignupRow.event_id == event.id)).all()
    unsettled = {one.signup_id for one in after_move(session, event.id) if one.answer is MoveAnswer.NONE}
    asked = _reminded_families(session, event)
    return Digest(
        event=event,
        confirmed=len(seats),
        waiting=sum(state in (State.WAITING, State.OFFERED) for state in states),
        cancelled=sum(state == State.CANCELLED for state in states),
        silent=_contacts(
            session, (one for one in seats if one.family_id in asked and not one.is_coming and one.is_reachable)
        ),
        unsettled=_contacts(session, (seat for seat in seats if seat.signup_id in unsettled)),
        unreachable=_contacts(session, (seat for seat in seats if not seat.is_reachable)),
    )


def _reminded_families(session: Session, event: Event) -> frozenset[int]:
    """Those whom a reminder of this date reached, in one of their chats."""
    there = select(SignupRow.family_id).where(SignupRow.event_id == event.id, SignupRow.state == State.CONFIRMED)
    rows = session.execute(
        select(FamilyChatRow.family_id, OutboxRow.notice)
        .join(OutboxRow, OutboxRow.chat_id == FamilyChatRow.chat_id)
        .where(FamilyChatRow.family_id.in_(there), OutboxRow.notice.is_not(None))
        .where(OutboxRow.state == OutboxState.SENT, OutboxRow.send_class == SendClass.REMINDER)
    )
    return frozenset(family_id for family_id, notice in rows if notice is not None and _reminds_of(event, notice))


def _reminds_of(event: Event, stored: str) -> bool:
    notice = Notice.from_json(stored)
    of_this = (notice.event_id, notice.revision) == (event.id, event.revision)
    return of_this and notice.kind is NoticeKind.REMINDER


def _seats(session: Session, event: Event) -> list[_Seat]:
    found = session.execute(
        select(SignupRow, FamilyRow.number, ParticipantRow.first_name, contacts.HEARS)
        .join(FamilyRow, FamilyRow.id == SignupRow.family_id)
        .outerjoin(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .where(SignupRow.event_id == event.id, SignupRow.state == State.CONFIRMED)
        .order_by(SignupRow.family_id, SignupRow.id)
    )
    return [
        _Seat(row.id, row.family_id, number, None if name is None else name.shown(), _is_coming(row, event), bool(can))
        for row, number, name, can in found
    ]


def _is_coming(row: SignupRow, event: Event) -> bool:
    """Whether they said so of the date as it is now."""
    return row.coming_at is not None and row.coming_at > event.revised_at


def _contacts(session: Session, seats: Iterable[_Seat]) -> tuple[Contact, ...]:
    by_family = groupby(seats, key=lambda seat: seat.family_number)
    return tuple(_contact(session, number, tuple(own)) for number, own in by_family)


def _contact(session: Session, number: int, seats: Sequence[_Seat]) -> Contact:
    left = answers.of_signups(session, [seat.signup_id for seat in seats])
    phone = next((answer.words for answer in left if answer.question is Question.PHONE), None)
    return Contact(number, tuple(seat.first_name for seat in seats), phone)


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
