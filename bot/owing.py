"""A message that is put into words as it is owed: the one way from a reply to a row of the outbox."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.replies import Reply, render
from scheduler.outbox import SendClass, put


def owe(
    session: Session,
    chat_id: int,
    reply: Reply,
    now: datetime,
    *,
    send_class: SendClass = SendClass.CONFIRMATION,
    key: str | None = None,
    pressed: int | None = None,
) -> int | None:
    """Owe a chat these words: its row's id, None when `key` exists; `pressed` is the message to take the place of."""
    payload = render(reply, chat_id=chat_id, pressed=pressed).to_json()
    return put(session, chat_id=chat_id, send_class=send_class, payload=payload, key=key, now=now)
