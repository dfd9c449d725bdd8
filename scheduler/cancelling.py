"""The one way in which a sign-up ends, and the family's own rows among the ids that a button names."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler import seats
from scheduler.models import Ending, SignupRow, State


def own_rows(session: Session, family_id: int, signup_ids: Sequence[int]) -> Sequence[SignupRow]:
    """The family's sign-ups among these, read afresh: once locked, nothing is stale."""
    session.flush()
    return session.scalars(
        select(SignupRow)
        .where(SignupRow.family_id == family_id, SignupRow.id.in_(signup_ids))
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()


def cancel_rows(
    session: Session, event: EventRow, rows: Sequence[SignupRow], ended: Ending, now: datetime
) -> list[int]:
    """Cancel the live ones of these rows of one locked event; the ids that were live."""
    live = [row for row in rows if row.state != State.CANCELLED]
    for row in live:
        row.state, row.offer_until, row.cancelled_at, row.ended = State.CANCELLED, None, now, ended
    seats.recount(session, event, now)
    return [row.id for row in live]
