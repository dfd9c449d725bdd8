"""Claiming a chat's next update, and settling it: one worker a chat, a person's share, whoever dies."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Label,
    Select,
    Update,
    and_,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.core.errors import FencedError
from bot.core.tables import ChatRow, InboxRow, InboxState, ProcessRow, prefix_of
from knowledge.store.columns import Sealed, table_of
from knowledge.store.engine import StoreError
from scheduler.core.transactions import insert_missing
from scheduler.outbox import lines
from scheduler.outbox.outbox import SendClass

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
_ROWS = table_of(InboxRow)
_ITS: BindParameter[int] = bindparam("chat")
_WAITING_WORDS = select(_ROWS.c.update_id).where(
    _ROWS.c.chat_id == _ITS, _ROWS.c.state == InboxState.OPEN, _ROWS.c.collapsible
)
_OWED = select(lines.ROWS.c.id).where(
    lines.ROWS.c.chat_id == _ITS, lines.ROWS.c.send_class == SendClass.REPLY, lines.is_open(lines.ROWS.c)
)
# Of the chat "chat", no further than is looked at: its typed messages that wait, and the answers that are owed to it.
COUNTS = (_up_to(MOST + 1, _WAITING_WORDS, "waiting"), _up_to(MOST_OWED + 1, _OWED, "owed"))
_COUNTED = select(*COUNTS)


CANDIDATES = 8  # on PostgreSQL, workers that all want the same chat would wait for each other
MAX_DEATHS = 5  # tries that ended with the process
# Such tries; from then on its process handles an update alone, so that it dies for nobody and nobody for it. What other
# processes hold does not count: of a dead one's, that would be eight seconds in which nothing is done for anybody.
SUSPECT_AFTER = 2
MAX_FAILURES = 2  # exceptions of our own code


@dataclass(frozen=True, slots=True)
class Work:
    """One update to handle, with what the chat remembers; both are opened by who can count a failure against it."""

    owner: str
    bot_id: int
    update_id: int
    chat_id: int
    body: Sealed | None
    language: str | None
    dialogue: Sealed | None
    context: Sealed | None
    draft_at: datetime | None
    received_at: datetime
    is_crowd: bool  # more typed words of this chat wait than one person's share


GiveUp = Callable[[Session, Work], None]


class Again(Enum):
    """Nothing was claimed, but something may wait: another worker was quicker, or an update was set aside."""

    AGAIN = auto()


@dataclass(frozen=True, slots=True)
class Memory:
    """What a chat remembers after a turn; words are sealed as they are stored."""

    language: str | None
    dialogue: str | None
    context: str | None
    draft_at: datetime | None


def claim(
    session: Session, owner: str, now: datetime, give_up: GiveUp = lambda session, work: None
) -> Work | Again | None:
    """Take the chat whose turn it is and count a try on its first open update; None when nothing may be taken.

    It is `owner`'s until it is settled or given back, or the process is taken for dead (bot.run.processes). `give_up`
    hears of an update that is set aside because the process died on it again and again.
    """
    waiting = session.execute(_WAITING, {"here": _of_its_process(owner)}).all()
    if any(held_by_suspect for _, held_by_suspect in waiting):
        return None
    for chat_id in dict.fromkeys(chat_id for chat_id, _ in waiting):
        found = _first_if_free(session, chat_id, now)
        if found is not None:
            return _take(session, found, owner, give_up)
    return Again.AGAIN if waiting else None


def _first_if_free(session: Session, chat_id: int, now: datetime) -> Any:
    """The chat, locked, with its first open update."""
    found = session.execute(_FIRST, {"chat": chat_id}).first()
    if found is None and insert_missing(session, ChatRow, [{"chat_id": chat_id, "seen_at": now}]):
        found = session.execute(_FIRST, {"chat": chat_id}).first()
    return None if found is None or found.owner is not None else found


def _take(session: Session, row: Any, owner: str, give_up: GiveUp) -> Work | Again | None:
    its_own = {"bot": row.bot_id, "number": row.update_id}
    is_suspect = row.tries - row.failures >= SUSPECT_AFTER
    if is_suspect and session.scalar(_HELD_HERE, {"here": _of_its_process(owner)}) is not None:
        return None  # once the others are done
    work = Work(
        owner,
        row.bot_id,
        row.update_id,
        row.chat_id,
        row.body,
        row.language,
        row.dialogue,
        row.context,
        row.draft_at,
        row.received_at,
        is_one(row.waiting, row.owed),
    )
    session.execute(_TRIED, {**its_own, "by": 1})
    if row.tries + 1 > MAX_DEATHS + row.failures:
        session.execute(_SET_ASIDE, {**its_own, "why": "the process died on it"})
        give_up(session, work)
        return Again.AGAIN
    session.execute(_HOLD, {"chat": row.chat_id, "owned_by": owner})
    return work


def _of_its_process(owner: str) -> str:
    """What all names of this owner's process are like, see `prefix_of`; of a name that tells of none, all names."""
    process, dash, _ = owner.rpartition("-")
    return f"{process}{dash}%"


def lock(session: Session, work: Work) -> None:
    """Lock the chat by writing it first; raise FencedError when it is not this owner's any more."""
    _fence(work, session.execute(_LOCK, {"chat": work.chat_id, "owned_by": work.owner}))


def settle(session: Session, work: Work, memory: Memory, now: datetime) -> None:
    """Mark the update done, erase its words, free the chat: in the transaction of its effects, and at its end.

    Raises FencedError, which undoes them, when the chat is not this owner's any more.
    """
    session.execute(_DONE, {"bot": work.bot_id, "number": work.update_id, "at": now})
    _remember(session, work, memory, now)


def put_off(session: Session, work: Work, memory: Memory, now: datetime) -> bool:
    """Let the update wait until words are understood, and free the chat; whether it is the chat's only one that does.

    Raises FencedError as :func:`settle` does.
    """
    is_only = session.scalar(_WAITS, {"chat": work.chat_id}) is None
    session.execute(_PUT_OFF, {"bot": work.bot_id, "number": work.update_id})
    _remember(session, work, memory, now)
    return is_only


def _remember(session: Session, work: Work, memory: Memory, now: datetime) -> None:
    _fence(
        work,
        session.execute(
            _REMEMBER,
            {
                "chat": work.chat_id,
                "owned_by": work.owner,
                "spoken": memory.language,
                "talk": memory.dialogue,
                "about": memory.context,
                "drafted": memory.draft_at,
                "at": now,
            },
        ),
    )


def _fence(work: Work, written: Any) -> None:
    if written.rowcount != 1:
        raise FencedError(f"chat {work.chat_id} was taken over")


def release(session: Session, work: Work, now: datetime) -> None:
    """Free a chat that was served, with what it remembers as it is."""
    session.execute(_SERVED, {"chat": work.chat_id, "at": now})


def record_failure(session: Session, work: Work, error: str) -> bool:
    """Count a failure of our own code; True when the update is set aside for good."""
    lock(session, work)
    session.execute(_FREE, {"chat": work.chat_id})
    its_own = {"bot": work.bot_id, "number": work.update_id}
    failures: int = session.execute(_FAILED, its_own).scalar_one()
    if failures < MAX_FAILURES:
        return False
    session.execute(_SET_ASIDE, {**its_own, "why": error})
    return True


def give_back(session: Session, owner: str) -> None:
    """A fault of the database interrupted this owner: free what it holds, and do not count the try.

    Found by the owner's name, because a claim whose answer was lost may have been committed.
    """
    for chat_id in session.scalars(_HELD_BY, {"owned_by": owner}).all():
        session.execute(_FREE, {"chat": chat_id})
        row = session.execute(_FIRST_OPEN, {"chat": chat_id}).first()
        if row is not None:
            session.execute(_TRIED, {"bot": row.bot_id, "number": row.update_id, "by": -min(1, row.tries)})


def take_back(session: Session) -> None:
    """On SQLite, with its one process: free what a predecessor that died held."""
    session.execute(update(ChatRow).where(ChatRow.owner.is_not(None)).values(owner=None))


def bereft() -> ColumnElement[bool]:
    """Whether some chat's owner is of no living process."""
    return _BEREFT.exists()


def free_bereft(session: Session) -> int:
    """Free the chats whose owner is of no living process; how many. One that is just being written to comes later."""
    return len(session.scalars(_FREE_BEREFT).all())


# Built once, of columns and not of mapped classes: to build one costs more than to run it, and so do objects.
_CHATS, _INBOX = table_of(ChatRow), table_of(InboxRow)
_IS_OPEN = _INBOX.c.state == InboxState.OPEN
_ANY_HELD = select(_CHATS.c.chat_id).where(_CHATS.c.owner.is_not(None))
_HELD_HERE = _ANY_HELD.where(_CHATS.c.owner.like(bindparam("here")))
_SUSPECTS = _INBOX.alias()
_SUSPECT = select(_SUSPECTS.c.update_id).where(
    _SUSPECTS.c.chat_id == _CHATS.c.chat_id, _SUSPECTS.c.state == InboxState.OPEN,
    _SUSPECTS.c.tries - _SUSPECTS.c.failures > SUSPECT_AFTER,
)  # fmt: skip
_WAITING = (
    select(_INBOX.c.chat_id, _HELD_HERE.where(_SUSPECT.exists()).exists())
    .where(_IS_OPEN, _INBOX.c.chat_id.not_in(_ANY_HELD))
    .order_by(_INBOX.c.turn_at, _INBOX.c.update_id)
    .limit(CANDIDATES)
)
_ITS_CHAT = _CHATS.c.chat_id == bindparam("chat")
_OWN_CHAT = and_(_ITS_CHAT, _CHATS.c.owner == bindparam("owned_by"))
_OPEN = select(*_INBOX.c["bot_id", "update_id", "body", "tries", "failures", "received_at"]).where(_IS_OPEN)
_OLDEST = _OPEN.order_by(_INBOX.c.received_at, _INBOX.c.update_id).limit(1)
_FIRST = (
    _OLDEST.add_columns(*_CHATS.c["chat_id", "owner", "language", "dialogue", "context", "draft_at"], *COUNTS)
    .join_from(_INBOX, _CHATS, _CHATS.c.chat_id == _INBOX.c.chat_id)
    .where(_ITS_CHAT)
    .with_for_update(skip_locked=True, of=_CHATS)
)
_FIRST_OPEN = _OLDEST.where(_INBOX.c.chat_id == bindparam("chat"))
_HOLD = update(_CHATS).where(_ITS_CHAT).values(owner=bindparam("owned_by"))
_LOCK = update(_CHATS).where(_OWN_CHAT).values(owner=_CHATS.c.owner)
_FREE = update(_CHATS).where(_ITS_CHAT).values(owner=None)
_LIVING = table_of(ProcessRow)
_ITS_PROCESS = select(_LIVING.c.owner).where(_CHATS.c.owner.like(prefix_of(_LIVING.c) + "%"))
_BEREFT = select(_CHATS.c.chat_id).where(_CHATS.c.owner.is_not(None), ~_ITS_PROCESS.exists())
_FREE_BEREFT = (
    update(_CHATS)
    .where(_CHATS.c.chat_id.in_(_BEREFT.with_for_update(skip_locked=True, of=_CHATS)))
    .values(owner=None)
    .returning(_CHATS.c.chat_id)
)
_HELD_BY = select(_CHATS.c.chat_id).where(_CHATS.c.owner == bindparam("owned_by")).with_for_update()
_SERVED = _FREE.values(seen_at=bindparam("at"))
_REMEMBER = update(_CHATS).where(_OWN_CHAT).values(
    owner=None, language=bindparam("spoken"), dialogue=bindparam("talk"),
    context=bindparam("about"), draft_at=bindparam("drafted"), seen_at=bindparam("at"),
)  # fmt: skip
_ITS_UPDATE = update(_INBOX).where(_INBOX.c.bot_id == bindparam("bot"), _INBOX.c.update_id == bindparam("number"))
_TRIED = _ITS_UPDATE.values(tries=_INBOX.c.tries + bindparam("by", type_=Integer()))
_DONE = _ITS_UPDATE.values(state=InboxState.DONE, body=None, done_at=bindparam("at"))
_WAITS = select(_INBOX.c.update_id).where(
    _INBOX.c.chat_id == bindparam("chat"), _INBOX.c.state == InboxState.WAITS
).limit(1)  # fmt: skip
_PUT_OFF = _ITS_UPDATE.values(state=InboxState.WAITS, tries=0, collapsible=False)
_FAILED = _ITS_UPDATE.values(failures=_INBOX.c.failures + 1).returning(_INBOX.c.failures)
# Its words stay, sealed, as long as it may be handled again (see bot.intake.inbox).
_SET_ASIDE = _ITS_UPDATE.values(state=InboxState.SET_ASIDE, error=bindparam("why"))
