"""Answers to the questions that the team set for an event: kept a sign-up, sealed, each for its own term."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from knowledge.store.columns import UNREADABLE, Sealed
from scheduler.core.tables import LIVE, AnswerRow, SignupRow
from scheduler.families import consents
from scheduler.seats import seats

YES, NO = "yes", "no"  # the words of ALONE and PHOTO


class Question(StrEnum):
    """What may be asked (the agenda's `questions` column)."""

    PHONE = "phone"  # for the day itself
    ALONE = "alone"  # may the child leave alone
    PHOTO = "photo"  # may the child be photographed
    ALLERGY = "allergy"


_PURPOSES = {Question.PHOTO: consents.Purpose.PHOTO, Question.ALLERGY: consents.Purpose.ALLERGY}
_ALLOWED = (Question.ALONE, Question.PHOTO)


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
                _put(session, row.id, answer.question, Sealed.of(answer.words), now)
                _agree(session, row.family_id, answer, now)
    session.flush()


def put_right(
    session: Session, *, family_id: int, signup_ids: Sequence[int], answer: Answer, adds: bool = False, now: datetime
) -> tuple[KeptAnswer, ...]:
    """Correct what was answered for these live sign-ups of the family; what is kept of it now.

    `adds`: what was answered stays true too (a second allergy). Whoever is not live any more, or of another family,
    is left out.
    """
    theirs = select(SignupRow.event_id).where(SignupRow.id.in_(signup_ids), SignupRow.family_id == family_id)
    # A move at this moment copies the answers to another date.
    seats.lock_all(session, session.scalars(theirs).all())
    live = SignupRow.id.in_(signup_ids), SignupRow.family_id == family_id, SignupRow.state.in_(LIVE)
    rows = session.scalars(select(SignupRow).where(*live).execution_options(populate_existing=True)).all()
    for row in rows:
        old = next((one.words for one in of_signups(session, [row.id]) if one.question is answer.question), NO)
        both = adds and NO not in (old, answer.words)
        keep(session, [row], [Answer(answer.question, f"{old}, {answer.words}" if both else answer.words)], now)
    end_unused(session, family_id, now)
    return tuple(one for one in of_signups(session, [row.id for row in rows]) if one.question is answer.question)


def withdraw(
    session: Session, *, family_id: int, signup_id: int, question: Question, now: datetime
) -> KeptAnswer | None:
    """Take back what was answered for one sign-up of the family: what it was; None when nothing is held.

    What was allowed is not allowed any more; a phone and an allergy are erased.
    """
    row = session.get(SignupRow, signup_id, populate_existing=True)
    held = [one for one in of_signups(session, [signup_id]) if one.question is question]
    if row is None or row.family_id != family_id or not held:
        return None
    if question in _ALLOWED:
        _put(session, signup_id, question, Sealed.of(NO), now)
    else:
        mine = AnswerRow.signup_id == signup_id, AnswerRow.question == question
        session.execute(delete(AnswerRow).where(*mine))
    session.flush()
    end_unused(session, family_id, now)
    return held[0]


def end_unused(session: Session, family_id: int, now: datetime) -> None:
    """An agreement ends with the last answer that rests on it."""
    theirs = session.scalars(select(SignupRow.id).where(SignupRow.family_id == family_id)).all()
    resting = {_PURPOSES[one.question] for one in of_signups(session, theirs) if _rests_on_consent(one)}
    for purpose in set(_PURPOSES.values()) - resting:
        consents.end(session, family_id, purpose, now)


def _agree(session: Session, family_id: int, answer: Answer, now: datetime) -> None:
    if _rests_on_consent(answer):
        consents.give(session, family_id, (_PURPOSES[answer.question],), now)


def _rests_on_consent(answer: Answer | KeptAnswer) -> bool:
    return answer.question in _PURPOSES and answer.words != NO


def copy(session: Session, old: SignupRow, new: SignupRow) -> None:
    """Take the answers along to another date, without opening them."""
    session.flush()
    for answer in _rows(session, [old.id]):
        _put(session, new.id, Question(answer.question), answer.sealed_words, answer.answered_at)
    session.flush()


def of_signups(session: Session, signup_ids: Sequence[int]) -> tuple[KeptAnswer, ...]:
    """What was answered for these sign-ups, in the order of the questions; a damaged one says UNREADABLE."""
    found = (
        KeptAnswer(row.signup_id, Question(row.question), row.sealed_words.shown(), row.answered_at)
        for row in _rows(session, signup_ids)
    )
    return tuple(sorted(found, key=lambda one: (one.signup_id, list(Question).index(one.question))))


def last_of_family(session: Session, family_id: int) -> tuple[Answer, ...]:
    """What was answered last of each of the family, whatever has become of that sign-up, as long as it is held."""
    theirs = session.execute(select(SignupRow.id, SignupRow.participant_id).where(SignupRow.family_id == family_id))
    whose: dict[int, int | None] = dict(theirs.tuples().all())
    newest = sorted(of_signups(session, list(whose)), key=lambda one: (one.answered_at, one.signup_id))
    last = {(whose[one.signup_id], one.question): one.words for one in newest if one.words != UNREADABLE}
    return tuple(Answer(question, words, participant) for (participant, question), words in last.items())


def _rows(session: Session, signup_ids: Sequence[int]) -> Sequence[AnswerRow]:
    query = select(AnswerRow).where(AnswerRow.signup_id.in_(signup_ids))
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _put(session: Session, signup_id: int, question: Question, words: Sealed, at: datetime) -> None:
    row = session.scalar(select(AnswerRow).where(AnswerRow.signup_id == signup_id, AnswerRow.question == question))
    if row is None:
        session.add(AnswerRow(signup_id=signup_id, question=question, sealed_words=words, answered_at=at))
    else:
        row.sealed_words, row.answered_at = words, at
