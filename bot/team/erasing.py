"""What families asked goes from the team's chat: with its topic, or message by message, as far as Telegram lets it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, union_all
from sqlalchemy.orm import Session

from bot.bot_api.replies import Call, Reply, owe, render
from bot.core.tables import AnswerCopyRow, ProposalRow, QuestionRow, TeamAnswerRow, ThreadRow
from bot.messages import Messages
from bot.team import threads
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState, SendClass, put, put_edit

DELETABLE = timedelta(hours=48)  # Telegram's limit for taking a message back
_MAY_BE_THERE = (OutboxState.LEASED, OutboxState.SENT)
_FR = Messages("fr")  # the team's language


def erase(session: Session, row: QuestionRow, said: str, now: datetime) -> int:
    """These words go: with their topic, unless others ask the same there; else `said` stands in their place.

    How many messages of the team's own stay, which only the team can delete.
    """
    thread = None if row.thread_id is None else session.get(ThreadRow, row.thread_id)
    outbox_id = row.outbox_id
    _forget(session, row)
    if thread is not None and _is_empty(session, thread):
        topic_goes = threads.end(session, thread, now)
        if not topic_goes:
            _unsay_all(session, (outbox_id, thread.outbox_id, thread.recall_id), said, now)
        answers = _forget_answers(session, thread)
        return 0 if topic_goes else answers
    _unsay_all(session, (outbox_id, None if thread is None else thread.recall_id), said, now)
    return 0


def erase_all(session: Session, chat_id: int, now: datetime) -> None:
    """All that this chat ever asked goes, with the answers; where there are no topics, the team is told what stays."""
    rows = session.scalars(select(QuestionRow).where(QuestionRow.chat_id == chat_id)).all()
    found = [session.get_one(ThreadRow, number) for number in {row.thread_id for row in rows} if number is not None]
    kept = {row.thread_id: row.outbox_id for row in rows}
    for row in rows:
        if row.thread_id is None and row.outbox_id is not None:
            unsay(session, row.outbox_id, "staff-question-taken-back", now)
        _forget(session, row)
    left = sum(_taken_out(session, thread, kept[thread.id], now) for thread in found)
    for group in {thread.chat_id for thread in found}:
        owe(session, group, Reply(_FR.say("staff-erased", n=left)), now)
    session.flush()


def _taken_out(session: Session, thread: ThreadRow, outbox_id: int | None, now: datetime) -> int:
    """How many messages of the team's own stay, which only the team can delete."""
    if not _is_empty(session, thread):
        _unsay_all(session, (outbox_id, thread.recall_id), "staff-question-taken-back", now)
        return 0
    if threads.end(session, thread, now):
        _forget_answers(session, thread)
        return 0
    answers = session.scalars(select(TeamAnswerRow).where(TeamAnswerRow.thread_id == thread.id)).all()
    ours = (outbox_id, thread.outbox_id, thread.recall_id, *(one.status_id for one in answers))
    for row_id in {one for one in ours if one is not None}:
        if not _delete(session, row_id, now):
            unsay(session, row_id, "staff-question-taken-back", now)
    young = [one for one in answers if one.written_at > now - DELETABLE]
    for one in young:
        take_out(session, one.chat_id, one.message_id, now)
    _forget_answers(session, thread)
    return len(answers) - len(young)


def take_out(session: Session, chat_id: int, message_id: int, now: datetime) -> None:
    """Delete this message, the team's or the bot's own."""
    call = Call("deleteMessage", {"chat_id": chat_id, "message_id": message_id})
    put(session, chat_id=chat_id, send_class=SendClass.REPLY, payload=call.to_json(), now=now)


def unsay(session: Session, row_id: int, said: str, now: datetime) -> None:
    """What stands there says this instead."""
    there = session.get(OutboxRow, row_id, populate_existing=True)
    if there is not None and there.state in _MAY_BE_THERE:
        payload = render(Reply(_FR.say(said)), chat_id=there.chat_id).to_json()
        put_edit(session, edits_id=there.id, chat_id=there.chat_id, payload=payload, now=now)


def _unsay_all(session: Session, row_ids: Iterable[int | None], said: str, now: datetime) -> None:
    for row_id in {one for one in row_ids if one is not None}:
        unsay(session, row_id, said, now)


def _delete(session: Session, row_id: int, now: datetime) -> bool:
    there = session.get(OutboxRow, row_id, populate_existing=True)
    if there is None or there.sent_message_id is None or there.created_at <= now - DELETABLE:
        return False
    take_out(session, there.chat_id, there.sent_message_id, now)
    return True


def _forget(session: Session, row: QuestionRow) -> None:
    copies = delete(AnswerCopyRow).where(AnswerCopyRow.question_id == row.id)
    drop_proposals(session, session.scalars(copies.returning(AnswerCopyRow.answer_id)).all())
    session.delete(row)
    session.flush()


def drop_proposals(session: Session, answer_ids: Iterable[int]) -> None:
    """No fact is made of these answers any more."""
    session.execute(delete(ProposalRow).where(ProposalRow.answer_id.in_(answer_ids)))


def _is_empty(session: Session, thread: ThreadRow) -> bool:
    return session.scalar(select(QuestionRow.id).where(QuestionRow.thread_id == thread.id).limit(1)) is None


def _forget_answers(session: Session, thread: ThreadRow) -> int:
    gone = delete(TeamAnswerRow).where(TeamAnswerRow.thread_id == thread.id).returning(TeamAnswerRow.id)
    return len(session.scalars(gone).all())


def tell_left(session: Session, left: int, now: datetime) -> None:
    """That so many messages of the team's own stay of what is erased; said once a day."""
    newest = select(ThreadRow.chat_id).where(ThreadRow.ended_at == now).order_by(ThreadRow.id.desc()).limit(1)
    group = session.scalar(newest) if left else None
    if group is not None:
        owe(session, group, Reply(_FR.say("staff-remains", n=left)), now, key=f"left:{now.date().isoformat()}")


def needed() -> Select[int]:
    """The rows of messages to which the team may still reply, or that may still have to be taken back."""
    columns = (
        QuestionRow.outbox_id,
        ThreadRow.opening_id,
        ThreadRow.outbox_id,
        ThreadRow.recall_id,
        TeamAnswerRow.status_id,
        AnswerCopyRow.outbox_id,
        AnswerCopyRow.asked_id,
    )
    rows = union_all(*(select(one.label("row_id")).where(one.is_not(None)) for one in columns)).subquery()
    return select(rows.c.row_id)


def purge(session: Session, before: datetime) -> None:
    """Forget the threads that ended before; they tell no word of anything."""
    session.execute(delete(ThreadRow).where(ThreadRow.ended_at <= before))
