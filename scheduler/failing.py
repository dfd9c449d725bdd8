"""What becomes of a message when Telegram gave no answer: tried again, given up, or left unclear."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState, SendClass

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
