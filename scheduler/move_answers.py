"""What the families answered to a new date, a child at a time."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler.models import Ending, SignupRow, State


class MoveAnswer(StrEnum):
    """What was said of one seat."""

    KEPT = "kept"
    CANCELLED = "cancelled"
    NONE = "none"  # the seat stays theirs


@dataclass(frozen=True, slots=True)
class Answered:
    """One seat that was held when the event moved."""

    signup_id: int
    family_id: int
    answer: MoveAnswer


def after_move(session: Session, event_id: int) -> tuple[Answered, ...]:
    """What became of each seat held when the event last moved; nothing for one that never did."""
    event = session.get(EventRow, event_id, populate_existing=True)
    if event is None or event.moved_at is None:
        return ()
    rows = session.scalars(
        select(SignupRow)
        .where(SignupRow.event_id == event_id, SignupRow.confirmed_at < event.moved_at)
        .where(or_(SignupRow.state == State.CONFIRMED, _given_up_since(event)))
        .order_by(SignupRow.family_id, SignupRow.id)
    )
    return tuple(Answered(row.id, row.family_id, _answer(row, event)) for row in rows)


def unanswered(session: Session, event_id: int, family_id: int) -> tuple[int, ...]:
    """The family's seats of which it has not said what becomes of them at the new date."""
    answers = after_move(session, event_id)
    return tuple(one.signup_id for one in answers if one.family_id == family_id and one.answer is MoveAnswer.NONE)


def _answer(row: SignupRow, event: EventRow) -> MoveAnswer:
    if row.state == State.CANCELLED:
        return MoveAnswer.CANCELLED
    return MoveAnswer.KEPT if row.kept_revision == event.revision else MoveAnswer.NONE


def _given_up_since(event: EventRow) -> ColumnElement[bool]:
    by_family = SignupRow.ended.in_((Ending.FAMILY, Ending.MOVED))
    return and_(SignupRow.state == State.CANCELLED, by_family, SignupRow.cancelled_at >= event.moved_at)
