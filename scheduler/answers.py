"""Answers to the questions that the team set for an event: kept a sign-up, sealed, each for its own term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler import consents
from scheduler.models import AnswerRow, SignupRow

YES, NO = "yes", "no"  # the words of ALONE and PHOTO


class Question(StrEnum):
    """What may be asked (the agenda's `questions` column)."""

    PHONE = "phone"  # for the day itself
    ALONE = "alone"  # may the child leave alone
    PHOTO = "photo"  # may the child be photographed
    ALLERGY = "allergy"


@dataclass(frozen=True, slots=True)
class Answer:
    """`words` as stored: YES or NO for ALONE and PHOTO, NO for no ALLERGY, "+33612345678" for PHONE.

    `participant_id` None answers for everybody.
    """

    question: Question
    words: str
    participant_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it is held, with when it was given (aware UTC)."""

    signup_id: int
    question: Question
    words: str
    answered_at: datetime


def keep(session: Session, rows: Sequence[SignupRow], answers: Sequence[Answer], now: datetime) -> None:
    """Store the answers with the sign-ups they are about; a newer one takes the place of an older one."""
    session.flush()
    for row in rows:
        for answer in answers:
            if answer.participant_id in (None, row.participant_id):
                _put(session, row.id, answer.question, answer.words, now)
                _agree(session, row.family_id, answer, now)
    session.flush()


def _agree(session: Session, family_id: int, answer: Answer, now: datetime) -> None:
    if answer.question is Question.PHOTO and answer.words == YES:
        consents.give(session, family_id, (consents.Purpose.PHOTO,), now)


def copy(session: Session, old: SignupRow, new: SignupRow) -> None:
    """Take the answers along to another date."""
    session.flush()
    for answer in _rows(session, [old.id]):
        _put(session, new.id, Question(answer.question), answer.words, answer.answered_at)
    session.flush()


def of_signups(session: Session, signup_ids: Sequence[int]) -> tuple[KeptAnswer, ...]:
    """What was answered for these sign-ups, in the order of the questions."""
    found = (
        KeptAnswer(row.signup_id, Question(row.question), row.words, row.answered_at)
        for row in _rows(session, signup_ids)
    )
    return tuple(sorted(found, key=lambda one: (one.signup_id, list(Question).index(one.question))))


def _rows(session: Session, signup_ids: Sequence[int]) -> Sequence[AnswerRow]:
    query = select(AnswerRow).where(AnswerRow.signup_id.in_(signup_ids))
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _put(session: Session, signup_id: int, question: Question, words: str, at: datetime) -> None:
    row = session.scalar(
        select(AnswerRow).where(AnswerRow.signup_id == signup_id, AnswerRow.question == question)
    )
    if row is None:
        session.add(AnswerRow(signup_id=signup_id, question=question, words=words, answered_at=at))
    else:
        row.words, row.answered_at = words, at
