"""What becomes of a message that did not arrive, one that cannot be opened, and one that edits another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState, SendClass

FIRST_PAUSE_S, LONGEST_PAUSE_S, GROWTH = 2.0, 600.0, 3.0
OUTAGE_PAUSE_S = 2.0
# A person does not wait for longer than a minute and a half; a reminder is worth about an hour.
REPLY_TRIES, NOTICE_TRIES = 5, 12
GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A try without an answer. `telegram_answers`: to other calls it does, so the message is the trouble."""

    error: str
    may_have_arrived: bool
    telegram_answers: bool


class Verdict(Enum):
    """What becomes of it."""

    AGAIN = auto()
    GAVE_UP = auto()
    UNCLEAR = auto()
    LOST = auto()  # the lease ran out: it is another sender's now


def pause_after(attempts: int) -> float:
    """Seconds to wait after the nth failed try: 2, 6, 18 … 600."""
    return min(LONGEST_PAUSE_S, FIRST_PAUSE_S * GROWTH ** min(attempts - 1, 10))


def tries(send_class: SendClass) -> int:
    """After how many failures of its own a message may be given up."""
    return REPLY_TRIES if send_class <= SendClass.EDIT else NOTICE_TRIES


def no_answer(session: Session, owner: str, row_id: int, silence: Silence, clock: float) -> Verdict:
    """Record a try without an answer.

    A message is given up only after others went out since its first failure: while nothing gets through,
    everything waits.
    """
    row = _mine(session, owner, row_id)
    if row is None:
        return Verdict.LOST
    row.owner, row.leased_until = None, None
    row.error, row.unclear = silence.error, row.unclear or silence.may_have_arrived
    if silence.may_have_arrived and row.send_class == SendClass.ANNOUNCEMENT:
        row.state, row.payload = OutboxState.UNCLEAR, None
        return Verdict.UNCLEAR
    if not silence.telegram_answers:
        row.attempts -= 1
        return _again(row, clock + OUTAGE_PAUSE_S)
    row.failing_since = row.failing_since or clock
    if row.attempts >= tries(SendClass(row.send_class)) and _others_arrived(session, row.failing_since):
        row.state, row.error, row.payload = OutboxState.FAILED, GAVE_UP, None
        return Verdict.GAVE_UP
    return _again(row, clock + pause_after(row.attempts))


def _mine(session: Session, owner: str, row_id: int) -> OutboxRow | None:
    return session.scalar(
        select(OutboxRow)
        .where(OutboxRow.id == row_id, OutboxRow.owner == owner, OutboxRow.state == OutboxState.LEASED)
        .with_for_update()
    )


def _again(row: OutboxRow, at: float) -> Verdict:
    row.state, row.not_before = OutboxState.WAITING, at
    return Verdict.AGAIN


def _others_arrived(session: Session, since: float) -> bool:
    after = datetime.fromtimestamp(since, UTC)
    return session.scalar(select(OutboxRow.id).where(OutboxRow.sent_at > after).limit(1)) is not None


def given_up(session: Session) -> tuple[int, ...]:
    """The rows that were given up, the oldest first."""
    rows = select(OutboxRow.id).where(OutboxRow.state == OutboxState.FAILED, OutboxRow.error == GAVE_UP)
    return tuple(session.scalars(rows.order_by(OutboxRow.id)))


@dataclass(frozen=True, slots=True)
class SetAside:
    """One message; `error`: the kind of error, never its text."""

    id: int
    chat_id: int
    error: str
    created_at: datetime


def set_aside(row: OutboxRow, error: str) -> None:
    """Put this one aside, with what it holds."""
    row.state, row.error, row.owner, row.leased_until = OutboxState.SET_ASIDE, error, None, None


def listed(session: Session) -> tuple[SetAside, ...]:
    """Those that are aside, the oldest first."""
    rows = session.scalars(select(OutboxRow).where(_ASIDE).order_by(OutboxRow.id))
    return tuple(SetAside(row.id, row.chat_id, row.error or "", row.created_at) for row in rows)


def replay(session: Session, ids: Collection[int] | None = None) -> int:
    """Let these (None: all) wait to be sent as if they were new; how many there are.

    A notice is checked when its turn comes, as ever: what is not true any more is not sent.
    """
    chosen = _ASIDE if ids is None else _ASIDE & OutboxRow.id.in_(ids)
    again = (
        update(OutboxRow)
        .where(chosen)
        .values(state=OutboxState.WAITING, error=None, attempts=0, failing_since=None, not_before=0.0)
    )
    return len(session.execute(again.returning(OutboxRow.id)).all())


_ASIDE = OutboxRow.state == OutboxState.SET_ASIDE


class NotNeeded:
    """There is nothing to send: what was to be edited says it already, or is gone."""


def aim(session: Session, row: OutboxRow) -> int | NotNeeded | None:
    """The number of the message to replace; None for a new message.

    When the other message has not gone out after all, it takes the new content over. When it never will, an
    edit of class EDIT is dropped; one of another class brings news, and goes out as a message of its own.
    """
    target = None if row.edits_id is None else session.get(OutboxRow, row.edits_id, populate_existing=True)
    if target is not None and target.state in (OutboxState.WAITING, OutboxState.LEASED):
        take_over(target, row.payload, row.notice)
        return _not_needed(row)
    if target is not None and target.sent_message_id is not None:
        return target.sent_message_id
    return _not_needed(row) if row.send_class == SendClass.EDIT else None


def take_over(row: OutboxRow, payload: str | None, notice: str | None) -> None:
    """Say this instead."""
    row.payload, row.notice = payload, notice


def _not_needed(row: OutboxRow) -> NotNeeded:
    row.state, row.payload = OutboxState.VOID, None
    return NotNeeded()
