"""The inbox: every update is committed here before it is acknowledged, once, whatever happens later."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.models import InboxRow
from scheduler.upsert import insert_missing

KEEP_DONE = timedelta(hours=48)  # a webhook repeats within a day; ids may come again after a week
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]


class InboxState(StrEnum):
    """Where one update stands."""

    OPEN = "open"
    DONE = "done"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw update and the two things the inbox has to know of it."""

    update_id: int
    chat_id: int
    body: str
    callback_id: str | None


def read_raw(updates: Iterable[Any]) -> tuple[Incoming, ...]:
    """Pick out ids without judging the rest; what has no update_id cannot be kept and is left out.

    The body is kept in ASCII, since half a surrogate pair, which JSON allows, could not be encoded.
    """
    return tuple(
        Incoming(raw["update_id"], _chat_of(raw), json.dumps(raw), _callback_of(raw))
        for raw in updates
        if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)
    )


def store(session: Session, bot_id: int, batch: Sequence[Incoming], now: datetime) -> int:
    """Commit a batch; how many were new. The same update again changes nothing."""
    return insert_missing(session, InboxRow, [_row(bot_id, update, now) for update in batch])


def _row(bot_id: int, update: Incoming, now: datetime) -> dict[str, Any]:
    return {
        "bot_id": bot_id, "update_id": update.update_id, "chat_id": update.chat_id, "body": update.body,
        "state": InboxState.OPEN, "tries": 0, "failures": 0, "received_at": now,
    }  # fmt: skip


def purge(session: Session, now: datetime) -> None:
    """Forget what was done long enough ago that Telegram cannot repeat it."""
    session.execute(delete(InboxRow).where(InboxRow.state == InboxState.DONE, InboxRow.done_at < now - KEEP_DONE))


def count_open(session: Session) -> int:
    """How many updates wait."""
    return session.scalar(select(func.count()).select_from(InboxRow).where(InboxRow.state == InboxState.OPEN)) or 0


def _chat_of(raw: dict[str, Any]) -> int:
    for kind in ("message", "edited_message", "my_chat_member"):
        found = _dig(raw, kind, "chat", "id")
        if found is not None:
            return found
    inside = _dig(raw, "callback_query", "message", "chat", "id")
    return inside or _dig(raw, "callback_query", "from", "id") or 0


def _dig(value: Any, *path: str) -> int | None:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int) and -(2**63) <= value < 2**63 else None


def _callback_of(raw: dict[str, Any]) -> str | None:
    query = raw.get("callback_query")
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) else None
