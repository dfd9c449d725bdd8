"""The outbox's sending side: claim a row under lease and limits, then record what became of it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, or_, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from scheduler import limits
from scheduler.limits import Bucket
from scheduler.models import BucketRow, OutboxRow
from scheduler.outbox import Notice, OutboxState, SendClass

log = logging.getLogger(__name__)

LEASE_S = 40.0  # longer than a send may take plus the longest wait for the database
CANDIDATES = 50
FIRST_PAUSE_S, LONGEST_PAUSE_S = 2.0, 300.0
PERSON_WAITS = SendClass.CONFIRMATION  # this class and those before it go first, in the order they were owed

Render = Callable[[Session, OutboxRow, Notice], str | None]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to send now."""

    id: int
    chat_id: int
    send_class: SendClass
    payload: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Later:
    """Something waits, but may not be sent for so many seconds."""

    seconds: float


def claim(
    session: Session, *, owner: str, clock: float, rate: float | None, render: Render
) -> Claimed | Later | None:
    """Lease the next row that may be sent. `rate` is messages a second over all chats, None for no limit.

    A notice is put into words here, when its turn has come; one that is not true any more becomes void.
    """
    overall = limits.lock_overall(session, clock)
    shortage = _overall_wait(session, overall, clock, rate)
    if shortage > 0:
        return Later(shortage) if _candidates(session, clock, 1) else None
    soonest: float | None = None
    for row in _candidates(session, clock, CANDIDATES):
        tokens = limits.chat_level(session, row.chat_id, clock) if rate is not None else 1.0
        if tokens < 1:
            wait = limits.wait_for_one(tokens, limits.for_chat(row.chat_id))
            soonest = wait if soonest is None else min(soonest, wait)
            continue
        payload = _words(session, row, render)
        if payload is None:
            continue
        if rate is not None:
            _spend(session, overall, row.chat_id, clock, tokens, rate)
        return _lease(row, owner, clock, payload)
    return None if soonest is None else Later(soonest)


def _overall_wait(session: Session, overall: BucketRow, clock: float, rate: float | None) -> float:
    halted = limits.halted_for(session, clock)  # what Telegram said counts even where our own limits are off
    if rate is None:
        return halted
    bucket = Bucket(rate, limits.OVERALL_BURST)
    ready = limits.level(overall.tokens, overall.filled_at, clock, bucket)
    return max(halted, limits.wait_for_one(ready, bucket))


def _spend(
    session: Session, overall: BucketRow, chat_id: int, clock: float, tokens: float, rate: float
) -> None:
    bucket = Bucket(rate, limits.OVERALL_BURST)
    overall.tokens = limits.level(overall.tokens, overall.filled_at, clock, bucket) - 1
    overall.filled_at = clock
    limits.spend(session, chat_id, clock, tokens - 1)


def _candidates(session: Session, clock: float, most: int) -> list[OutboxRow]:
    """The head of each chat's line, so that a chat with a long one does not hide the others."""
    return list(
        session.scalars(
            select(OutboxRow)
            .where(_is_ready(OutboxRow, clock), ~_chat_is_held(clock), ~_has_one_before(clock))
            .order_by(_bulk(OutboxRow), OutboxRow.id)
            .limit(most)
        )
    )


def _bulk(row: type[OutboxRow]) -> ColumnElement[int]:
    return case((row.send_class > PERSON_WAITS, 1), else_=0)


def _has_one_before(clock: float) -> ColumnElement[bool]:
    """Whether another message of the chat goes first."""
    other = aliased(OutboxRow)
    sooner = and_(_bulk(other) == _bulk(OutboxRow), other.id < OutboxRow.id)
    return (
        select(other.id)
        .where(other.chat_id == OutboxRow.chat_id, _is_ready(other, clock))
        .where(or_(_bulk(other) < _bulk(OutboxRow), sooner))
        .correlate(OutboxRow)
        .exists()
    )


def _is_ready(row: type[OutboxRow], clock: float) -> ColumnElement[bool]:
    waiting = and_(row.state == OutboxState.WAITING, row.not_before <= clock)
    return or_(waiting, and_(row.state == OutboxState.LEASED, row.leased_until <= clock))


def _chat_is_held(clock: float) -> ColumnElement[bool]:
    """Whether the chat has a message in flight, or one that waits to be tried again."""
    other = aliased(OutboxRow)
    in_flight = and_(other.state == OutboxState.LEASED, other.leased_until > clock)
    retrying = and_(other.state == OutboxState.WAITING, other.not_before > clock)
    return (
        select(other.id)
        .where(other.chat_id == OutboxRow.chat_id, or_(in_flight, retrying))
        .correlate(OutboxRow)
        .exists()
    )


def _words(session: Session, row: OutboxRow, render: Render) -> str | None:
    if row.notice is None:
        return row.payload
    try:
        payload = render(session, row, Notice.from_json(row.notice))
    except SQLAlchemyError:
        raise
    except Exception as error:  # given up, because otherwise it would stop every message behind it
        log.exception("not rendered", extra={"action": "render_failed", "outbox": row.id})
        row.state, row.error = OutboxState.FAILED, type(error).__name__
        return None
    if payload is None:
        row.state = OutboxState.VOID
    return payload


def _lease(row: OutboxRow, owner: str, clock: float, payload: str) -> Claimed:
    row.state, row.owner, row.leased_until = OutboxState.LEASED, owner, clock + LEASE_S
    row.attempts += 1
    return Claimed(row.id, row.chat_id, SendClass(row.send_class), payload, row.attempts)


def mark_sent(session: Session, owner: str, row_id: int, message_id: int | None, now: datetime) -> None:
    """The message arrived: keep its number, erase its words."""
    _settle(
        session, owner, row_id, state=OutboxState.SENT, sent_at=now, sent_message_id=message_id, payload=None
    )


def mark_failed(session: Session, owner: str, row_id: int, error: str) -> None:
    """Telegram refused for good; the chat's other messages go on."""
    _settle(session, owner, row_id, state=OutboxState.FAILED, error=error, payload=None)


def replace(session: Session, owner: str, row_id: int, payload: str) -> None:
    """Send this instead, at once."""
    _settle(session, owner, row_id, state=OutboxState.WAITING, payload=payload, notice=None)


def retry(session: Session, owner: str, row_id: int, clock: float, wait: float, error: str) -> None:
    """Try again after `wait` seconds; until then the chat's other messages wait too."""
    _settle(session, owner, row_id, state=OutboxState.WAITING, not_before=clock + wait, error=error)


def pause_after(attempts: int) -> float:
    """Seconds to wait after the nth failed try: 2, 4, 8 … 300."""
    return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2.0 ** min(attempts - 1, 10))


def take_back(session: Session, clock: float) -> None:
    """On SQLite, with its one process: whatever a predecessor that died had in flight waits again."""
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.state == OutboxState.LEASED)
        .values(state=OutboxState.WAITING, owner=None, leased_until=None)
    )
    limits.empty_overall(session, clock)


def _settle(session: Session, owner: str, row_id: int, **values: object) -> None:
    # The owner fences: a sender that lost its lease must not undo what its successor recorded.
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.owner == owner, OutboxRow.state == OutboxState.LEASED)
        .values(owner=None, leased_until=None, **values)
    )
