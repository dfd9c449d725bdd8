"""The team's answers: a reply in its chat, copied to whom it is for; then corrected, or taken back.

What became of each is told under it, with the buttons for that. And what the outbox owes to that chat, worded.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.replies import ANYWHERE, Action, At, Button, Call, Press, Reply, owe, render
from bot.chat.context import Context, Services
from bot.chat.state import Outcome
from bot.chat.turn import Turn
from bot.core import staff
from bot.core.staff import Act
from bot.core.tables import AnswerCopyRow, ChatRow, QuestionRow, TeamAnswerRow, ThreadRow
from bot.messages import Messages
from bot.team import filling, questions, threads
from bot.team.writing import WORDS, short
from intents.readers.filling import stays_inside
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import UNREACHABLE, Notice, NoticeKind, OutboxState, SendClass, put, put_edit

_ON_ITS_WAY, _SENT = "on its way", "staff-answer-sent"


def confirm(session: Session, team_chat: int | None, now: datetime) -> None:
    """Tell the team what became of each of its answers, once, as soon as it is known of all families."""
    news = select(TeamAnswerRow).where(TeamAnswerRow.told_at.is_(None), TeamAnswerRow.withdrawn_at.is_(None))
    for answer in session.scalars(news.with_for_update(skip_locked=True)).all():
        became = _became(session, answer)
        if _ON_ITS_WAY in became:
            continue
        answer.told_at = now
        _unanswer(session, answer, now)
        if team_chat is not None:
            under = answer.message_id if answer.chat_id == team_chat else None
            at = At(topic_id=answer.topic_id if under else None, under=under)
            answer.status_id = owe(session, team_chat, _status(session, answer, became), now, at=at)


def _unanswer(session: Session, answer: TeamAnswerRow, now: datetime) -> None:
    """Whom it did not reach has no answer, and is told so when she asks; who blocked the bot is not recalled."""
    for one in session.scalars(select(AnswerCopyRow).where(AnswerCopyRow.answer_id == answer.id)).all():
        row = session.get(OutboxRow, one.outbox_id) if one.outbox_id is not None else None
        how, question = _of(row), session.get(QuestionRow, one.question_id)
        if how != _SENT and question is not None:
            question.answered_at = last_answered(session, question.id)
            question.recalled_at = now if how == "staff-answer-blocked" else question.recalled_at


def last_answered(session: Session, question_id: int) -> datetime | None:
    """When the last answer was written that the family has."""
    still = (
        select(TeamAnswerRow.written_at)
        .join(AnswerCopyRow, AnswerCopyRow.answer_id == TeamAnswerRow.id)
        .join(OutboxRow, OutboxRow.id == AnswerCopyRow.outbox_id)
        .where(AnswerCopyRow.question_id == question_id, TeamAnswerRow.withdrawn_at.is_(None))
        .where(OutboxRow.state == OutboxState.SENT)
        .order_by(TeamAnswerRow.id.desc())
    )
    return session.scalars(still.limit(1)).first()


def refresh(session: Session, question: QuestionRow, now: datetime) -> None:
    """A family said whether it is answered: what is told of her last answer says so too."""
    hers = (
        select(TeamAnswerRow)
        .join(AnswerCopyRow, AnswerCopyRow.answer_id == TeamAnswerRow.id)
        .where(AnswerCopyRow.question_id == question.id, TeamAnswerRow.withdrawn_at.is_(None))
    )
    answer = session.scalars(hers.order_by(TeamAnswerRow.id.desc()).limit(1)).first()
    if answer is None or answer.status_id is None:
        return
    said = render(_status(session, answer, _became(session, answer)), chat_id=answer.chat_id)
    put_edit(session, edits_id=answer.status_id, chat_id=answer.chat_id, payload=said.to_json(), now=now)


def _became(session: Session, answer: TeamAnswerRow) -> Counter[str]:
    """How many copies arrived, or did not and why, by what is said of them."""
    copies = session.scalars(select(AnswerCopyRow.outbox_id).where(AnswerCopyRow.answer_id == answer.id)).all()
    return Counter(_of(None if one is None else session.get(OutboxRow, one)) for one in copies)


def _of(row: OutboxRow | None) -> str:
    if row is None:
        return "staff-answer-gone"
    if row.state in (OutboxState.WAITING, OutboxState.LEASED):
        return _ON_ITS_WAY
    if row.state == OutboxState.SENT:
        return _SENT
    return "staff-answer-blocked" if row.error == UNREACHABLE else "staff-answer-refused"


def _status(session: Session, answer: TeamAnswerRow, became: Counter[str]) -> Reply:
    lines = [WORDS.say(how, n=n) for how, n in sorted(became.items(), key=lambda one: one[0] != _SENT)]
    settled = select(QuestionRow.id).join(AnswerCopyRow, AnswerCopyRow.question_id == QuestionRow.id)
    happy = session.scalars(settled.where(AnswerCopyRow.answer_id == answer.id, QuestionRow.settled_at.is_not(None)))
    if n := len(happy.all()):
        lines.append(WORDS.say("staff-answer-settled", n=n))
    fix = Button(WORDS.label("staff-answer-correct"), Press(Action.TEAM_ANSWER, "fix", answer.id))
    drop = Button(WORDS.label("staff-answer-withdraw"), Press(Action.TEAM_ANSWER, "drop", answer.id))
    return Reply("\n".join(lines) or WORDS.say("staff-answer-gone", n=1), ((fix, drop),) if became[_SENT] else ())


_QUOTED = 300  # characters of a question, enough to know it again
_QUESTIONS = (NoticeKind.STAFF_QUESTION, NoticeKind.STAFF_RECALL, NoticeKind.STAFF_FIX)


@dataclass(frozen=True, slots=True)
class _To:
    """What a message of the team replies to: the row of the bot's message, and the notice that it was."""

    row_id: int
    notice: Notice


def is_asked(context: Context) -> bool:
    """Whether this message replies to a question to the team."""
    return answers_a_question(context.session, context.turn)


def answers_a_question(session: Session, turn: Turn) -> bool:
    """The same of what somebody does, before it is looked into."""
    return _replied_to(session, turn) is not None


def _replied_to(session: Session, turn: Turn) -> _To | None:
    if turn.replied_to is None:
        return None
    sent = select(OutboxRow.id, OutboxRow.notice).where(
        OutboxRow.chat_id == turn.chat_id,
        OutboxRow.sent_message_id == turn.replied_to,
        OutboxRow.notice.is_not(None),
    )
    found = (_To(row_id, Notice.from_json(notice or "")) for row_id, notice in session.execute(sent))
    return next((one for one in found if one.notice.kind in _QUESTIONS), None)


def answered(context: Context) -> Outcome:
    """What is written in the team's chat: to families, when it replies to a question of theirs, else to nobody."""
    to, turn = _replied_to(context.session, context.turn), context.turn
    if to is None or stays_inside(turn.text or turn.caption):
        return context.answer()
    if context.role is None:
        return context.answer(Reply(WORDS.say("staff-answer-not-of-team")))
    before = _newest(context.session, to.notice.about) if to.notice.kind is NoticeKind.STAFF_FIX else None
    asked = _asked_by(context.session, to) if before is None else _had_by(context.session, before)
    if not asked:
        return context.answer(Reply(WORDS.say("staff-answer-erased")))
    if not turn.copyable:
        return context.answer(Reply(WORDS.say("staff-answer-kinds")))
    answer = _write(context, asked, before)
    rows = filling.offer(context, asked, answer)
    # The team hears of the answer itself when it has arrived.
    return context.answer(Reply(WORDS.say("fact-proposed"), rows)) if rows else context.answer()


def _asked_by(session: Session, to: _To) -> list[QuestionRow]:
    """Whom a reply to this message is for: everybody of a thread by its first message, or by the recall; else one."""
    row = session.scalars(select(QuestionRow).where(QuestionRow.outbox_id == to.row_id)).one_or_none()
    is_first = select(ThreadRow).where((ThreadRow.outbox_id == to.row_id) | (ThreadRow.recall_id == to.row_id))
    thread = session.scalars(is_first).one_or_none()
    if thread is None:
        return [] if row is None else [row]
    there = select(QuestionRow).where(QuestionRow.thread_id == thread.id).order_by(QuestionRow.id)
    everybody = session.scalars(there).all()
    if thread.recall_id == to.row_id:
        return [one for one in everybody if one.answered_at is None]
    return [one for one in everybody if not one.goes_on and (one is row or one.settled_at is None)]


def _newest(session: Session, answer_id: int) -> TeamAnswerRow | None:
    """The answer, or what it was corrected to meanwhile."""
    later = session.scalars(select(TeamAnswerRow.id).where(TeamAnswerRow.corrects_id == answer_id)).first()
    return session.get(TeamAnswerRow, answer_id) if later is None else _newest(session, later)


def _had_by(session: Session, answer: TeamAnswerRow) -> list[QuestionRow]:
    had = select(AnswerCopyRow.question_id).where(AnswerCopyRow.answer_id == answer.id)
    return list(session.scalars(select(QuestionRow).where(QuestionRow.id.in_(had)).order_by(QuestionRow.id)))


def _write(context: Context, asked: list[QuestionRow], before: TeamAnswerRow | None) -> TeamAnswerRow:
    session, turn, now = context.session, context.turn, context.now
    thread = session.get_one(ThreadRow, asked[0].thread_id)
    answer = TeamAnswerRow(
        thread_id=thread.id,
        chat_id=turn.chat_id,
        message_id=turn.message_id or 0,
        topic_id=turn.topic_id,
        corrects_id=None if before is None else before.id,
        written_at=now,
    )
    session.add(answer)
    session.flush()
    if before is not None:
        _take_back(session, before, "team-answer-corrected", now)
    each = {row.chat_id: row for row in reversed(asked)}  # who asked twice has it once
    for row in reversed(each.values()):
        _copy(session, answer, row, now)
    for row in asked:
        row.answered_at = now
    thread.answered_at = now
    act = Act.ANSWERED if before is None else Act.CORRECTED
    staff.note(session, turn.person, act, now, asked[0].id)
    return answer


def _copy(session: Session, answer: TeamAnswerRow, row: QuestionRow, now: datetime) -> None:
    """The message itself, without the name of who wrote it; then whose it is, and whether it is an answer."""
    what = {"chat_id": row.chat_id, "from_chat_id": answer.chat_id, "message_id": answer.message_id}
    payload = Call("copyMessage", what).to_json()
    copied = put(session, chat_id=row.chat_id, send_class=SendClass.REPLY, payload=payload, now=now)
    one = AnswerCopyRow(answer_id=answer.id, question_id=row.id, chat_id=row.chat_id, outbox_id=copied)
    session.add(one)
    session.flush()
    notice = Notice(kind=NoticeKind.ANSWER_ASKED, family_id=0, event_id=0, revision=0, about=one.id)
    one.asked_id = put(session, chat_id=row.chat_id, send_class=SendClass.REPLY, notice=notice, now=now)


def pressed(context: Context, press: Press) -> Outcome:
    """« Corriger », « Retirer », below what became of an answer."""
    answer = context.session.get(TeamAnswerRow, press.revision)
    if answer is None or answer.withdrawn_at is not None or press.code not in ("fix", "drop"):
        return context.answer(Reply(WORDS.say("staff-answer-over")), toast=WORDS.label("old-button"))
    if press.code == "fix":
        return _asks_what_instead(context, answer)
    if answer.written_at <= context.now - questions.DELETABLE:
        return context.answer(Reply(WORDS.say("staff-answer-too-late")))
    _withdraw(context, answer)
    return context.answer(Reply(WORDS.say("staff-answer-withdrawn"), in_place=context.was_pressed))


def _asks_what_instead(context: Context, answer: TeamAnswerRow) -> Outcome:
    notice = Notice(kind=NoticeKind.STAFF_FIX, family_id=0, event_id=0, revision=0, about=answer.id)
    put(context.session, chat_id=context.turn.chat_id, send_class=SendClass.REPLY, notice=notice, now=context.now)
    return context.answer(toast=WORDS.label("staff-answer-fix-toast"))


def _withdraw(context: Context, answer: TeamAnswerRow) -> None:
    session, now = context.session, context.now
    asked = _had_by(session, answer)
    _take_back(session, answer, "team-answer-withdrawn", now)
    for row in asked:
        row.answered_at = last_answered(session, row.id)
    staff.note(session, context.turn.person, Act.WITHDRAWN, now, asked[0].id if asked else None)


def _take_back(session: Session, answer: TeamAnswerRow, said: str, now: datetime) -> None:
    """Out of the families' chats, as far as Telegram lets it; the message below says so."""
    answer.withdrawn_at = now
    questions.drop_proposals(session, [answer.id])
    is_young = answer.written_at > now - questions.DELETABLE
    for one in session.scalars(select(AnswerCopyRow).where(AnswerCopyRow.answer_id == answer.id)):
        sent = None if one.outbox_id is None else session.get(OutboxRow, one.outbox_id)
        if sent is not None and sent.sent_message_id is not None:
            if is_young:
                questions.take_out(session, one.chat_id, sent.sent_message_id, now)
            _say_below(session, one, said, now)


def _say_below(session: Session, one: AnswerCopyRow, said: str, now: datetime) -> None:
    row, words = session.get_one(QuestionRow, one.question_id), words_of(session, one.chat_id)
    payload = render(Reply(words.say(said, words=row.words or "")), chat_id=one.chat_id).to_json()
    put_edit(
        session,
        edits_id=one.asked_id or 0,
        chat_id=one.chat_id,
        payload=payload,
        send_class=SendClass.CONFIRMATION,  # news: where that message is gone, it is one of its own
        now=now,
    )


def asked_whether(session: Session, copy_id: int) -> Reply | None:
    """« Cela répond-il à votre question ? », below an answer; None once it was taken back, or more was written."""
    one = session.get(AnswerCopyRow, copy_id)
    answer = None if one is None else session.get(TeamAnswerRow, one.answer_id)
    row = None if one is None else session.get(QuestionRow, one.question_id)
    if one is None or answer is None or row is None or answer.withdrawn_at is not None:
        return None
    copied = None if one.outbox_id is None else session.get(OutboxRow, one.outbox_id)
    if copied is None or copied.sent_message_id is None:  # she had blocked the bot, and has come back since
        return None
    newer = select(AnswerCopyRow.id).where(AnswerCopyRow.question_id == row.id, AnswerCopyRow.id > one.id)
    if session.scalar(newer.limit(1)) is not None:
        return None
    words = words_of(session, one.chat_id)
    key = "team-answer-asked" if answer.corrects_id is None else "team-answer-asked-anew"
    yes = Button(words.label("team-answer-yes"), Press(Action.ANSWERED, "yes", row.id))
    no = Button(words.label("team-answer-no"), Press(Action.ANSWERED, "no", row.id))
    return Reply(words.say(key, words=short(row.words or "", _QUOTED)), ((yes, no),))


def asks_instead(session: Session, answer_id: int) -> tuple[Reply, At] | None:
    """« Répondez à ce message avec ce qu’il fallait dire », under the answer."""
    answer = session.get(TeamAnswerRow, answer_id)
    if answer is None or answer.withdrawn_at is not None:
        return None
    return Reply(WORDS.say("staff-answer-fix")), At(topic_id=answer.topic_id, under=answer.message_id)


def words_of(session: Session, chat_id: int) -> Messages:
    """In the language of this chat."""
    chat = session.get(ChatRow, chat_id)
    return Messages("fr" if chat is None else chat.language or "fr")


# What the outbox owes to the team's chat, and of its answers; each is written when its turn comes.
OWED = (
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
            asks = asks_instead(session, notice.about)
            return None if asks is None else _said(row, *asks)
        case _:
            return _said(row, asked_whether(session, notice.about), ANYWHERE)


def _said(row: OutboxRow, reply: Reply | None, at: At) -> Call | None:
    return None if reply is None else render(reply, chat_id=row.chat_id, at=at)


def _of_question(session: Session, row: OutboxRow) -> At:
    asked = questions.sent_as(session, row.id)
    return ANYWHERE if asked is None or asked.thread_id is None else _of_thread(session, asked.thread_id, row)


def _of_thread(session: Session, thread_id: int, row: OutboxRow) -> At:
    thread = session.get(ThreadRow, thread_id)
    return ANYWHERE if thread is None else threads.where(session, thread, row.chat_id)
