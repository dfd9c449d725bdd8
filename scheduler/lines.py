"""Each chat's line in the outbox: which row goes next, and which rows hold the others up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import ColumnElement, and_, literal_column, or_, select
from sqlalchemy.orm import Session, aliased

from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState

STEPS_ASIDE = 5  # after so many tries of its own a row does not hold its chat any more

_Row: TypeAlias = type[OutboxRow]


@dataclass(frozen=True, slots=True)
class Head:
    """The next row of a chat."""

    id: int
    chat_id: int


def heads(session: Session, clock: float, most: int) -> Sequence[Head]:
    """The head of each chat's line, the most urgent class first, so that a long line hides no other chat."""
    found = session.execute(
        select(OutboxRow.id, OutboxRow.chat_id)
        .where(is_open(OutboxRow), is_ready(OutboxRow, clock), ~_waits_for_another(clock))
        .order_by(OutboxRow.send_class, OutboxRow.id)
        .limit(most)
    )
    return [Head(row_id, chat_id) for row_id, chat_id in found]


def lock(session: Session, row_id: int, clock: float) -> OutboxRow | None:
    """The row, locked; None when somebody changed it, or is about to."""
    return session.scalar(
        select(OutboxRow)
        .where(OutboxRow.id == row_id, is_ready(OutboxRow, clock))
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def is_open(row: _Row) -> ColumnElement[bool]:
    """Whether it is still owed; spelt out, because a bound value would not match the partial indexes."""
    return row.state.in_([literal_column(f"'{state}'") for state in (OutboxState.WAITING, OutboxState.LEASED)])


def is_ready(row: _Row, clock: float) -> ColumnElement[bool]:
    """Whether it may be tried now: it waits and its pause is over, or whoever had it is dead."""
    waiting = and_(row.state == OutboxState.WAITING, row.not_before <= clock)
    return or_(waiting, and_(row.state == OutboxState.LEASED, row.leased_until <= clock))


def _waits_for_another(clock: float) -> ColumnElement[bool]:
    other = aliased(OutboxRow)
    first = or_(_holds(other, clock), and_(is_ready(other, clock), _goes_before(other)))
    return (
        select(other.id)
        .where(other.chat_id == OutboxRow.chat_id, other.id != OutboxRow.id, is_open(other), first)
        .correlate(OutboxRow)
        .exists()
    )


def _holds(row: _Row, clock: float) -> ColumnElement[bool]:
    """In flight, or waiting to be tried again."""
    in_flight = and_(row.state == OutboxState.LEASED, row.leased_until > clock)
    retrying = and_(
        row.state == OutboxState.WAITING, row.not_before > clock, row.attempts < STEPS_ASIDE
    )
    return or_(in_flight, retrying)


def _goes_before(row: _Row) -> ColumnElement[bool]:
    sooner = and_(row.send_class == OutboxRow.send_class, row.id < OutboxRow.id)
    return or_(row.send_class < OutboxRow.send_class, sooner)
