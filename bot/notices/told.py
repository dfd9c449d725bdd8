"""What a chat was told unasked, the newest first; a message that the person replies to counts as the newest."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.models import ChatRow
from bot.scene import Scene
from knowledge import agenda
from knowledge.events import Event
from scheduler.models import OutboxRow
from scheduler.outbox import Notice, NoticeKind, OutboxState

ANSWERED_WITHIN = timedelta(days=8)
_LOOKED_AT = 8  # messages
_OF_CHANGE = (NoticeKind.EVENT_MOVED, NoticeKind.MOVED_NUDGE, NoticeKind.EVENT_RESUMED)
_ASKS = (NoticeKind.REMINDER, *_OF_CHANGE)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice that was sent; `is_last_word`: the person has neither written nor pressed anything since."""

    notice: Notice
    is_last_word: bool


@dataclass(frozen=True, slots=True)
class Reminded:
    """An event not yet over that asks whether they come; `revision`: of the date that was read.

    `of_change`: it told of a new date, so whoever comes keeps the seat for that date.
    """

    event: Event
    revision: int
    is_last_word: bool
    of_change: bool = False


def notices(scene: Scene, most: int = _LOOKED_AT) -> tuple[Told, ...]:
    """The last ones that were sent, or the one that is replied to."""
    query = (
        select(OutboxRow)
        .where(OutboxRow.chat_id == scene.turn.chat_id, OutboxRow.state == OutboxState.SENT)
        .where(OutboxRow.notice.is_not(None), OutboxRow.edits_id.is_(None))
        .where(OutboxRow.created_at > scene.now - ANSWERED_WITHIN)
        .order_by(OutboxRow.id.desc())
    )
    replied_to = scene.turn.replied_to
    if replied_to is not None:
        row = scene.session.scalar(query.where(OutboxRow.sent_message_id == replied_to).limit(1))
        if row is not None and row.notice is not None:
            return (Told(Notice.from_json(row.notice), is_last_word=True),)
    rows = scene.session.scalars(query.limit(most))
    return tuple(
        Told(Notice.from_json(row.notice), _is_last_word(scene.session, row)) for row in rows if row.notice is not None
    )


def reminders(scene: Scene) -> tuple[Reminded, ...]:
    """Each event of which it was last asked whether they come, the newest question first."""
    newest: dict[int, Told] = {}
    for told in notices(scene):
        if told.notice.kind is not NoticeKind.CALENDAR:  # the file that goes with a change asks nothing
            newest.setdefault(told.notice.event_id, told)
    found = (_reminded(scene, told) for told in newest.values() if told.notice.kind in _ASKS)
    return tuple(one for one in found if one is not None)


def _reminded(scene: Scene, told: Told) -> Reminded | None:
    event = agenda.by_id(scene.session, told.notice.event_id)
    if event is None or event.is_cancelled or event.ends_at <= scene.now:
        return None
    return Reminded(event, told.notice.revision, told.is_last_word, told.notice.kind in _OF_CHANGE)


def _is_last_word(session: Session, row: OutboxRow) -> bool:
    chat = session.get(ChatRow, row.chat_id)
    return chat is None or row.sent_at is None or chat.seen_at <= row.sent_at
