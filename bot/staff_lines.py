"""Short lines to the team's chat about delivery; numbers only, never a name. Nothing without such a chat."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import Messages
from bot.owing import owe
from bot.replies import Reply
from scheduler import reach
from scheduler.apart import Piece
from scheduler.models import OutboxRow


def lost(session: Session, chat_id: int, staff_chat_id: int | None, now: datetime) -> None:
    """A person blocked the bot: what was owed is void, and the team learns which family is out of reach.

    A group that put the bot out is no family, and what is owed to it is refused row by row.
    """
    family = reach.lost(session, chat_id, now) if chat_id > 0 else None
    if family is not None:
        key = f"unreachable:{family.id}:{int(now.timestamp())}"
        _tell(session, staff_chat_id, key, now, "staff-unreachable", number=str(family.number))


def gave_up(session: Session, staff_chat_id: int | None, now: datetime) -> None:
    """A message was given up; said once a day, as `cite doctor` knows which ones."""
    _tell(session, staff_chat_id, f"gave_up:{now.date().isoformat()}", now, "staff-gave-up")


def set_aside(session: Session, row_id: int, staff_chat_id: int | None, now: datetime) -> None:
    """A message could not be opened or put into words: said once, with its number in the outbox."""
    _tell(session, staff_chat_id, f"set_aside:{row_id}", now, "staff-set-aside", row=str(row_id))


def memory_lost(session: Session, update_id: int, staff_chat_id: int | None, now: datetime) -> None:
    """What a chat had said could not be read: this update was handled as if it were its first."""
    _tell(session, staff_chat_id, f"memory_lost:{update_id}", now, "staff-memory-lost", update=str(update_id))


def beat_failed(session: Session, piece: Piece, staff_chat_id: int | None, now: datetime) -> None:
    """A part of the regular work fails for an event or a family: said once a day, since each beat tries it again."""
    key = f"beat_failed:{piece.part}:{piece.event_id}:{piece.family_id}:{now.date().isoformat()}"
    _tell(
        session, staff_chat_id, key, now, "staff-beat-failed",
        part=piece.part, event=str(piece.event_id), family=str(piece.family_id),
    )  # fmt: skip


def moved(session: Session, old: int, new: int, staff_chat_id: int | None, now: datetime) -> None:
    """A group became a supergroup; when it is the team's, the operator is told there, once."""
    if old == staff_chat_id:
        _tell(session, new, _moved_key(old), now, "staff-moved", chat=str(new))


def moved_to(session: Session, chat_id: int) -> int | None:
    """The number that this group has now, when it changed."""
    return session.scalar(select(OutboxRow.chat_id).where(OutboxRow.key == _moved_key(chat_id)))


def _moved_key(chat_id: int) -> str:
    return f"moved:{chat_id}"


def _tell(session: Session, chat_id: int | None, key: str, now: datetime, message: str, **words: str) -> None:
    if chat_id is not None:
        owe(session, chat_id, Reply(Messages("fr").say(message, **words)), now, key=key)
