"""What the door's tests begin with: an event in half an hour, and who has a seat at it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from scheduler.core.tables import SignupRow, State
from scheduler.door import roll
from scheduler.door.roll import Roll
from tests.scheduler.scene import NOW, join, make_event

SOON = timedelta(minutes=20)
ANA, PAUL = 71, 72  # of the team


def open_event(session: Session, **fields: Any) -> int:
    """An event whose door is open, for twelve unless told otherwise."""
    return make_event(session, **{"starts_at": NOW + SOON, "capacity": 12, **fields})


def expected(session: Session, *households: tuple[str, ...], **fields: Any) -> int:
    """The same with these families, each with its children, of chats 101, 102…"""
    far = make_event(session, **{"capacity": 12, **fields})  # one signs up before
    for chat, names in enumerate(households, 101):
        join(session, far, chat, *names)
    row = session.get_one(EventRow, far)
    row.starts_at, row.ends_at = NOW + SOON, NOW + SOON + timedelta(hours=2)
    session.flush()
    return far


def seats_of(session: Session, event_id: int) -> list[int]:
    """The sign-ups with a seat, in the order in which they came."""
    there = (SignupRow.event_id == event_id, SignupRow.state == State.CONFIRMED)
    return list(session.scalars(select(SignupRow.id).where(*there).order_by(SignupRow.id)))


def token_of(session: Session, signup_id: int) -> str:
    """What its QR code holds."""
    return session.get_one(SignupRow, signup_id).token


def now_at(session: Session, event_id: int) -> Roll:
    """The roll as it is."""
    found = roll.of_event(session, event_id)
    assert found is not None
    return found
