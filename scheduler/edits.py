"""A row that edits another one's message: what that comes to when its turn is there."""

from sqlalchemy.orm import Session

from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState, SendClass


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
