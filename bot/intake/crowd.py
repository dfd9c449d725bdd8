"""A person's share of the bot's attention: what one chat types beyond it is answered all in one.

Only typed words that came while the bot could answer are ever counted; which of them are answered each by itself
all the same (somebody in distress, a button's words) is for the worker to say.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Label, Select, Update, bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.models import InboxRow, InboxState
from knowledge.store import Sealed
from knowledge.store.base import table_of
from knowledge.store.errors import StoreError
from scheduler import lines
from scheduler.outbox import SendClass

MOST = 5  # so many typed messages of one chat may wait
MOST_AWAITED = 30  # while the bot itself waits for words: no form has so many answers
MOST_OWED = 30  # answers that a chat has not got yet; what it types meanwhile is beyond its share
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """Typed words that wait beyond the share."""

    update_id: int
    text: str


def is_one(waiting: int, owed: int) -> bool:
    """Whether a chat with these counts may have typed beyond its share."""
    return waiting > MOST or (waiting > 0 and owed > MOST_OWED)


def beyond(session: Session, chat_id: int, most: int, since: datetime) -> tuple[Typed, ...]:
    """What the chat typed beyond its first `most`, in order; all of it while many answers are owed to it.

    What was stored before `since`, when nobody here could answer yet, does not count. What cannot be read is left
    out: it is set aside where its failure is counted.
    """
    room = 0 if session.execute(_COUNTED, {"chat": chat_id}).one().owed > MOST_OWED else most
    rows = session.execute(
        select(InboxRow.update_id, InboxRow.sealed_body)
        .where(InboxRow.chat_id == chat_id, InboxRow.state == InboxState.OPEN, InboxRow.collapsible)
        .where(InboxRow.received_at >= since)
        .order_by(InboxRow.received_at, InboxRow.update_id)
        .offset(room)
        .limit(AT_ONCE)
    )
    read = ((update_id, _text(sealed)) for update_id, sealed in rows)
    return tuple(Typed(update_id, text) for update_id, text in read if text is not None)


def collapse(session: Session, bot_id: int, update_ids: Collection[int], now: datetime) -> None:
    """Mark these as answered all in one, and erase their words."""
    values = {InboxRow.state: InboxState.COLLAPSED, InboxRow.sealed_body: None, InboxRow.done_at: now}
    session.execute(_these(bot_id, update_ids).values(values))


def keep(session: Session, bot_id: int, update_ids: Collection[int]) -> None:
    """These are answered each by itself, however many there are."""
    session.execute(_these(bot_id, update_ids).values(collapsible=False))


def _these(bot_id: int, update_ids: Collection[int]) -> Update:
    return update(InboxRow).where(
        InboxRow.bot_id == bot_id, InboxRow.update_id.in_(update_ids), InboxRow.state == InboxState.OPEN
    )


def _text(sealed: Sealed | None) -> str | None:
    try:
        text = json.loads("" if sealed is None else sealed.open())["message"]["text"]
    except (StoreError, ValueError, LookupError, TypeError):
        return None
    return text if isinstance(text, str) else None


def _up_to(most: int, rows: Select[int], name: str) -> Label[int]:
    return select(func.count()).select_from(rows.limit(most).subquery()).scalar_subquery().label(name)


# Built once, as every update asks it.
_INBOX = table_of(InboxRow)
_ITS: BindParameter[int] = bindparam("chat")
_WAITING = select(_INBOX.c.update_id).where(
    _INBOX.c.chat_id == _ITS, _INBOX.c.state == InboxState.OPEN, _INBOX.c.collapsible
)
_OWED = select(lines.ROWS.c.id).where(
    lines.ROWS.c.chat_id == _ITS, lines.ROWS.c.send_class == SendClass.REPLY, lines.is_open(lines.ROWS.c)
)
# Of the chat "chat", no further than is looked at: its typed messages that wait, and the answers that are owed to it.
COUNTS = (_up_to(MOST + 1, _WAITING, "waiting"), _up_to(MOST_OWED + 1, _OWED, "owed"))
_COUNTED = select(*COUNTS)
