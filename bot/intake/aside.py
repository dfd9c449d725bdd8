"""Updates set aside: listed for the operator, and handled again when what was wrong with them is mended."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.models import InboxRow, InboxState


@dataclass(frozen=True, slots=True)
class SetAside:
    """One update; `error`: the kind of error, never its text. Without a body it cannot be handled again."""

    update_id: int
    chat_id: int
    error: str
    received_at: datetime
    has_body: bool


def listed(session: Session) -> tuple[SetAside, ...]:
    """Those that are aside, the oldest first."""
    rows = session.scalars(select(InboxRow).where(_ASIDE).order_by(InboxRow.received_at, InboxRow.update_id))
    return tuple(
        SetAside(row.update_id, row.chat_id, row.error or "", row.received_at, row.sealed_body is not None)
        for row in rows
    )


def replay(session: Session, ids: Collection[int] | None = None) -> int:
    """Let these (None: all) wait for a worker as if they were new; how many there are."""
    whole = _ASIDE & InboxRow.sealed_body.is_not(None)
    chosen = whole if ids is None else whole & InboxRow.update_id.in_(ids)
    again = update(InboxRow).where(chosen).values(state=InboxState.OPEN, error=None, tries=0, failures=0)
    return len(session.execute(again.returning(InboxRow.update_id)).all())


_ASIDE = InboxRow.state == InboxState.SET_ASIDE
