"""What became of the team's answers, told under each of them, with the buttons that correct it or take it back."""

from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import At, Reply, owe, render
from bot.core.tables import AnswerCopyRow, QuestionRow, TeamAnswerRow
from bot.messages import Messages
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import UNREACHABLE, OutboxState, put_edit

_FR = Messages("fr")  # the team's language
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
    lines = [_FR.say(how, n=n) for how, n in sorted(became.items(), key=lambda one: one[0] != _SENT)]
    settled = select(QuestionRow.id).join(AnswerCopyRow, AnswerCopyRow.question_id == QuestionRow.id)
    happy = session.scalars(settled.where(AnswerCopyRow.answer_id == answer.id, QuestionRow.settled_at.is_not(None)))
    if n := len(happy.all()):
        lines.append(_FR.say("staff-answer-settled", n=n))
    fix = Button(_FR.label("staff-answer-correct"), Press(Action.TEAM_ANSWER, "fix", answer.id))
    drop = Button(_FR.label("staff-answer-withdraw"), Press(Action.TEAM_ANSWER, "drop", answer.id))
    return Reply("\n".join(lines) or _FR.say("staff-answer-gone", n=1), ((fix, drop),) if became[_SENT] else ())
