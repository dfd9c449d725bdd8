"""Words to another phone than the one that writes; and forgetting what a chat said."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.bot_api.replies import Reply, owe
from bot.chat.context import Context
from bot.chat.state import Conversation, from_json, to_json
from bot.core.tables import ChatRow, InboxRow, InboxState
from bot.messages import Messages
from scheduler.families import families
from scheduler.signups import signups

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
        return from_json(row.dialogue, language=row.language or "fr", talk=None)
    except Exception as error:  # spoilt, or another version's: it goes all the same
        log.error("memory lost", extra={"action": "memory_lost", "chat": row.chat_id, "error": type(error).__name__})
        return Conversation()


Says = Callable[[Messages], Reply]


def tell(context: Context, chat_id: int, says: Says) -> None:
    """Owe this phone these words, in the language it chose."""
    tell_at(context.session, chat_id, says, context.now)


def tell_others(context: Context, says: Says) -> None:
    """Owe every other phone of this family these words."""
    family = families.family_of(context.session, context.turn.chat_id)
    chats = () if family is None else families.chats_of_family(context.session, family.id)
    for chat_id in chats:
        if chat_id != context.turn.chat_id:
            tell(context, chat_id, says)


def tell_at(session: Session, chat_id: int, says: Says, now: datetime) -> None:
    """The same outside a turn."""
    language = session.scalar(select(ChatRow.language).where(ChatRow.chat_id == chat_id))
    owe(session, chat_id, says(Messages(language or "fr")), now)


def forget(context: Context, chat_id: int) -> None:
    """What this phone remembers of its family goes, and so do seats kept for its form, unless it is writing now."""
    free = select(ChatRow).where(ChatRow.chat_id == chat_id, ChatRow.owner.is_(None))
    row = context.session.scalar(free.with_for_update(skip_locked=True))
    if row is not None:
        signups.release_all(context.session, chat_id, context.now, context.services.hours)
        forget_memory(row)
