"""The inbox: every update is committed here before it is acknowledged, once, whatever happens later."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.intake.raw import number_of
from bot.models import InboxRow
from scheduler.upsert import insert_missing

KEEP_DONE = timedelta(hours=48)  # a webhook repeats within a day; ids may come again after a week
_TOO_LARGE = 2**63  # for a column
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

    Bytes are an update that could not be read: kept as they came, to be set aside.
    """
    return tuple(found for found in map(_incoming, updates) if found is not None)


def _incoming(raw: Any) -> Incoming | None:
    if isinstance(raw, bytes):
        number = number_of(raw)
        return None if number is None else Incoming(number, 0, raw.decode(errors="replace"), None)
    number = raw.get("update_id") if isinstance(raw, dict) else None
    if type(number) is not int or not 0 <= number < _TOO_LARGE:
        return None
    return Incoming(number, _chat_of(raw), _body(raw), _callback_of(raw))


def _body(raw: dict[str, Any]) -> str:
    """In ASCII, since half a surrogate pair, which JSON allows, could not be encoded."""
    try:
        return json.dumps(raw)
    except RecursionError:  # it was just not too deep to be read
        return ""


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
    return value if isinstance(value, int) and -_TOO_LARGE <= value < _TOO_LARGE else None


def _callback_of(raw: dict[str, Any]) -> str | None:
    query = raw.get("callback_query")
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) else None
