"""The dated purge: what has had its time goes, in small batches, and how much of it is noted, never whose.

Each kind looks at the oldest rows behind an index, so that an hour in which nothing is due costs next to nothing.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from knowledge.agenda.agenda import EventRow
from scheduler.core import hours as clocks
from scheduler.core.hours import VenueHours
from scheduler.core.tables import (
    AnswerRow,
    ConsentRow,
    FamilyChatRow,
    FamilyLogRow,
    FamilyRow,
    InvitationRow,
    OutboxRow,
    ParticipantRow,
    PurgeRow,
    RemovalRow,
    SignupRow,
)
from scheduler.core.team_tables import CallRow, ContactRow, OutOfTurnRow
from scheduler.families.consents import Purpose
from scheduler.outbox.outbox import OutboxState, SendClass
from scheduler.seats.answers import Question

BATCH = 500  # rows of one kind in one transaction
# How long what is kept for families. They are told: `privacy` in bot/messages; so are operators, README, Privacy.
KEEP_DRAFTS = timedelta(days=7)
KEEP_PHONES = timedelta(days=30)
KEEP_QUESTIONS = timedelta(days=183)
KEEP_HEALTH_WORDS = timedelta(days=7)
KEEP_TRACES = timedelta(days=30)
# While a reminder's row is there, its key keeps it from being sent again: it must outlive any rule.
KEEP_REMINDER_TRACES = timedelta(days=365)
KEEP_INVITATIONS = timedelta(days=30)
KEEP_REMOVALS = timedelta(days=365)  # so long the team can see what became of a family's phones, and undo it
KEEP_SET_ASIDE = timedelta(days=30)
# No shorter: a chat that comes back numbers its forms from 1 again, as the buttons of its old messages are numbered.
KEEP_CHATS = timedelta(days=365)
_DONE = (OutboxState.SENT, OutboxState.VOID, OutboxState.FAILED, OutboxState.SET_ASIDE, OutboxState.UNCLEAR)


class What(StrEnum):
    """What a purge erases; the value is what its line in the table says."""

    HEALTH = "health_notes"
    PHONES = "phones"
    SIGNUPS = "signups"
    PARTICIPANTS = "participants"
    FAMILIES = "families"
    INVITATIONS = "invitations"
    REMOVALS = "removals"
    LOG = "family_log"
    TRACES = "traces"  # of messages sent
    DRAFTS = "drafts"
    QUESTIONS = "questions"
    UPDATES = "updates_set_aside"
    CHATS = "chats"
    CALLS = "calls"  # to families that telephone, and why somebody was let go first
    TEAM = "team"  # links into it, its log, who has left it


@dataclass(frozen=True, slots=True)
class Purged:
    """So many rows of one kind went; as many as BATCH: there may be more."""

    what: What
    count: int


def purge(
    session: Session,
    *,
    now: datetime,
    keep: timedelta,
    hours: VenueHours,
    awake: Select[int],
    needed: Select[int | None],
) -> tuple[Purged, ...]:
    """Erase what is over its term at `now`. `keep`: how long sign-ups stay after their event.

    `awake` selects the chats that wrote within `keep`: what their family told stays. `needed`: the outbox rows that
    something still refers to. Seats are not counted anew, so that a past event keeps its count of who came.
    """
    midnight = clocks.wall(hours.day(now), time(0), hours.zone)
    asleep = _silent(awake)
    gone = _answers(session, Question.ALLERGY, What.HEALTH, midnight)
    if gone.count:
        _end_agreements_to_allergies(session, now)
    return (
        gone,
        _answers(session, Question.PHONE, What.PHONES, now - KEEP_PHONES),
        _signups(session, now - keep),
        _participants(session, now - keep, asleep),
        _families(session, now - keep, asleep),
        _invitations(session, now),
        _delete(session, What.REMOVALS, RemovalRow.id, _old(RemovalRow.id, RemovalRow.ended_at, now)),
        _delete(session, What.LOG, FamilyLogRow.id, _old(FamilyLogRow.id, FamilyLogRow.at, now)),
        _contacts(session, now - KEEP_PHONES),
        _delete(session, What.CALLS, CallRow.id, _late_calls(now - KEEP_TRACES)),
        _delete(session, What.CALLS, OutOfTurnRow.id, _late_turns(now - keep)),
        _traces(session, now, needed),
    )


def note(session: Session, purged: tuple[Purged, ...], now: datetime) -> None:
    """Write down what was erased."""
    session.add_all(PurgeRow(at=now, what=one.what, count=one.count) for one in purged if one.count)
    session.flush()


def _answers(session: Session, question: Question, what: What, ended_by: datetime) -> Purged:
    ids = (
        select(AnswerRow.id)
        .join(SignupRow, SignupRow.id == AnswerRow.signup_id)
        .join(EventRow, EventRow.id == SignupRow.event_id)
        .where(AnswerRow.question == question, EventRow.ends_at <= ended_by)
        .limit(BATCH)
    )
    return _delete(session, what, AnswerRow.id, ids)


def _end_agreements_to_allergies(session: Session, now: datetime) -> None:
    """An agreement to keep what was told of allergies ends with the last answer about them."""
    kept = (
        exists()
        .where(AnswerRow.question == Question.ALLERGY, AnswerRow.signup_id == SignupRow.id)
        .where(SignupRow.family_id == ConsentRow.family_id)
    )
    standing = ConsentRow.purpose == Purpose.ALLERGY, ConsentRow.withdrawn_at.is_(None)
    session.execute(update(ConsentRow).where(*standing, ~kept).values(withdrawn_at=now))


def _signups(session: Session, ended_by: datetime) -> Purged:
    # The start is indexed, and an event that has ended has begun.
    over = and_(EventRow.starts_at <= ended_by, EventRow.ends_at <= ended_by)
    ids = select(SignupRow.id).join(EventRow, EventRow.id == SignupRow.event_id).where(over).limit(BATCH)
    return _delete(session, What.SIGNUPS, SignupRow.id, ids)


def _participants(session: Session, before: datetime, asleep: ColumnElement[bool]) -> Purged:
    unused = ~exists().where(SignupRow.participant_id == ParticipantRow.id)
    ids = (
        select(ParticipantRow.id)
        .join(FamilyRow, FamilyRow.id == ParticipantRow.family_id)
        .where(ParticipantRow.created_at <= before, unused, asleep)
        .limit(BATCH)
    )
    return _delete(session, What.PARTICIPANTS, ParticipantRow.id, ids)


def _families(session: Session, before: datetime, asleep: ColumnElement[bool]) -> Purged:
    """Families with nothing left; agreements, invitations and chats' links go with them (ON DELETE CASCADE)."""
    empty = ~or_(
        exists().where(SignupRow.family_id == FamilyRow.id), exists().where(ParticipantRow.family_id == FamilyRow.id)
    )
    ids = select(FamilyRow.id).where(FamilyRow.created_at <= before, empty, asleep).limit(BATCH)
    return _delete(session, What.FAMILIES, FamilyRow.id, ids)


def _silent(awake: Select[int]) -> ColumnElement[bool]:
    return ~exists().where(FamilyChatRow.family_id == FamilyRow.id, FamilyChatRow.chat_id.in_(awake))


def _invitations(session: Session, now: datetime) -> Purged:
    ids = select(InvitationRow.id).where(InvitationRow.until <= now - KEEP_INVITATIONS).limit(BATCH)
    return _delete(session, What.INVITATIONS, InvitationRow.id, ids)


def _contacts(session: Session, before: datetime) -> Purged:
    """The number goes as those do that were left for a day: so long after the family's last event."""
    to_come = exists().where(SignupRow.family_id == ContactRow.family_id, SignupRow.event_id == EventRow.id)
    ids = select(ContactRow.family_id).where(ContactRow.since <= before, ~to_come.where(EventRow.ends_at > before))
    return _delete(session, What.PHONES, ContactRow.family_id, ids.limit(BATCH))


def _late_calls(before: datetime) -> Select[int]:
    return select(CallRow.id).where(CallRow.created_at <= before).limit(BATCH)


def _late_turns(ended_by: datetime) -> Select[int]:
    over = EventRow.ends_at <= ended_by
    return select(OutOfTurnRow.id).join(EventRow, EventRow.id == OutOfTurnRow.event_id).where(over).limit(BATCH)


def _old(key: InstrumentedAttribute[int], since: InstrumentedAttribute[Any], now: datetime) -> Select[int]:
    return select(key).where(since <= now - KEEP_REMOVALS).limit(BATCH)


def _traces(session: Session, now: datetime, needed: Select[int | None]) -> Purged:
    """Rows of messages that were sent, or never will be: the oldest of each class, since ids go with time."""
    late: list[int] = []
    for send_class in SendClass:
        keep = KEEP_REMINDER_TRACES if send_class is SendClass.REMINDER else KEEP_TRACES
        for state in _DONE:
            late += _oldest_traces(session, state, send_class, now - keep, BATCH - len(late), needed)
    session.execute(delete(OutboxRow).where(OutboxRow.id.in_(late)))
    return Purged(What.TRACES, len(late))


def _oldest_traces(
    session: Session,
    state: OutboxState,
    send_class: SendClass,
    before: datetime,
    most: int,
    needed: Select[int | None],
) -> list[int]:
    # The age is looked at in the database: when nothing is due, no row comes out of it.
    oldest = (
        select(OutboxRow.id, OutboxRow.created_at)
        .where(OutboxRow.state == state, OutboxRow.send_class == send_class, OutboxRow.id.not_in(needed))
        .order_by(OutboxRow.id)
        .limit(most)
        .subquery()
    )
    return list(session.scalars(select(oldest.c.id).where(oldest.c.created_at <= before)))


def _delete(session: Session, what: What, key: InstrumentedAttribute[int], ids: Select[int]) -> Purged:
    session.flush()
    found = list(session.scalars(ids))
    if found:
        session.execute(delete(key.class_).where(key.in_(found)))
        session.expire_all()
    return Purged(what, len(found))
