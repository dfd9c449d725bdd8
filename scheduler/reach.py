"""A chat that cannot be written to any more, and the person who returns to it.

What was owed to the chat is void, not retried. On return, notices are owed again and checked once more when
their turn comes; reminders are derived from the facts, so only their keys are given free for the next beat.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler import families, reminders
from scheduler.families import Family
from scheduler.models import OutboxRow
from scheduler.outbox import UNREACHABLE, OutboxState, SendClass


def lost(session: Session, chat_id: int, now: datetime) -> Family | None:
    """The person blocked the bot or closed the account; the family when it has no chat left, told once."""
    news = families.mark_unreachable(session, chat_id, now)
    session.execute(
        update(OutboxRow)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.WAITING)
        .values(state=OutboxState.VOID, error=UNREACHABLE, payload=None)
    )
    family = families.family_of(session, chat_id) if news else None
    silent = family is not None and not families.chats_of_family(session, family.id)
    return family if silent else None


def returned(session: Session, chat_id: int) -> bool:
    """The person is there again; whether that is news. What is still true is owed again."""
    if not families.mark_reachable(session, chat_id):
        return False
    parked = (
        select(OutboxRow.id)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.state.in_([OutboxState.VOID, OutboxState.FAILED]))
        .where(OutboxRow.error == UNREACHABLE, OutboxRow.notice.is_not(None))
    )
    rows = update(OutboxRow).where(OutboxRow.id.in_(parked))
    derived = OutboxRow.send_class == SendClass.REMINDER
    session.execute(rows.where(derived).values(key=None))
    fresh = {"error": None, "attempts": 0, "not_before": 0.0, "failing_since": None}
    session.execute(rows.where(~derived).values(state=OutboxState.WAITING, **fresh))
    family = families.family_of(session, chat_id)
    if family is not None:
        reminders.look_again(session, family.id)
    return True
