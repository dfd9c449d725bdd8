"""Each chat's line in the outbox: which row goes next, and which rows hold the others up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Float, and_, bindparam, literal_column, or_, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from knowledge.store import Sealed
from knowledge.store.base import table_of
from scheduler.models import OutboxRow
from scheduler.outbox import OutboxState

STEPS_ASIDE = 5  # after so many tries of its own a row does not hold its chat any more

ROWS = table_of(OutboxRow)
Columns: TypeAlias = ReadOnlyColumnCollection[str, Column[Any]]
Clock: TypeAlias = float | ColumnElement[float]


@dataclass(frozen=True, slots=True)
class Head:
    """The next row of a chat. Plain: nothing to write anew, to replace or to doubt in it, only to send."""

    id: int
    chat_id: int
    is_plain: bool


@dataclass(frozen=True, slots=True)
class Leased:
    """A plain row in flight."""

    id: int
    chat_id: int
    send_class: int
    payload: Sealed
    attempts: int


def heads(session: Session, clock: float, most: int) -> Sequence[Head]:
    """The head of each chat's line, the most urgent class first, so that a long line hides no other chat."""
    found = session.execute(_HEADS, {"clock": clock, "most": most})
    return [Head(row_id, chat_id, is_plain) for row_id, chat_id, is_plain in found]


def lock(session: Session, row_id: int, clock: float) -> OutboxRow | None:
    """The row, locked; None when somebody changed it, or is about to."""
    found: OutboxRow | None = session.scalar(_LOCKED, {"clock": clock, "row_id": row_id})
    return found


def lease(session: Session, row_id: int, clock: float, owner: str, until: float) -> Leased | None:
    """Lease a plain row; None when somebody changed it, or is about to."""
    given = {"clock": clock, "row_id": row_id, "by": owner, "until": until}
    found = session.execute(_LEASE, given).first()
    return None if found is None else Leased(*found)


def is_open(row: Columns) -> ColumnElement[bool]:
    """Whether it is still owed; spelt out, because a bound value would not match the partial indexes."""
    return row.state.in_([literal_column(f"'{state}'") for state in (OutboxState.WAITING, OutboxState.LEASED)])


def is_ready(row: Columns, clock: Clock) -> ColumnElement[bool]:
    """Whether it may be tried now: it waits and its pause is over, or whoever had it is dead."""
    waiting = and_(row.state == OutboxState.WAITING, row.not_before <= clock)
    return or_(waiting, and_(row.state == OutboxState.LEASED, row.leased_until <= clock))


def _waits_for_another(row: Columns, clock: Clock) -> ColumnElement[bool]:
    other = ROWS.alias()
    first = or_(_holds(other.c, clock), and_(is_ready(other.c, clock), _goes_before(other.c, row)))
    return (
        select(other.c.id)
        .where(other.c.chat_id == row.chat_id, other.c.id != row.id, is_open(other.c), first)
        .correlate(ROWS)
        .exists()
    )


def _holds(row: Columns, clock: Clock) -> ColumnElement[bool]:
    """In flight, or waiting to be tried again."""
    in_flight = and_(row.state == OutboxState.LEASED, row.leased_until > clock)
    retrying = and_(
        row.state == OutboxState.WAITING, row.not_before > clock, row.attempts < STEPS_ASIDE
    )
    return or_(in_flight, retrying)


def _goes_before(row: Columns, other: Columns) -> ColumnElement[bool]:
    sooner = and_(row.send_class == other.send_class, row.id < other.id)
    return or_(row.send_class < other.send_class, sooner)


def _is_plain(row: Columns) -> ColumnElement[bool]:
    waits = row.state == OutboxState.WAITING
    return and_(waits, row.notice.is_(None), row.edits_id.is_(None), row.payload.is_not(None))


# Built once, of columns and not of mapped classes: to build one costs more than to run it, and so do objects.
_CLOCK = bindparam("clock", type_=Float())
_ITS_OWN = and_(ROWS.c.id == bindparam("row_id"), is_ready(ROWS.c, _CLOCK))
_HEADS = (
    select(ROWS.c.id, ROWS.c.chat_id, _is_plain(ROWS.c).label("is_plain"))
    .where(is_open(ROWS.c), is_ready(ROWS.c, _CLOCK), ~_waits_for_another(ROWS.c, _CLOCK))
    .order_by(ROWS.c.send_class, ROWS.c.id)
    .limit(bindparam("most"))
)
_LOCKED = (
    select(OutboxRow).where(_ITS_OWN).with_for_update(skip_locked=True).execution_options(populate_existing=True)
)
_FREE = select(ROWS.c.id).where(_ITS_OWN, _is_plain(ROWS.c)).with_for_update(skip_locked=True)
_LEASE = (
    update(ROWS)
    .where(ROWS.c.id == _FREE.scalar_subquery())
    .values(
        state=OutboxState.LEASED, owner=bindparam("by"), leased_until=bindparam("until"), attempts=ROWS.c.attempts + 1
    )
    .returning(*ROWS.c["id", "chat_id", "send_class", "payload", "attempts"])
)
