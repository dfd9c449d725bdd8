"""A family's words for the team: into its chat, as they are read there, recalled; and how long words on health stay.

They go from the team's chat too: with their topic, or message by message, as far as Telegram lets it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select, union_all
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.assistant.facts import OTHER, Unknown, in_words
from bot.bot_api.replies import Call, Reply, owe, render
from bot.chat.context import Context, Services
from bot.core.tables import AnswerCopyRow, ProposalRow, QuestionRow, TeamAnswerRow, ThreadRow
from bot.messages import Messages, dates
from bot.team import threads
from bot.team.writing import WORDS
from intents.readers import saying
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, put, put_edit
from scheduler.privacy.purge import KEEP_HEALTH_WORDS

WAITS_LONG = timedelta(days=1)


def hand_over(context: Context, row: QuestionRow, thread: ThreadRow | None = None, *, asks: bool = True) -> None:
    """Owe the words to the team's chat, in this transaction; without such a chat they are only kept.

    `thread`: the one that they go on with. Where they ask nothing (« on sera en retard »), no topic is opened for them.
    """
    row.asked_team_at = context.now
    chat_id, session = context.team_chat, context.session
    if chat_id is None:
        return
    if thread is not None and thread.chat_id == chat_id and thread.ended_at is None:
        row.thread_id, row.goes_on = thread.id, True
        threads.reopen(session, thread, context.now)
    else:
        thread = threads.place(session, row, chat_id, _alike(context, row) if asks else None, context.now)
        if asks:
            threads.with_topic(session, thread, context.now)
    if not asks:
        row.recalled_at = context.now
    row.outbox_id = _owed(session, NoticeKind.STAFF_QUESTION, thread, chat_id, context.now, event_id=row.event_id)
    thread.outbox_id = thread.outbox_id or row.outbox_id
    session.flush()


def _alike(context: Context, row: QuestionRow) -> str | None:
    if row.until is not None:  # somebody's health is like nobody else's
        return None
    subject = None if row.topic == OTHER else row.topic
    return threads.likeness(subject, saying.alike(row.words or ""), row.event_id)


def _owed(
    session: Session,
    kind: NoticeKind,
    thread: ThreadRow,
    chat_id: int,
    now: datetime,
    *,
    event_id: int | None = None,
    key: str | None = None,
) -> int | None:
    notice = Notice(kind=kind, family_id=0, event_id=event_id or 0, revision=0, about=thread.id)
    return put(session, chat_id=chat_id, send_class=SendClass.REPLY, notice=notice, key=key, now=now)


def written(session: Session, outbox_id: int, services: Services) -> Reply | None:
    """The family's words for the team, always in French; None when they were erased before they left."""
    row = sent_as(session, outbox_id)
    if row is None or not row.words:
        return None
    thread = None if row.thread_id is None else session.get(ThreadRow, row.thread_id)
    is_first = thread is None or thread.outbox_id == outbox_id
    is_same = not is_first and not row.goes_on and not _asked_there_before(session, row)
    lead = "staff-question-first" if is_first else "staff-question-same" if is_same else "staff-question-more"
    event = None if row.event_id is None else agenda.by_id(session, row.event_id)
    lines = [WORDS.say(lead, family=_family(session, row))]
    if event is not None:
        lines.append(Messages.escape(about(event, services, WORDS)))
    lines += [WORDS.say("staff-question-words", words=row.words), ""]
    if row.before:
        lines += [WORDS.say("staff-question-before"), Messages.escape(row.before), ""]
    if row.seen:
        lines += [WORDS.say("staff-question-seen", seen=row.seen), ""]
    return Reply("\n".join([*lines, WORDS.say("staff-question-how-same" if is_same else "staff-question-how")]))


def _asked_there_before(session: Session, row: QuestionRow) -> bool:
    """Whether the same chat has asked in that thread already: it asks again, and is no other family."""
    before = (QuestionRow.thread_id == row.thread_id, QuestionRow.chat_id == row.chat_id, QuestionRow.id < row.id)
    return session.scalar(select(QuestionRow.id).where(*before).limit(1)) is not None


def recalled(session: Session, thread_id: int) -> Reply | None:
    """That these words have waited for a day, with them; None when nobody waits any more."""
    rows = _waiting(session, thread_id)
    if not rows:
        return None
    n = len(rows)
    lines = [WORDS.say("staff-question-words", words=row.words or "…") for row in rows]
    return Reply("\n".join([WORDS.say("staff-recall", n=n), *lines, "", WORDS.say("staff-recall-how", n=n)]))


def _waiting(session: Session, thread_id: int) -> list[QuestionRow]:
    unanswered = (QuestionRow.thread_id == thread_id, QuestionRow.answered_at.is_(None))
    return list(session.scalars(select(QuestionRow).where(*unanswered).order_by(QuestionRow.id)))


def titled(session: Session, thread_id: int, services: Services) -> str:
    """The name of a thread's topic, plain text: a number and a subject, and no word of the family's."""
    first = session.scalars(
        select(QuestionRow).where(QuestionRow.thread_id == thread_id).order_by(QuestionRow.id).limit(1)
    ).first()
    if first is None:
        return WORDS.label("staff-topic", number=str(thread_id), subject="none")
    return WORDS.label("staff-topic", number=str(first.id), subject=_subject(session, first, services))


def _subject(session: Session, row: QuestionRow, services: Services) -> str:
    event = None if row.event_id is None else agenda.by_id(session, row.event_id)
    if event is not None:
        return cards.title(event, "fr")
    assistant, topic = services.assistant, row.topic or ""
    if topic in assistant.library:
        return assistant.library.topic(topic).label["fr"]
    cell = Unknown.named(topic, assistant.things).cell
    return "none" if cell is None else in_words(cell, assistant.things, "fr")


def about(event: Event, services: Services, words: Messages) -> str:
    """« (Au sujet de Petits robots, samedi 5 décembre 2026 à 10 h) », plain text."""
    when = dates.moment(event.starts_at, services.zone, words.language)
    return words.label("question-about", title=cards.title(event, words.language), when=when)


def _family(session: Session, row: QuestionRow) -> str:
    family = families.family_of(session, row.chat_id)
    return "none" if family is None else str(family.number)


def sent_as(session: Session, outbox_id: int) -> QuestionRow | None:
    """The question that this message carries."""
    return session.scalars(select(QuestionRow).where(QuestionRow.outbox_id == outbox_id)).one_or_none()


def recall(session: Session, team_chat: int | None, now: datetime) -> None:
    """What was left for a day is recalled to the team, once, wherever the team is now."""
    if team_chat is None:
        return
    late = select(QuestionRow.thread_id).where(
        QuestionRow.asked_team_at <= now - WAITS_LONG,
        QuestionRow.answered_at.is_(None),
        QuestionRow.recalled_at.is_(None),
        QuestionRow.thread_id.is_not(None),
    )
    there = select(ThreadRow).where(ThreadRow.id.in_(late), ThreadRow.ended_at.is_(None))
    for thread in session.scalars(there.with_for_update(skip_locked=True)).all():
        rows, before = _waiting(session, thread.id), thread.recall_id
        for row in rows:
            row.recalled_at = now
        key = f"recall:{thread.id}:{rows[-1].id}:{now.date().isoformat()}"
        owed = _owed(session, NoticeKind.STAFF_RECALL, thread, team_chat, now, key=key)
        if owed is not None:
            thread.recall_id = owed
            if before is not None:
                unsay(session, before, "staff-recall-over", now)


KEEP = KEEP_HEALTH_WORDS
# Attributes of things, and topics of version 0.1.
_TOPICS = frozenset(
    {
        "allergies", "medicine", "disability_support", "assistant_allowed", "child_disability", "aesh",
    }
)  # fmt: skip


def is_about(topic: str | None) -> bool:
    """Whether this topic, or the attribute of this cell (« workshops.allergies »), touches on health."""
    return topic is not None and topic.rpartition(".")[2].lstrip("?") in _TOPICS


DELETABLE = timedelta(hours=48)  # Telegram's limit for taking a message back
_MAY_BE_THERE = (OutboxState.LEASED, OutboxState.SENT)


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
        owe(session, group, Reply(WORDS.say("staff-erased", n=left)), now)
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
        payload = render(Reply(WORDS.say(said)), chat_id=there.chat_id).to_json()
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
        owe(session, group, Reply(WORDS.say("staff-remains", n=left)), now, key=f"left:{now.date().isoformat()}")


def still_needed() -> Select[int]:
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
