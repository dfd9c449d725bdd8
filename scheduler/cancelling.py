"""The one way in which a sign-up ends, and the family's own rows: those that a button names, those at an event."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from scheduler import seats
from scheduler.models import LIVE, Ending, SignupRow, State

# Built once: every sign-up needs it.
_LIVE_ROWS = (
    select(SignupRow)
    .where(
        SignupRow.event_id == bindparam("event"), SignupRow.family_id == bindparam("family"),
        SignupRow.state.in_(LIVE),
    )
    .order_by(SignupRow.id)
    .execution_options(populate_existing=True)
)  # fmt: skip


def own_rows(session: Session, family_id: int, signup_ids: Sequence[int]) -> Sequence[SignupRow]:
    """The family's sign-ups among these, read afresh: once locked, nothing is stale."""
    session.flush()
    return session.scalars(
        select(SignupRow)
        .where(SignupRow.family_id == family_id, SignupRow.id.in_(signup_ids))
        .order_by(SignupRow.id)
        .execution_options(populate_existing=True)
    ).all()


def replaced_rows(session: Session, family_id: int, rows: Sequence[SignupRow]) -> list[SignupRow]:
    """What these are to take the place of: also what those, moved on while they still waited, were to."""
    ids = [row.replaces_id for row in rows if row.replaces_id is not None]
    found = list(own_rows(session, family_id, ids)) if ids else []
    return found + replaced_rows(session, family_id, found) if found else []


def live_rows(session: Session, event_id: int, family_id: int) -> Sequence[SignupRow]:
    """The family's live sign-ups at this event, read afresh."""
    return session.scalars(_LIVE_ROWS, {"event": event_id, "family": family_id}).all()


def cancel_rows(
    session: Session, event: EventRow, rows: Sequence[SignupRow], ended: Ending, now: datetime
) -> list[int]:
    """Cancel the live ones of these rows of one locked event; the ids that were live."""
    live = [row for row in rows if row.state != State.CANCELLED]
    for row in live:
        row.state, row.offer_until, row.cancelled_at, row.ended = State.CANCELLED, None, now, ended
    seats.recount(session, event, now)
    return [row.id for row in live]
