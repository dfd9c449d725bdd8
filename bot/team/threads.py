"""Threads between families and the team: which question belongs to which, and the topic of the group that each has.

And as a family sees them: what she replies to, and whether the talk goes on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import At, Call
from bot.chat.context import Context, sent_notices
from bot.core import staff
from bot.core.tables import AnswerCopyRow, QuestionRow, TeamAnswerRow, ThreadRow
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.store.columns import vault
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put

TRIED_AGAIN_AFTER = timedelta(days=1)  # topics, where Telegram would not have them
QUIET_AFTER = timedelta(days=1)  # a thread in which all is answered, and nobody says more
_LONGEST_NAME = 128  # Bot API, createForumTopic.name
_METHODS = {
    "open": "createForumTopic",
    "close": "closeForumTopic",
    "reopen": "reopenForumTopic",
    "delete": "deleteForumTopic",
}


def likeness(subject: str | None, words: str, event_id: int | None) -> str:
    """What questions that ask the same have in common: what is not known, else their very words."""
    return f"{event_id or ''}:{subject or vault.fingerprints(words)[0]}"


def place(session: Session, row: QuestionRow, chat_id: int, alike: str | None, now: datetime) -> ThreadRow:
    """The thread of a new question: the open one in which the same is asked, else a new one.

    `alike` None: like no other.
    """
    staff.lock(session)  # two who ask the same at once have one thread
    same = None if alike is None else _same(session, chat_id, alike)
    if same is not None:
        row.thread_id = same.id
        return same
    thread = ThreadRow(chat_id=chat_id, alike=alike, opened_at=now)
    session.add(thread)
    session.flush()
    row.thread_id = thread.id
    return thread


def _same(session: Session, chat_id: int, alike: str) -> ThreadRow | None:
    there = (ThreadRow.chat_id == chat_id, ThreadRow.alike == alike)
    still = (ThreadRow.closed_at.is_(None), ThreadRow.ended_at.is_(None), ThreadRow.lost_at.is_(None))
    return session.scalars(select(ThreadRow).where(*there, *still).order_by(ThreadRow.id.desc()).limit(1)).first()


def with_topic(session: Session, thread: ThreadRow, now: datetime) -> None:
    """Let it have a topic of its own, where the group has topics."""
    if thread.chat_id < 0 and thread.opening_id is None and staff.may_have_topics(session, now - TRIED_AGAIN_AFTER):
        thread.opening_id = _owe(session, thread, "open", now)


def _owe(session: Session, thread: ThreadRow, rule: str, now: datetime) -> int | None:
    notice = Notice(kind=NoticeKind.STAFF_TOPIC, family_id=0, event_id=0, revision=0, rule=rule, about=thread.id)
    return put(session, chat_id=thread.chat_id, send_class=SendClass.REPLY, notice=notice, now=now)


def topic_id(session: Session, thread: ThreadRow) -> int | None:
    """The number of its topic, once it is open and for as long as it is there."""
    if thread.opening_id is None or thread.lost_at is not None:
        return None
    opening = session.get(OutboxRow, thread.opening_id, populate_existing=True)
    return None if opening is None or opening.state != OutboxState.SENT else opening.sent_message_id


def has_topic(session: Session, thread: ThreadRow) -> bool:
    """Whether there is one, or soon will be."""
    if thread.opening_id is None or thread.lost_at is not None:
        return False
    opening = session.get(OutboxRow, thread.opening_id, populate_existing=True)
    return opening is not None and opening.state in (OutboxState.WAITING, OutboxState.LEASED, OutboxState.SENT)


def where(session: Session, thread: ThreadRow, chat_id: int, under: int | None = None) -> At:
    """Where something of this thread is said: in its topic, else under its first message, or `under` another one."""
    if thread.chat_id != chat_id:
        return At()  # the team is elsewhere now
    number = topic_id(session, thread)
    if number is not None or under is not None:
        return At(topic_id=number, under=under)
    first = None if thread.outbox_id is None else session.get(OutboxRow, thread.outbox_id)
    return At(under=None if first is None or first.chat_id != chat_id else first.sent_message_id)


def acted(session: Session, notice: Notice, name: str) -> Call | None:
    """What is done to a topic when its turn has come; None when that is not wanted, or not possible, any more."""
    thread = session.get(ThreadRow, notice.about)
    if thread is None or not _is_wanted(thread, notice.rule or ""):
        return None
    method = _METHODS[notice.rule or ""]
    if notice.rule == "open":
        return Call(method, {"chat_id": thread.chat_id, "name": name[:_LONGEST_NAME]})
    number = topic_id(session, thread)
    return None if number is None else Call(method, {"chat_id": thread.chat_id, "message_thread_id": number})


def _is_wanted(thread: ThreadRow, rule: str) -> bool:
    if rule == "delete":
        return thread.ended_at is not None
    if thread.ended_at is not None:
        return False
    return (thread.closed_at is not None) == (rule == "close")


def close(session: Session, thread: ThreadRow, now: datetime) -> None:
    """All is said there; who asks the same from now on begins another one."""
    if thread.closed_at is None:
        thread.closed_at = now
        if thread.opening_id is not None:
            _owe(session, thread, "close", now)


def reopen(session: Session, thread: ThreadRow, now: datetime) -> None:
    """It goes on."""
    if thread.closed_at is not None:
        thread.closed_at = None
        if thread.opening_id is not None:
            _owe(session, thread, "reopen", now)


def close_if_settled(session: Session, thread: ThreadRow, now: datetime) -> None:
    """Each family there says that it has its answer."""
    open_ones = select(QuestionRow.id).where(QuestionRow.thread_id == thread.id, QuestionRow.settled_at.is_(None))
    if session.scalar(open_ones.limit(1)) is None:
        close(session, thread, now)


def close_quiet(session: Session, now: datetime) -> None:
    """Those in which all was answered a day ago."""
    waiting = select(QuestionRow.thread_id).where(
        QuestionRow.thread_id == ThreadRow.id, QuestionRow.answered_at.is_(None)
    )
    quiet = (
        select(ThreadRow)
        .where(ThreadRow.answered_at <= now - QUIET_AFTER)
        .where(ThreadRow.closed_at.is_(None), ThreadRow.ended_at.is_(None), ~waiting.exists())
    )
    for thread in session.scalars(quiet.with_for_update(skip_locked=True)).all():
        close(session, thread, now)


def end(session: Session, thread: ThreadRow, now: datetime) -> bool:
    """All that was asked there is erased: its topic goes, with whatever is in it; False where there is none."""
    thread.ended_at, thread.alike = now, None
    if not has_topic(session, thread):
        return False
    _owe(session, thread, "delete", now)
    return True


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


@dataclass(frozen=True, slots=True)
class Announced:
    """A message of the team to families; `event`: what it is about, if anything."""

    event: Event | None


def replied_to_announcement(context: Context) -> Announced | None:
    """The message to families to which a family's message replies."""
    if context.turn.replied_to is None:
        return None
    mine = (OutboxRow.chat_id == context.turn.chat_id, OutboxRow.sent_message_id == context.turn.replied_to)
    wrote = select(OutboxRow.notice).where(*mine, OutboxRow.key.startswith("announcement-"))
    found = context.session.scalar(wrote.limit(1))
    return None if found is None else Announced(agenda.by_id(context.session, Notice.from_json(found).event_id))


def under_way(context: Context) -> ThreadRow | None:
    """The thread in which the team wrote to this chat a moment ago, unless she says that she has her answer.

    Whoever the team has not answered lately costs no question to the database: it is among what the chat was told.
    """
    told = sent_notices(context.session, context.turn, context.now)
    if not any(one.notice.kind is NoticeKind.ANSWER_ASKED for one in told):
        return None
    answered = (
        select(ThreadRow)
        .join(QuestionRow, QuestionRow.thread_id == ThreadRow.id)
        .where(QuestionRow.chat_id == context.turn.chat_id, QuestionRow.settled_at.is_(None))
        .where(QuestionRow.answered_at > context.now - LASTS, ThreadRow.ended_at.is_(None))
    )
    return context.session.scalars(answered.order_by(QuestionRow.answered_at.desc()).limit(1)).first()
