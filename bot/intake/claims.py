"""Claiming a chat's next update, and settling it: one worker a chat at a time, whoever dies.

The chat is claimed, not the update, so that a person's messages are handled in order.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from bot.errors import FencedError
from bot.intake import crowd
from bot.intake.inbox import InboxState
from bot.models import ChatRow, InboxRow
from knowledge.store import Sealed
from scheduler.upsert import insert_missing

LEASE_S = 60.0
CANDIDATES = 8  # on PostgreSQL, workers that all want the same chat would wait for each other
MAX_DEATHS = 5  # tries that ended with the process
SUSPECT_AFTER = 2  # such tries; from then on an update is handled alone, so that it dies for nobody and nobody for it
MAX_FAILURES = 2  # exceptions of our own code


@dataclass(frozen=True, slots=True)
class Work:
    """One update to handle, with what the chat remembers; both are opened by who can count a failure against it."""

    bot_id: int
    update_id: int
    chat_id: int
    body: Sealed | None
    language: str | None
    dialogue: Sealed | None
    context: Sealed | None
    draft_at: datetime | None
    received_at: datetime
    is_crowd: bool = False  # more typed words of this chat wait than one person's share


GiveUp = Callable[[Session, Work], None]


class Again(Enum):
    """Nothing was claimed, but something may wait: another worker was quicker, or an update was set aside."""

    AGAIN = auto()


def claim(
    session: Session, owner: str, clock: float, now: datetime, give_up: GiveUp = lambda session, work: None
) -> Work | Again | None:
    """Take the chat whose turn it is and count a try on its first open update; None when nothing may be taken.

    `give_up` hears of an update that is set aside because the process died on it again and again.
    """
    if session.scalar(_suspects_in_hand(clock)) is not None:
        return None
    waiting = session.scalars(
        select(InboxRow.chat_id)
        .where(InboxRow.state == InboxState.OPEN, InboxRow.chat_id.not_in(_held(clock)))
        .order_by(InboxRow.turn_at, InboxRow.update_id)
        .limit(CANDIDATES)
    ).all()
    for chat_id in dict.fromkeys(waiting):
        chat = _lock_if_free(session, chat_id, clock, now)
        if chat is not None:
            return _take(session, chat, owner, clock, give_up)
    return Again.AGAIN if waiting else None


def _suspects_in_hand(clock: float) -> Select[int]:
    its_own = (InboxRow.chat_id == ChatRow.chat_id) & (InboxRow.state == InboxState.OPEN)
    suspect = select(InboxRow.update_id).where(its_own, InboxRow.tries - InboxRow.failures > SUSPECT_AFTER)
    return _held(clock).where(suspect.exists()).limit(1)


def _lock_if_free(session: Session, chat_id: int, clock: float, now: datetime) -> ChatRow | None:
    chat = _lock_unless_locked(session, chat_id)
    if chat is None and insert_missing(session, ChatRow, [{"chat_id": chat_id, "seen_at": now}]):
        chat = _lock_unless_locked(session, chat_id)
    if chat is None or (chat.owner is not None and (chat.leased_until or 0) > clock):
        return None
    return chat


def _lock_unless_locked(session: Session, chat_id: int) -> ChatRow | None:
    return session.scalar(select(ChatRow).where(ChatRow.chat_id == chat_id).with_for_update(skip_locked=True))


def _held(clock: float) -> Select[int]:
    return select(ChatRow.chat_id).where(ChatRow.owner.is_not(None), ChatRow.leased_until > clock)


def _take(session: Session, chat: ChatRow, owner: str, clock: float, give_up: GiveUp) -> Work | Again | None:
    row = session.scalar(_first_open(chat.chat_id))
    if row is None:
        return Again.AGAIN
    if row.tries - row.failures >= SUSPECT_AFTER and session.scalar(_held(clock).limit(1)) is not None:
        return None  # once the others are done
    row.tries += 1
    work = Work(
        row.bot_id, row.update_id, chat.chat_id, row.sealed_body, chat.language, chat.sealed_dialogue,
        chat.sealed_context, chat.draft_at, row.received_at,
    )  # fmt: skip
    if row.tries > MAX_DEATHS + row.failures:
        _set_aside(row, "the process died on it")
        give_up(session, work)
        return Again.AGAIN
    chat.owner, chat.leased_until = owner, clock + LEASE_S
    return replace(work, is_crowd=crowd.is_there(session, chat.chat_id))


def _first_open(chat_id: int) -> Select[InboxRow]:
    mine = select(InboxRow).where(InboxRow.chat_id == chat_id, InboxRow.state == InboxState.OPEN)
    return mine.order_by(InboxRow.received_at, InboxRow.update_id).limit(1)


def lock(session: Session, work: Work, owner: str) -> ChatRow:
    """Lock the chat by writing it first; raise FencedError when it is not this owner's any more."""
    held = session.execute(
        update(ChatRow).where(ChatRow.chat_id == work.chat_id, ChatRow.owner == owner).values(owner=owner)
    )
    if held.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE always gives a CursorResult
        raise FencedError(f"chat {work.chat_id} was taken over")
    return session.get_one(ChatRow, work.chat_id)


def settle(session: Session, work: Work, chat: ChatRow, now: datetime) -> None:
    """Mark the update done, erase its words, free the chat: in the transaction of its effects."""
    row = session.get_one(InboxRow, (work.bot_id, work.update_id))
    row.state, row.body, row.done_at = InboxState.DONE, None, now
    release(chat, now)


def release(chat: ChatRow, now: datetime) -> None:
    """Free a chat that was served."""
    chat.owner, chat.leased_until, chat.seen_at = None, None, now


def record_failure(session: Session, work: Work, owner: str, error: str) -> bool:
    """Count a failure of our own code; True when the update is set aside for good."""
    chat = lock(session, work, owner)
    chat.owner, chat.leased_until = None, None
    row = session.get_one(InboxRow, (work.bot_id, work.update_id))
    row.failures += 1
    if row.failures < MAX_FAILURES:
        return False
    _set_aside(row, error)
    return True


def give_back(session: Session, owner: str) -> None:
    """A fault of the database interrupted this owner: free what it holds, and do not count the try.

    Found by the owner's name, because a claim whose answer was lost may have been committed.
    """
    for chat in session.scalars(select(ChatRow).where(ChatRow.owner == owner).with_for_update()):
        chat.owner, chat.leased_until = None, None
        row = session.scalar(_first_open(chat.chat_id))
        if row is not None:
            row.tries = max(0, row.tries - 1)


def take_back(session: Session) -> None:
    """On SQLite, with its one process: free what a predecessor that died held."""
    session.execute(update(ChatRow).values(owner=None, leased_until=None))


def _set_aside(row: InboxRow, error: str) -> None:
    # Its words stay, sealed, as long as it may be handled again (see bot.intake.aside).
    row.state, row.error = InboxState.SET_ASIDE, error
