"""What the team is told on the morning of an event: how many come, and whom to telephone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from knowledge.events import Event, Status
from knowledge.models import EventRow
from scheduler import answers
from scheduler.answers import Question
from scheduler.hours import VenueHours, wall
from scheduler.models import FamilyChatRow, FamilyRow, OutboxRow, ParticipantRow, SignupRow, State
from scheduler.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.reminder_rules import out_of_quiet

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

    `silent`: did not answer that they come; `unsettled`: did not answer after the event moved;
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
    kept_revision: int | None
    is_reachable: bool


def due_at(starts_at: datetime, hours: VenueHours) -> datetime:
    """When the team is told (UTC): at 8 on the day, the evening before an early event."""
    day = hours.day(starts_at)
    morning, evening = wall(day, AT, hours.zone), wall(day - timedelta(days=1), EVENING, hours.zone)
    return out_of_quiet(morning if morning + BEFORE <= starts_at else evening, starts_at, hours)


def put_due(session: Session, chat_id: int, now: datetime, hours: VenueHours) -> int:
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
    return sum(_put(session, *one, chat_id, now) for one in found if _key(*one, chat_id) not in known)


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
    seats = _seats(session, event.id)
    states = session.scalars(select(SignupRow.state).where(SignupRow.event_id == event.id)).all()
    has_moved = event.moved_at is not None
    return Digest(
        event=event, confirmed=len(seats),
        waiting=sum(state in (State.WAITING, State.OFFERED) for state in states),
        cancelled=sum(state == State.CANCELLED for state in states),
        silent=_contacts(session, (seat for seat in seats if not seat.is_coming and seat.is_reachable)),
        unsettled=_contacts(
            session, (seat for seat in seats if has_moved and seat.kept_revision != event.revision)
        ),
        unreachable=_contacts(session, (seat for seat in seats if not seat.is_reachable)),
    )  # fmt: skip


def _seats(session: Session, event_id: int) -> list[_Seat]:
    reachable = exists().where(
        FamilyChatRow.family_id == SignupRow.family_id, FamilyChatRow.unreachable_since.is_(None)
    )
    found = session.execute(
        select(SignupRow, FamilyRow.number, ParticipantRow.first_name, reachable)
        .join(FamilyRow, FamilyRow.id == SignupRow.family_id)
        .outerjoin(ParticipantRow, ParticipantRow.id == SignupRow.participant_id)
        .where(SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED)
        .order_by(SignupRow.family_id, SignupRow.id)
    )
    return [
        _Seat(row.id, row.family_id, number, name, row.coming_at is not None, row.kept_revision, bool(can))
        for row, number, name, can in found
    ]


def _contacts(session: Session, seats: Iterable[_Seat]) -> tuple[Contact, ...]:
    by_family = groupby(seats, key=lambda seat: seat.family_number)
    return tuple(_contact(session, number, tuple(own)) for number, own in by_family)


def _contact(session: Session, number: int, seats: Sequence[_Seat]) -> Contact:
    left = answers.of_signups(session, [seat.signup_id for seat in seats])
    phone = next((answer.words for answer in left if answer.question is Question.PHONE), None)
    return Contact(number, tuple(seat.first_name for seat in seats), phone)
