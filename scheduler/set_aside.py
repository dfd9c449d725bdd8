"""Messages set aside: one that cannot be opened or put into words holds up no other, and may be tried again.

Its content stays, sealed, as long as any trace of a message does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState


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
    again = update(OutboxRow).where(chosen).values(
        state=OutboxState.WAITING, error=None, attempts=0, failing_since=None, not_before=0.0
    )  # fmt: skip
    return len(session.execute(again.returning(OutboxRow.id)).all())


_ASIDE = OutboxRow.state == OutboxState.SET_ASIDE
