"""A chat that cannot be written to any more, and the person who returns to it.

What was owed to the chat is void, not retried. On return, notices are owed again and checked once more when
their turn comes; reminders are derived from the facts, so only their keys are given free for the next beat.
"""

from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.families.families import Family
from scheduler.outbox.outbox import UNREACHABLE, OutboxState, SendClass
from scheduler.reminders import reminders

_FRESH: dict[str, object] = {"error": None, "attempts": 0, "not_before": 0.0, "failing_since": None}


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


def group_returned(session: Session, chat_id: int) -> None:
    """The bot is in the team's group again: the notices that were refused there are owed anew, if still true."""
    session.execute(
        update(OutboxRow).where(OutboxRow.id.in_(_parked(chat_id))).values(state=OutboxState.WAITING, **_FRESH)
    )


def _parked(chat_id: int) -> Select[int]:
    return (
        select(OutboxRow.id)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.state.in_([OutboxState.VOID, OutboxState.FAILED]))
        .where(OutboxRow.error == UNREACHABLE, OutboxRow.notice.is_not(None))
    )


def returned(session: Session, chat_id: int) -> bool:
    """The person is there again; whether that is news. What is still true is owed again."""
    if not families.mark_reachable(session, chat_id):
        return False
    rows = update(OutboxRow).where(OutboxRow.id.in_(_parked(chat_id)))
    derived = OutboxRow.send_class == SendClass.REMINDER
    session.execute(rows.where(derived).values(key=None))
    session.execute(rows.where(~derived).values(state=OutboxState.WAITING, **_FRESH))
    family = families.family_of(session, chat_id)
    if family is not None:
        reminders.look_again(session, family.id)
    return True
