"""What the team is told on the morning of an event: how many come, and whom to telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from itertools import groupby

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from knowledge.agenda.events import Event, Status
from knowledge.agenda.tables import EventRow
from scheduler.core.hours import VenueHours, wall
from scheduler.core.tables import FamilyChatRow, FamilyRow, OutboxRow, ParticipantRow, SignupRow, State
from scheduler.core.transactions import Apart, Piece
from scheduler.families import contacts
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put_notice
from scheduler.reminders.rules import out_of_quiet
from scheduler.seats import answers
from scheduler.seats.answers import Question
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
