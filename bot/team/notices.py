"""What the outbox owes to the team's chat and of its answers, written when its turn comes."""

from sqlalchemy.orm import Session

from bot.bot_api.replies import ANYWHERE, At, Call, Reply, render
from bot.chat.context import Services
from bot.core.tables import ThreadRow
from bot.team import answers, questions, threads
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind

KINDS = (
    NoticeKind.STAFF_QUESTION,
    NoticeKind.STAFF_TOPIC,
    NoticeKind.STAFF_RECALL,
    NoticeKind.STAFF_FIX,
    NoticeKind.ANSWER_ASKED,
)


def written(session: Session, row: OutboxRow, notice: Notice, services: Services) -> Call | None:
    """The call; None when it is not true any more."""
    match notice.kind:
        case NoticeKind.STAFF_TOPIC:
            return threads.acted(session, notice, questions.titled(session, notice.about, services))
        case NoticeKind.STAFF_QUESTION:
            return _said(row, questions.written(session, row.id, services), _of_question(session, row))
        case NoticeKind.STAFF_RECALL:
            return _said(row, questions.recalled(session, notice.about), _of_thread(session, notice.about, row))
        case NoticeKind.STAFF_FIX:
            asks = answers.asks_instead(session, notice.about)
            return None if asks is None else _said(row, *asks)
        case _:
            return _said(row, answers.asked_whether(session, notice.about), ANYWHERE)


def _said(row: OutboxRow, reply: Reply | None, at: At) -> Call | None:
    return None if reply is None else render(reply, chat_id=row.chat_id, at=at)


def _of_question(session: Session, row: OutboxRow) -> At:
    asked = questions.sent_as(session, row.id)
    return ANYWHERE if asked is None or asked.thread_id is None else _of_thread(session, asked.thread_id, row)


def _of_thread(session: Session, thread_id: int, row: OutboxRow) -> At:
    thread = session.get(ThreadRow, thread_id)
    return ANYWHERE if thread is None else threads.where(session, thread, row.chat_id)
