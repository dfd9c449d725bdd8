"""Words to another phone than the one that writes: of the family, or of who left it."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.forgetting import forget_memory
from bot.messages import Messages
from bot.models import ChatRow
from bot.owing import owe
from bot.replies import Reply
from bot.scene import Scene
from scheduler import families, holds

Says = Callable[[Messages], Reply]


def tell(scene: Scene, chat_id: int, says: Says) -> None:
    """Owe this phone these words, in the language it chose."""
    tell_at(scene.session, chat_id, says, scene.now)


def tell_others(scene: Scene, says: Says) -> None:
    """Owe every other phone of this family these words."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    chats = () if family is None else families.chats_of_family(scene.session, family.id)
    for chat_id in chats:
        if chat_id != scene.turn.chat_id:
            tell(scene, chat_id, says)


def tell_at(session: Session, chat_id: int, says: Says, now: datetime) -> None:
    """The same outside a turn."""
    language = session.scalar(select(ChatRow.language).where(ChatRow.chat_id == chat_id))
    owe(session, chat_id, says(Messages(language or "fr")), now)


def forget(scene: Scene, chat_id: int) -> None:
    """What this phone remembers of its family goes, and so do seats kept for its form, unless it is writing now."""
    free = select(ChatRow).where(ChatRow.chat_id == chat_id, ChatRow.owner.is_(None))
    row = scene.session.scalar(free.with_for_update(skip_locked=True))
    if row is not None:
        holds.release_all(scene.session, chat_id, scene.now, scene.desk.hours)
        forget_memory(row)
