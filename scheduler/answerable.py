"""Which sign-ups a button under an offer speaks of: its data names an event or one sign-up, never all of them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scheduler.models import LIVE, SignupRow, State


def of_offer(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """What « Je prends la place » is about, in a message that spoke of this sign-up.

    All that the family has on offer there (or waits for, in a last call); once it has ended, who ended with it.
    """
    one = _own(session, family_id, signup_id)
    if one is None:
        return ()
    if one.state == State.CANCELLED:
        return of_entry(session, family_id, signup_id)
    return in_state(session, family_id, one.event_id, State(one.state))


def of_entry(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """Everyone who ended together with this sign-up, or waits in one entry with it; unnamed places too."""
    one = _own(session, family_id, signup_id)
    if one is None:
        return ()
    rows = [row for row in _rows(session, family_id, one.event_id) if row.state == one.state]
    if one.state == State.CANCELLED:
        return tuple(row.id for row in rows if (row.ended, row.cancelled_at) == (one.ended, one.cancelled_at))
    if one.state == State.WAITING:
        return tuple(row.id for row in rows if row.entry_id == one.entry_id)
    return (one.id,)


def everyone_with(session: Session, family_id: int, signup_id: int) -> tuple[int, ...]:
    """All of the family's live sign-ups at the event of this one; when it has ended, who ended with it."""
    one = _own(session, family_id, signup_id)
    if one is None or one.state == State.CANCELLED:
        return of_entry(session, family_id, signup_id)
    return tuple(row.id for row in _rows(session, family_id, one.event_id) if row.state in LIVE)


def in_state(session: Session, family_id: int, event_id: int, state: State) -> tuple[int, ...]:
    """The family's sign-ups at this event that stand so."""
    return tuple(row.id for row in _rows(session, family_id, event_id) if row.state == state)


def _own(session: Session, family_id: int, signup_id: int) -> SignupRow | None:
    row = session.get(SignupRow, signup_id, populate_existing=True)
    return None if row is None or row.family_id != family_id else row


def _rows(session: Session, family_id: int, event_id: int) -> Sequence[SignupRow]:
    session.flush()
    query = select(SignupRow).where(SignupRow.family_id == family_id, SignupRow.event_id == event_id)
    return session.scalars(query.order_by(SignupRow.id).execution_options(populate_existing=True)).all()
