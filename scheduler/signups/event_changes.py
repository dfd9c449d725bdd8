"""What a change of the agenda means to the families, and what they answered to a new date."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from knowledge.exchange.apply import ImportReport
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import LIVE, Ending, SignupRow, State
from scheduler.door import closing
from scheduler.families.families import all_chats_of_family
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, Slot, put_notice
from scheduler.seats import seats
from scheduler.seats.outcomes import Offered
from scheduler.waiting import waiting

_CHUNK = 500  # values a statement


def follow_up(session: Session, report: ImportReport, hours: VenueHours, now: datetime) -> None:
    """What a change of the agenda owes to families, in its transaction: notices of moves, cancellations and their
    withdrawal, freed places offered. Events that nobody has a place at cost nothing.
    """
    held = with_signups(session, report.changed)
    was = {one.event_id: Slot(one.old_start, one.old_end) for one in report.moved if one.event_id in held}
    for event_id in filter(held.__contains__, report.resumed):
        # A new date and the news that it takes place are one message.
        event_resumed(session, event_id, was=was.pop(event_id, None), now=now, hours=hours)
    for event_id, slot in was.items():
        event_moved(session, event_id, was=slot, now=now, hours=hours)
    for event_id in filter(held.__contains__, report.cancelled):
        event_cancelled(session, event_id, now=now)
    for event_id in filter(held.__contains__, report.changed):
        waiting.fill(session, event_id, now=now, hours=hours)


def with_signups(session: Session, event_ids: Iterable[int]) -> frozenset[int]:
    """Those of these events at which somebody has a place, is offered one, or waits."""
    ids, found = tuple(event_ids), set[int]()
    for start in range(0, len(ids), _CHUNK):
        there = (SignupRow.event_id.in_(ids[start : start + _CHUNK]), SignupRow.state.in_(LIVE))
        found.update(session.scalars(select(SignupRow.event_id).where(*there).distinct()))
    return frozenset(found)


def event_moved(session: Session, event_id: int, *, was: Slot, now: datetime, hours: VenueHours = PARIS) -> int:
    """Tell every family of a moved event, and make its offers again for the new date; how many were told.

    Call it in the transaction of the import, after the event's revision went up; it tells once a revision.
    """
    return _takes_place(session, event_id, NoticeKind.EVENT_MOVED, was, now, hours)


def event_resumed(
    session: Session, event_id: int, *, was: Slot | None = None, now: datetime, hours: VenueHours = PARIS
) -> int:
    """Tell every family that an event that was cancelled takes place after all; how many were told.

    `was`: its former date, when it takes place at another one now. Reminders resume by themselves.
    """
    return _takes_place(session, event_id, NoticeKind.EVENT_RESUMED, was, now, hours)


def _takes_place(
    session: Session, event_id: int, kind: NoticeKind, was: Slot | None, now: datetime, hours: VenueHours
) -> int:
    event = seats.lock(session, event_id)
    if event is None or event.status == Status.CANCELLED or event.starts_at <= now:
        return 0
    told = _tell(session, event, kind, was, now)
    if was is not None:
        closing.begin_again(session, event_id)
    _offer_again(session, event, now, hours)
    waiting.fill(session, event_id, now=now, hours=hours)
    return told


def event_cancelled(session: Session, event_id: int, *, now: datetime) -> int:
    """Tell every family of a cancelled event; its sign-ups stay, as a record, and its offers are revoked."""
    event = seats.lock(session, event_id)
    if event is None or event.status != Status.CANCELLED:
        return 0
    told = _tell(session, event, NoticeKind.EVENT_CANCELLED, None, now)
    for row in _in_states(session, event_id, (State.OFFERED,)):
        row.state, row.offer_until, row.offered_at = State.WAITING, None, None
    seats.recount(session, event, now)
    return told


def _tell(session: Session, event: EventRow, kind: NoticeKind, was: Slot | None, now: datetime) -> int:
    told = 0
    for family_id, found in groupby(_in_states(session, event.id, LIVE), key=lambda row: row.family_id):
        rows = list(found)
        seated = any(row.state == State.CONFIRMED for row in rows)
        notice = Notice(
            kind=kind,
            family_id=family_id,
            event_id=event.id,
            revision=event.revision,
            signup_ids=tuple(row.id for row in rows),
            was=was,
        )
        # The file comes after the words that explain it, and only to who has the event in a calendar.
        file = replace(notice, kind=NoticeKind.CALENDAR, was=None)
        news = [_put(session, one, now) for one in ((notice, file) if seated else (notice,))]
        told += bool(news[0])
    return told


def _put(session: Session, notice: Notice, now: datetime) -> int:
    key = f"{notice.kind}:{notice.family_id}:{notice.event_id}:{notice.revision}"
    chats = all_chats_of_family(session, notice.family_id)
    return put_notice(session, notice, chats, send_class=SendClass.CONFIRMATION, key=key, now=now)


def _offer_again(session: Session, event: EventRow, now: datetime, hours: VenueHours) -> None:
    until, since = waiting.deadline(event.starts_at, now, hours), waiting.clock_starts(now, hours)
    held = _in_states(session, event.id, (State.OFFERED,))
    for row in held:
        # At night the hold goes back to the line, at its old place, and is offered in the morning.
        row.state, row.offer_until = (State.WAITING, None) if until is None else (State.OFFERED, until)
        row.offered_at = None if until is None else since
    seats.recount(session, event, now)
    if until is not None:
        for family_id, rows in groupby(held, key=lambda row: row.family_id):
            offered = Offered(family_id, event.id, tuple(row.id for row in rows), until)
            waiting.offer(session, offered, event.revision, now)


def _in_states(session: Session, event_id: int, states: tuple[State, ...]) -> Sequence[SignupRow]:
    session.flush()
    return session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event_id, SignupRow.state.in_(states))
        .order_by(SignupRow.family_id, SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()


class MoveAnswer(StrEnum):
    """What was said of one seat."""

    KEPT = "kept"
    CANCELLED = "cancelled"
    NONE = "none"  # the seat stays theirs


@dataclass(frozen=True, slots=True)
class Answered:
    """One seat that was held when the event moved."""

    signup_id: int
    family_id: int
    answer: MoveAnswer


def after_move(session: Session, event_id: int) -> tuple[Answered, ...]:
    """What became of each seat held when the event last moved; nothing for one that never did."""
    event = session.get(EventRow, event_id, populate_existing=True)
    if event is None or event.moved_at is None:
        return ()
    rows = session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event_id, SignupRow.confirmed_at < event.moved_at)
        .where(or_(SignupRow.state == State.CONFIRMED, _given_up_since(event)))
        .order_by(SignupRow.family_id, SignupRow.id)
    )
    return tuple(Answered(row.id, row.family_id, _answer(row, event)) for row in rows)


def unanswered(session: Session, event_id: int, family_id: int) -> tuple[int, ...]:
    """The family's seats of which it has not said what becomes of them at the new date."""
    answers = after_move(session, event_id)
    return tuple(one.signup_id for one in answers if one.family_id == family_id and one.answer is MoveAnswer.NONE)


def _answer(row: SignupRow, event: EventRow) -> MoveAnswer:
    if row.state == State.CANCELLED:
        return MoveAnswer.CANCELLED
    return MoveAnswer.KEPT if row.kept_revision == event.revision else MoveAnswer.NONE


def _given_up_since(event: EventRow) -> ColumnElement[bool]:
    by_family = SignupRow.ended.in_((Ending.FAMILY, Ending.MOVED))
    return and_(SignupRow.state == State.CANCELLED, by_family, SignupRow.cancelled_at >= event.moved_at)
