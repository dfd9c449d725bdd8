"""What a family types back to a reminder: it comes, it does not, it will be late."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.dialogues.vocabulary import listed_in
from bot.models import ChatRow
from intents.text import fold
from knowledge import agenda
from knowledge.events import Event
from scheduler.models import OutboxRow
from scheduler.outbox import Notice, NoticeKind, OutboxState

ANSWERED_WITHIN = timedelta(hours=48)
_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.MOVED_NUDGE, NoticeKind.EVENT_RESUMED)
_ASKS = (NoticeKind.REMINDER, *_OF_CHANGE)


class Said(Enum):
    """What the words mean to a reminder."""

    COMING = auto()
    NOT_COMING = auto()
    LATE = auto()
    KEEPING = auto()  # said of a new date, also when it was said before


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that may be answered. `is_last_word`: the person has not written since, so « oui » answers it.

    `of_change`: it told of a new date, so whoever comes keeps the seat for that date.
    """

    event: Event
    is_last_word: bool
    of_change: bool = False


@dataclass(frozen=True, slots=True)
class _Words:
    coming: frozenset[str]
    not_coming: frozenset[str]
    keeping: frozenset[str]
    late: re.Pattern[str]
    not_late: re.Pattern[str]


@cache
def _words() -> _Words:
    data = listed_in(Path(__file__).with_suffix(".yaml"))
    return _Words(
        coming=frozenset(map(fold, data["coming"])),
        not_coming=frozenset(map(fold, data["not_coming"])),
        keeping=frozenset(map(fold, data["keeping"])),
        late=re.compile("|".join(data["late"])),
        not_late=re.compile("|".join(data["not_late"])),
    )


def read(text: str) -> Said | None:
    """What a typed answer to a reminder says; None when it is about something else."""
    said, words = " ".join(fold(text).replace("’", "'").split()), _words()
    bare = said.strip(" .!,;:)😀🙂👍")
    if bare in words.coming:
        return Said.COMING
    if bare in words.not_coming:
        return Said.NOT_COMING
    if bare in words.keeping:
        return Said.KEEPING
    return Said.LATE if words.late.search(said) and not words.not_late.search(said) else None


def last_reminder(session: Session, chat_id: int, now: datetime) -> Reminded | None:
    """The last thing that this chat was told unasked, if it is a recent reminder of an event not yet over."""
    rows = session.scalars(
        select(OutboxRow)
        .where(OutboxRow.chat_id == chat_id, OutboxRow.state == OutboxState.SENT, OutboxRow.edits_id.is_(None))
        .where(OutboxRow.notice.is_not(None), OutboxRow.created_at > now - ANSWERED_WITHIN)
        .order_by(OutboxRow.id.desc())
        .limit(2)
    )
    told = [(row, Notice.from_json(row.notice)) for row in rows if row.notice is not None]
    # The file that goes with a change asks nothing: the words before it do.
    row, notice = next(((row, one) for row, one in told if one.kind is not NoticeKind.CALENDAR), (None, None))
    if row is None or notice is None or notice.kind not in _ASKS:
        return None
    event = agenda.by_id(session, notice.event_id)
    if event is None or event.is_cancelled or event.ends_at <= now:
        return None
    return Reminded(event, is_last_word(session, row), notice.kind in _OF_CHANGE)


def is_last_word(session: Session, row: OutboxRow) -> bool:
    """Whether the person has neither written nor pressed anything since this message was sent."""
    chat = session.get(ChatRow, row.chat_id)
    return chat is None or row.sent_at is None or chat.seen_at <= row.sent_at
