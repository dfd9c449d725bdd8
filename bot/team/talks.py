"""What a family and the team say to each other, seen from the family: what she replies to, and whether it goes on."""

from datetime import timedelta

from sqlalchemy import select

from bot.chat import moment
from bot.chat.context import Context
from bot.core.tables import AnswerCopyRow, QuestionRow, TeamAnswerRow, ThreadRow
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import NoticeKind

LASTS = timedelta(minutes=30)  # from the team's last word on


def replied_to(context: Context) -> int | None:
    """The thread of the team's answer to which a family's message replies, with Telegram's « Répondre »."""
    if context.turn.replied_to is None:
        return None
    mine = (OutboxRow.chat_id == context.turn.chat_id, OutboxRow.sent_message_id == context.turn.replied_to)
    thread = (
        select(TeamAnswerRow.thread_id)
        .join(AnswerCopyRow, AnswerCopyRow.answer_id == TeamAnswerRow.id)
        .join(OutboxRow, (OutboxRow.id == AnswerCopyRow.outbox_id) | (OutboxRow.id == AnswerCopyRow.asked_id))
    )
    return context.session.scalar(thread.where(*mine, AnswerCopyRow.chat_id == context.turn.chat_id).limit(1))


def under_way(context: Context) -> ThreadRow | None:
    """The thread in which the team wrote to this chat a moment ago, unless she says that she has her answer.

    Whoever the team has not answered lately costs no question to the database: it is among what the chat was told.
    """
    told = moment.notices(context.session, context.turn, context.now)
    if not any(one.notice.kind is NoticeKind.ANSWER_ASKED for one in told):
        return None
    answered = (
        select(ThreadRow)
        .join(QuestionRow, QuestionRow.thread_id == ThreadRow.id)
        .where(QuestionRow.chat_id == context.turn.chat_id, QuestionRow.settled_at.is_(None))
        .where(QuestionRow.answered_at > context.now - LASTS, ThreadRow.ended_at.is_(None))
    )
    return context.session.scalars(answered.order_by(QuestionRow.answered_at.desc()).limit(1)).first()
