"""A family's words in the team's chat, the team's answer on its way back, and how long words on health are kept."""

from datetime import datetime, timedelta
from secrets import token_hex

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assistant import cards
from bot.bot_api.replies import Call, Reply, owe, render
from bot.chat.context import Context, Services
from bot.chat.state import Outcome
from bot.chat.turn import Kind
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import ChatRow, QuestionRow, TeamAnswerRow
from bot.messages import Messages, dates
from bot.team import proposals
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass, put, put_edit

_QUOTED = 300  # characters of a question, enough to know it again
_ANSWER = "team-answer:"  # how the key of an answer begins
_ON_ITS_WAY = (OutboxState.WAITING, OutboxState.LEASED)
_MAY_BE_THERE = (OutboxState.LEASED, OutboxState.SENT)


def written(session: Session, outbox_id: int, services: Services) -> Reply | None:
    """The family's words for the team, always in French; None when they were erased before they left."""
    row = _question(session, outbox_id)
    if row is None or not row.words:
        return None
    words, family = Messages("fr"), families.family_of(session, row.chat_id)
    event = None if row.event_id is None else agenda.by_id(session, row.event_id)
    lines = [words.say("staff-question", family="none" if family is None else str(family.number))]
    if event is not None:
        lines.append(Messages.escape(about(event, services, words)))
    lines += [words.say("staff-question-words", words=row.words), ""]
    if row.seen:
        lines += [words.say("staff-question-seen", seen=row.seen), ""]
    return Reply("\n".join([*lines, words.say("staff-question-how")]))


def about(event: Event, services: Services, words: Messages) -> str:
    """« (Au sujet de Petits robots, samedi 5 décembre 2026 à 10 h) », plain text."""
    when = dates.moment(event.starts_at, services.zone, words.language)
    return words.label("question-about", title=cards.title(event, words.language), when=when)


def erase(session: Session, row: QuestionRow, said: str, now: datetime) -> None:
    """These words go, in the team's chat too, where this is `said` instead; what waits to be sent is not."""
    there = None if row.outbox_id is None else session.get(OutboxRow, row.outbox_id)
    if there is not None and there.state in _MAY_BE_THERE:
        payload = render(Reply(Messages("fr").say(said)), chat_id=there.chat_id).to_json()
        put_edit(session, edits_id=there.id, chat_id=there.chat_id, payload=payload, now=now)
    session.delete(row)


def erase_all(session: Session, chat_id: int, now: datetime) -> None:
    """The same for all that this chat ever asked."""
    for row in session.scalars(select(QuestionRow).where(QuestionRow.chat_id == chat_id)).all():
        erase(session, row, "staff-question-taken-back", now)
    session.flush()


def answered(context: Context) -> Outcome:
    """What is written in the team's chat: to the family, when it replies to a question of hers."""
    sent = _replied_to(context)
    if sent is None:
        return context.answer()
    row, words = _question(context.session, sent.id), Messages("fr")
    if context.role is None:
        return context.answer(Reply(words.say("staff-answer-not-of-team")))
    if row is None:
        return context.answer(Reply(words.say("staff-answer-erased")))
    if context.turn.kind is not Kind.TEXT:
        return context.answer(Reply(words.say("staff-answer-text-only")))
    _put_answer(context, row)
    rows = proposals.offer(context, row, context.turn.text)
    # The team hears of the answer itself when it has arrived.
    return context.answer(Reply(words.say("fact-proposed"), rows)) if rows else context.answer()


def is_asked(context: Context) -> bool:
    """Whether this message replies to a question to the team."""
    return _replied_to(context) is not None


def _replied_to(context: Context) -> OutboxRow | None:
    """The question to the team that this message replies to."""
    if context.turn.replied_to is None:
        return None
    sent = select(OutboxRow).where(
        OutboxRow.chat_id == context.turn.chat_id,
        OutboxRow.sent_message_id == context.turn.replied_to,
        OutboxRow.notice.is_not(None),
    )
    rows = context.session.scalars(sent)
    asked = (row for row in rows if Notice.from_json(row.notice or "").kind is NoticeKind.STAFF_QUESTION)
    return next(asked, None)


def _question(session: Session, outbox_id: int) -> QuestionRow | None:
    return session.scalars(select(QuestionRow).where(QuestionRow.outbox_id == outbox_id)).one_or_none()


def _put_answer(context: Context, row: QuestionRow) -> None:
    chat = context.session.get(ChatRow, row.chat_id)
    words = Messages("fr" if chat is None else chat.language or "fr")
    asked = row.words or ""
    asked = asked if len(asked) <= _QUOTED else f"{asked[: _QUOTED - 1]}…"
    said = Reply(words.say("team-answer", answer=context.turn.text, words=asked))
    key = f"{_ANSWER}{token_hex(8)}"
    number = owe(context.session, row.chat_id, said, context.now, send_class=SendClass.REPLY, key=key)
    row.answered_at = context.now
    staff.note(context.session, context.turn.person, Act.ANSWERED, context.now, row.id)
    context.session.add(TeamAnswerRow(outbox_id=number, message_id=context.turn.message_id))


def replies_to_an_answer(context: Context) -> bool:
    """Whether a family's message replies, with Telegram's « Répondre », to what the team has answered."""
    if context.turn.replied_to is None:
        return False
    mine = OutboxRow.chat_id == context.turn.chat_id, OutboxRow.sent_message_id == context.turn.replied_to
    answer = select(OutboxRow.id).where(*mine, OutboxRow.key.startswith(_ANSWER)).limit(1)
    return context.session.scalar(answer) is not None


def confirm(session: Session, staff_chat_id: int | None, now: datetime) -> None:
    """Tell the team what became of each of its answers, once, as soon as it is known."""
    for answer in session.scalars(select(TeamAnswerRow)).all():
        row = session.get(OutboxRow, answer.outbox_id)
        if row is not None and row.state in _ON_ITS_WAY:
            continue
        if staff_chat_id is not None:
            _tell(session, staff_chat_id, answer, _became(row), now)
        session.delete(answer)


def _became(row: OutboxRow | None) -> str:
    if row is None:
        return "staff-answer-gone"
    if row.state == OutboxState.SENT:
        return "staff-answer-sent"
    return "staff-answer-blocked" if row.error == UNREACHABLE else "staff-answer-refused"


def _tell(session: Session, chat_id: int, answer: TeamAnswerRow, key: str, now: datetime) -> None:
    call = render(Reply(Messages("fr").say(key)), chat_id=chat_id)
    # Several answers may be on their way: each is confirmed under itself.
    under = {"message_id": answer.message_id, "allow_sending_without_reply": True}
    payload = Call(call.method, {**call.parameters, "reply_parameters": under}).to_json()
    put(
        session,
        chat_id=chat_id,
        send_class=SendClass.CONFIRMATION,
        payload=payload,
        key=f"answered:{answer.outbox_id}",
        now=now,
    )


KEEP = timedelta(days=7)
# Attributes of things, and topics of version 0.1.
_TOPICS = frozenset(
    {
        "allergies", "medicine", "disability_support", "assistant_allowed", "child_disability", "aesh",
    }
)  # fmt: skip


def is_about(topic: str | None) -> bool:
    """Whether this topic, or the attribute of this cell (« workshops.allergies »), touches on health."""
    return topic is not None and topic.rpartition(".")[2].lstrip("?") in _TOPICS
