"""Messages on their way out: owed, claimed by a sender, arrived or not."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from scheduler.core.tables import OutboxRow
from scheduler.outbox import failing, sending
from scheduler.outbox.failing import Silence, Verdict
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, put
from scheduler.outbox.sending import Claimed
from tests.scheduler.scene import NOW

T0 = NOW.timestamp()
POISONED = Silence(error="TimedOut", may_have_arrived=True, telegram_answers=True)
OUTAGE = Silence(error="NetworkError", may_have_arrived=False, telegram_answers=False)


def owe(session: Session, chat: int, send_class: SendClass = SendClass.REPLY, payload: str = "x") -> int:
    row = put(session, chat_id=chat, send_class=send_class, payload=payload, now=NOW)
    assert row is not None
    return row


def void(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    return None


def in_words(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    return f"{notice.kind} {notice.rule}"


def claim(session: Session, owner: str = "a", at: float = T0, render: sending.Render = void) -> Any:
    return sending.claim(session, owner=owner, clock=at, rate=None, render=render)


def claimed(session: Session, owner: str = "a", at: float = T0, render: sending.Render = void) -> Claimed:
    found = claim(session, owner, at, render)
    assert isinstance(found, Claimed)
    return found


def arrive(session: Session, row: int, at: float = T0, owner: str = "a", message: int = 1) -> None:
    sending.mark_sent(session, owner, row, message, datetime.fromtimestamp(at, UTC))


def row_at(session: Session, row: int) -> OutboxRow:
    return session.get_one(OutboxRow, row, populate_existing=True)


def fail(session: Session, row: int, times: int, silence: Silence, at: float = T0) -> tuple[Verdict, float]:
    """Try it so many times, whenever it is ready; what became of it, and when."""
    verdict = Verdict.AGAIN
    for _ in range(times):
        at = max(at, row_at(session, row).not_before)
        assert claimed(session, at=at).id == row
        at += 1
        verdict = failing.no_answer(session, "a", row, silence, at)
    return verdict, at


def reminder(rule: str) -> Notice:
    return Notice(kind=NoticeKind.REMINDER, family_id=1, event_id=1, revision=1, rule=rule)
