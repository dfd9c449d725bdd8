"""What a change of an event is to one chat: the difference between what it was last told and what is true.

Two changes may come before the first one was read: Telegram was down, or the person had blocked the bot. Back and
forth is then no news at all, and the old date is the one that the family knows.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge import agenda
from knowledge.events import Event
from scheduler.models import OutboxRow
from scheduler.outbox import Notice, NoticeKind, OutboxState, Slot

_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.EVENT_RESUMED, NoticeKind.EVENT_CANCELLED)


def since_told(session: Session, notice: Notice, chat_id: int) -> Notice | None:
    """The notice as this chat is to read it; None when it tells nothing that the chat does not know."""
    if notice.kind is NoticeKind.CALENDAR:
        before = _row(session, notice, notice.revision, chat_id)
        return None if before is not None and before.state == OutboxState.VOID else notice
    event = agenda.by_id(session, notice.event_id)
    if notice.kind not in _OF_CHANGE or event is None:
        return notice
    untold = (notice, *_untold_before(session, notice, chat_id))
    known = next((one.was for one in reversed(untold) if one.was is not None), None)
    return _difference(notice, event, known, thought_off=untold[-1].kind is NoticeKind.EVENT_RESUMED)


def _difference(notice: Notice, event: Event, known: Slot | None, thought_off: bool) -> Notice | None:
    was = None if known == Slot(event.starts_at, event.ends_at) else known
    if event.is_cancelled:
        return None if thought_off else replace(notice, kind=NoticeKind.EVENT_CANCELLED, was=was)
    if thought_off:
        return replace(notice, kind=NoticeKind.EVENT_RESUMED, was=was)
    return replace(notice, kind=NoticeKind.EVENT_MOVED, was=was) if was else None


def _untold_before(session: Session, notice: Notice, chat_id: int) -> Iterator[Notice]:
    """The changes just before this one that were never told to the chat, the newest first."""
    for revision in range(notice.revision - 1, 0, -1):
        row = _row(session, notice, revision, chat_id)
        if row is None or row.notice is None or row.state == OutboxState.SENT:
            return
        yield Notice.from_json(row.notice)


def _row(session: Session, notice: Notice, revision: int, chat_id: int) -> OutboxRow | None:
    keys = [f"{kind}:{notice.family_id}:{notice.event_id}:{revision}:{chat_id}" for kind in _OF_CHANGE]
    return session.scalar(select(OutboxRow).where(OutboxRow.key.in_(keys)))
