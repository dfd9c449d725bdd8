"""One more word, half-way to the new date of a moved event, to the families that have not answered (flows, §3.4)."""

from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from knowledge.events import Status
from knowledge.models import EventRow
from scheduler.apart import Apart, Piece
from scheduler.families import chats_of_family
from scheduler.hours import VenueHours
from scheduler.models import RemindedRow
from scheduler.move_answers import MoveAnswer, after_move
from scheduler.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.upsert import insert_missing

STILL_LEFT = timedelta(hours=24)  # nearer to the event, the reminders ask
_RULE = "moved_nudge"


def is_due(moved_at: datetime, starts_at: datetime, now: datetime, hours: VenueHours) -> bool:
    """Whether half of the time from the move to the event is over, a day is left, and nobody is asleep."""
    half = moved_at + (starts_at - moved_at) / 2
    return half <= now <= starts_at - STILL_LEFT and not hours.is_quiet(now)


def put_due(session: Session, now: datetime, hours: VenueHours, apart: Apart | None = None) -> int:
    """Owe the nudges that are due, once a family, event and revision; how many rows are new."""
    events = [event for event in _moved_events(session, now) if event.moved_at is not None]
    due = [event for event in events if event.moved_at and is_due(event.moved_at, event.starts_at, now, hours)]
    apart = apart or Apart(session)
    return sum(apart.do(Piece(_RULE, event.id), partial(_put_all, session, event, now), 0) for event in due)


def _moved_events(session: Session, now: datetime) -> list[EventRow]:
    done = exists().where(
        RemindedRow.event_id == EventRow.id, RemindedRow.revision == EventRow.revision, RemindedRow.rule == _RULE
    )
    # Revised again since (cancelled, then not), the families have newer news than the move.
    query = select(EventRow).where(
        EventRow.moved_at == EventRow.revised_at, EventRow.starts_at >= now + STILL_LEFT,
        EventRow.status == Status.SCHEDULED, ~done,
    )  # fmt: skip
    return list(session.scalars(query.order_by(EventRow.id)))


def _put_all(session: Session, event: EventRow, now: datetime) -> int:
    silent = (one for one in after_move(session, event.id) if one.answer is MoveAnswer.NONE)
    put = 0
    for family_id, seats in groupby(silent, key=lambda one: one.family_id):
        notice = Notice(
            kind=NoticeKind.MOVED_NUDGE, family_id=family_id, event_id=event.id, revision=event.revision,
            signup_ids=tuple(seat.signup_id for seat in seats),
        )  # fmt: skip
        key = f"{_RULE}:{family_id}:{event.id}:{event.revision}"
        chats = chats_of_family(session, family_id)
        put += put_notice(session, notice, chats, send_class=SendClass.REMINDER, key=key, now=now)
    insert_missing(session, RemindedRow, [{"event_id": event.id, "revision": event.revision, "rule": _RULE}])
    return put
