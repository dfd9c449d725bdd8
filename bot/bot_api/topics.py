"""What it means that Telegram refuses something about a topic of the team's group, or the deletion of a message."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.bot_api.replies import Call
from bot.core import staff
from bot.core.tables import QuestionRow, ThreadRow
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState

_GONE = ("thread not found", "topic_id_invalid", "topic_deleted")
_SHUT = ("topic_closed",)  # to whoever may not manage topics
_NO_RIGHTS = ("not enough rights", "chat_admin_required")
_THERE_NO_MORE = ("message to delete not found", *_GONE)
_DELETES = ("deleteForumTopic", "deleteMessage")
_ACTS = ("closeForumTopic", "reopenForumTopic", *_DELETES)

Tell = Callable[..., None]  # the team: a key, a message, its words


def is_outside(call: Call, reason: str) -> bool:
    """Whether the message is to be sent again, outside its topic: nobody can write in that one any more."""
    sends = call.topic_id is not None and call.method not in _ACTS
    return sends and any(words in reason for words in (*_GONE, *_SHUT))


def refused(session: Session, call: Call, reason: str, now: datetime, tell: Tell) -> None:
    """Note what that says of the group and its topics; the team hears of what it can put right."""
    lacks_rights = any(words in reason for words in _NO_RIGHTS)
    if call.method == "createForumTopic":
        staff.note_topics(session, now)
    if lacks_rights and call.method in ("createForumTopic", "closeForumTopic", "reopenForumTopic"):
        tell(f"no_topics:{now.date().isoformat()}", "staff-no-topics")
    if call.method in _DELETES and not any(words in reason for words in _THERE_NO_MORE):
        _tell_left(call, tell)
    if call.topic_id is not None and any(words in reason for words in _GONE):
        _lost(session, call, now, tell)


def _tell_left(call: Call, tell: Tell) -> None:
    number = call.topic_id or call.parameters.get("message_id")
    key = f"not_deleted:{call.parameters['chat_id']}:{number}"
    if int(call.parameters["chat_id"]) > 0:
        tell(key, "staff-not-taken-back")
    else:
        # How a client opens what is in a supergroup: its number without the -100 before it.
        group = str(call.parameters["chat_id"]).removeprefix("-100")
        tell(key, "staff-not-deleted", link=f"https://t.me/c/{group}/{number}")


def _lost(session: Session, call: Call, now: datetime, tell: Tell) -> None:
    """Somebody took the topic away: it goes on outside, and what waits in it is recalled."""
    opened = (OutboxRow.chat_id == call.parameters["chat_id"], OutboxRow.sent_message_id == call.topic_id)
    opening = select(OutboxRow.id).where(*opened, OutboxRow.state == OutboxState.SENT)
    there = (ThreadRow.opening_id.in_(opening), ThreadRow.lost_at.is_(None), ThreadRow.ended_at.is_(None))
    for thread in session.scalars(select(ThreadRow).where(*there)).all():
        thread.lost_at = now
        waits = (QuestionRow.thread_id == thread.id, QuestionRow.answered_at.is_(None))
        session.execute(update(QuestionRow).where(*waits).values(recalled_at=None))
        asked = select(QuestionRow.id).where(QuestionRow.thread_id == thread.id).order_by(QuestionRow.id)
        first = session.scalar(asked.limit(1))
        tell(f"topic_lost:{thread.id}", "staff-topic-lost", number=str(first or thread.id))
