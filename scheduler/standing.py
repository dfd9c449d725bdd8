"""Where a chat stands as it says something: read at once, since every message asks it and hardly any has news."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from knowledge.store.base import table_of
from scheduler import families
from scheduler.family_models import RemovalRow
from scheduler.models import FamilyChatRow


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the bot could not write to the chat lately, and whether a removal may suspend it."""

    is_unreachable: bool
    is_removed: bool


def standing_of(session: Session, chat_id: int) -> Standing:
    """Of this private chat."""
    session.flush()
    family_id, since, removal_id = session.execute(_STANDING, {"chat": chat_id}).one()
    if family_id is None:
        families.speaks_for_none(session, chat_id)
    return Standing(since is not None, removal_id is not None)


_CHATS, _REMOVALS = table_of(FamilyChatRow), table_of(RemovalRow)
_CHAT = select(_CHATS).where(_CHATS.c.chat_id == bindparam("chat"))
_OPEN = select(_REMOVALS.c.id).where(_REMOVALS.c.chat_id == bindparam("chat"), _REMOVALS.c.ended_at.is_(None)).limit(1)
_STANDING = select(
    _CHAT.with_only_columns(_CHATS.c.family_id).scalar_subquery(),
    _CHAT.with_only_columns(_CHATS.c.unreachable_since).scalar_subquery(),
    _OPEN.scalar_subquery(),
)
