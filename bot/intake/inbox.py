"""The inbox: which updates are asked for; each is committed here before it is acknowledged, once; those set aside."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from bot.bot_api.api import number_of
from bot.core.tables import InboxRow, InboxState
from knowledge.store.columns import table_of
from scheduler.core.transactions import insert_missing

KEEP_DONE = timedelta(hours=48)  # a webhook repeats within a day; ids may come again after a week
_TOO_LARGE = 2**63  # for a column
# How far apart one chat's updates stand in the round, see `InboxRow.turn_at`: who floods has one a second before those
# who come later. With a minute, the last of ten things that a family does at once stands behind ten minutes of others.
SHARE = timedelta(seconds=1)
LATE = timedelta(seconds=10)  # what was typed so long before it could be stored waited for us
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member", "message_reaction"]


@dataclass(frozen=True, slots=True)
class Incoming:
    """One raw update and what the inbox has to know of it; `typed_at`: when the words of a private chat were sent.

    `kind`: one of ALLOWED_UPDATES, for the count.
    """

    update_id: int
    chat_id: int
    body: str
    callback_id: str | None
    typed_at: datetime | None = None
    kind: str = "unreadable"


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
    kind = next((one for one in ALLOWED_UPDATES if one in raw), "other")
    return Incoming(number, _chat_of(raw), _body(raw), _callback_of(raw), _typed_at(raw), kind)


def _body(raw: dict[str, Any]) -> str:
    """In ASCII, since half a surrogate pair, which JSON allows, could not be encoded."""
    try:
        return json.dumps(raw)
    except RecursionError:  # it was just not too deep to be read
        return ""


def store(
    session: Session, bot_id: int, batch: Sequence[Incoming], now: datetime, serving_since: datetime | None = None
) -> int:
    """Commit a batch; how many were new. The same update again changes nothing.

    `serving_since`: from when on this process could have answered; what was typed before is no crowd.
    """
    turns = _Turns.after(session, {update.chat_id for update in batch})
    rows = [_row(bot_id, update, now, turns, serving_since or now - LATE) for update in batch]
    if session.get_bind().dialect.name == "sqlite":  # elsewhere the database tells, see `InboxRow.received_at`
        rows = [row | {"received_at": now} for row in rows]
    return insert_missing(session, InboxRow, rows)


def _row(bot_id: int, update: Incoming, now: datetime, turns: "_Turns", since: datetime) -> dict[str, Any]:
    typed = update.typed_at
    return {
        "bot_id": bot_id,
        "update_id": update.update_id,
        "chat_id": update.chat_id,
        "body": update.body,
        "state": InboxState.OPEN,
        "tries": 0,
        "failures": 0,
        "turn_at": turns.next(update.chat_id, now),
        "collapsible": typed is not None and typed >= max(since, now - LATE).replace(microsecond=0),
    }


class _Turns:
    """Hands out the places in the round: each further update of a chat stands one share behind its last one."""

    def __init__(self, last: dict[int, datetime]) -> None:
        self._last = last

    @classmethod
    def after(cls, session: Session, chats: Iterable[int]) -> "_Turns":
        """Behind what these chats have waiting."""
        return cls(dict(session.execute(_LAST_TURNS, {"chats": list(chats)}).all()))

    def next(self, chat_id: int, now: datetime) -> datetime:
        """The next place of this chat."""
        last = self._last.get(chat_id)
        turn = now if last is None else max(now, last + SHARE)
        self._last[chat_id] = turn
        return turn


def take_up(session: Session) -> int:
    """Open again what waited until words are understood; how many there are."""
    return len(session.execute(_TAKE_UP).all())


def purge(session: Session, now: datetime) -> None:
    """Forget what was done long enough ago that Telegram cannot repeat it."""
    over = InboxRow.state.in_([InboxState.DONE, InboxState.COLLAPSED])
    session.execute(delete(InboxRow).where(over, InboxRow.done_at < now - KEEP_DONE))


def count_open(session: Session) -> int:
    """How many updates wait."""
    return session.scalar(select(func.count()).select_from(InboxRow).where(InboxRow.state == InboxState.OPEN)) or 0


def _chat_of(raw: dict[str, Any]) -> int:
    for kind in ("message", "edited_message", "my_chat_member", "message_reaction"):
        found = _dig(raw, kind, "chat", "id")
        if found is not None:
            return found
    inside = _dig(raw, "callback_query", "message", "chat", "id")
    return inside or _dig(raw, "callback_query", "from", "id") or 0


def _dig(value: Any, *path: str) -> int | None:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, int) and -_TOO_LARGE <= value < _TOO_LARGE else None


def _typed_at(raw: dict[str, Any]) -> datetime | None:
    """When words were typed in a private chat; None for a command, and whatever else it is."""
    message = raw.get("message")
    if not isinstance(message, dict):
        return None
    words, at, chat = message.get("text"), message.get("date"), message.get("chat")
    in_private = isinstance(chat, dict) and chat.get("type") == "private"
    if not isinstance(words, str) or words.startswith("/") or not in_private or type(at) is not int:
        return None
    try:
        return datetime.fromtimestamp(at, UTC)
    except (ValueError, OverflowError, OSError):  # no date of this world: the worker will tell
        return None


def _callback_of(raw: dict[str, Any]) -> str | None:
    query = raw.get("callback_query")
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) else None


# Built once, as every batch asks it.
_INBOX = table_of(InboxRow)
_LAST_TURNS = (
    select(_INBOX.c.chat_id, func.max(_INBOX.c.turn_at))
    .where(_INBOX.c.state == InboxState.OPEN, _INBOX.c.chat_id.in_(bindparam("chats", expanding=True)))
    .group_by(_INBOX.c.chat_id)
)
_TAKE_UP = (
    update(_INBOX).where(_INBOX.c.state == InboxState.WAITS).values(state=InboxState.OPEN).returning(_INBOX.c.update_id)
)


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
