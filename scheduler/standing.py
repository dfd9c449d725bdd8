"""Where a chat stands as it says something, read at once, as every message asks it; and whom the bot cannot reach."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from knowledge.store.base import table_of
from scheduler import families
from scheduler.family_models import RemovalRow
from scheduler.models import FamilyChatRow, FamilyRow


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether the bot could not write to the chat lately, and whether a removal may suspend it."""

    is_unreachable: bool
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreachable:
    """A family that the bot cannot write to; `since`: when its last chat was lost (UTC)."""

    id: int
    number: int
    since: datetime


def standing_of(session: Session, chat_id: int) -> Standing:
    """Of this private chat."""
    session.flush()
    family_id, since, removal_id = session.execute(_STANDING, {"chat": chat_id}).one()
    if family_id is None:
        families.speaks_for_none(session, chat_id)
    return Standing(since is not None, removal_id is not None)


def unreachable_families(session: Session) -> tuple[Unreachable, ...]:
    """The families none of whose chats can be reached, the longest silent first."""
    since = func.max(FamilyChatRow.unreachable_since).label("since")
    silent = func.count(FamilyChatRow.unreachable_since) == func.count()
    found = session.execute(
        select(FamilyRow.id, FamilyRow.number, since)
        .join(FamilyChatRow)
        .group_by(FamilyRow.id, FamilyRow.number)
        .having(silent)
        .order_by(since, FamilyRow.id)
    )
    return tuple(Unreachable(id=row.id, number=row.number, since=row.since) for row in found)


_CHATS, _REMOVALS = table_of(FamilyChatRow), table_of(RemovalRow)
_CHAT = select(_CHATS).where(_CHATS.c.chat_id == bindparam("chat"))
_OPEN = select(_REMOVALS.c.id).where(_REMOVALS.c.chat_id == bindparam("chat"), _REMOVALS.c.ended_at.is_(None)).limit(1)
_STANDING = select(
    _CHAT.with_only_columns(_CHATS.c.family_id).scalar_subquery(),
    _CHAT.with_only_columns(_CHATS.c.unreachable_since).scalar_subquery(),
    _OPEN.scalar_subquery(),
)
