"""Forgetting a chat's words: what the conversation's own tables hold, beside the family's data."""

import logging

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.conversation import Conversation, from_json, to_json
from bot.models import ChatRow, InboxRow, InboxState

log = logging.getLogger(__name__)

NOBODY = 0  # no chat of Telegram has this number


def forget_words(session: Session, chat_id: int) -> None:
    """Forget whose the updates were that are done.

    Their numbers stay the 48 hours in which Telegram may repeat them; what is still open is answered first.
    """
    done = InboxRow.state.not_in([InboxState.OPEN, InboxState.WAITS])
    session.execute(update(InboxRow).where(InboxRow.chat_id == chat_id, done).values(chat_id=NOBODY, body=None))


def forget_memory(row: ChatRow) -> None:
    """Forget a chat's form, labels and what was talked about.

    The number of its forms stays, so that the button of an old one cannot touch a newer one; and that a child wrote.
    """
    known = _known(row)
    kept = Conversation(serial=known.serial, young=known.young)
    row.dialogue, row.context, row.draft_at = to_json(kept), None, None


def _known(row: ChatRow) -> Conversation:
    try:
        return from_json(row.dialogue, language=row.language or "fr", context=None)
    except Exception as error:  # spoilt, or another version's: it goes all the same
        log.error("memory lost", extra={"action": "memory_lost", "chat": row.chat_id, "error": type(error).__name__})
        return Conversation()
