"""A large agenda with many families, written straight into the tables."""

from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from knowledge.store.columns import Base
from scheduler.core.tables import FamilyChatRow, FamilyRow, ParticipantRow, SignupRow, State
from tests.scheduler.scene import NOW

SEATS = 20
_CHUNK = 5_000


def fill(session: Session, signups: int, first_start: datetime, every: timedelta) -> None:
    """So many confirmed sign-ups, twenty an event, one family each; an event each `every`."""
    events = signups // SEATS
    _insert(session, EventRow, [_event(n, first_start + n * every) for n in range(1, events + 1)])
    numbers = range(1, signups + 1)
    _insert(session, FamilyRow, [_family(n) for n in numbers])
    _insert(session, FamilyChatRow, [{"chat_id": n, "family_id": n} for n in numbers])
    _insert(session, ParticipantRow, [_child(n) for n in numbers])
    _insert(session, SignupRow, [_signup(n, 1 + (n - 1) // SEATS) for n in numbers])


def _insert(session: Session, table: type[Base], rows: list[dict[str, object]]) -> None:
    for start in range(0, len(rows), _CHUNK):
        session.execute(insert(table.__table__), rows[start : start + _CHUNK])


def _event(n: int, starts_at: datetime) -> dict[str, object]:
    return {
        "id": n,
        "code": f"c{n:07d}",
        "uid": f"e{n}",
        "title": "Scratch",
        "kind": "workshop",
        "capacity": SEATS,
        "taken": SEATS,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "revised_at": NOW - timedelta(days=400),
    }


def _family(n: int) -> dict[str, object]:
    return {"id": n, "number": n, "language": "fr", "reminders_on": True, "created_at": NOW}


def _child(n: int) -> dict[str, object]:
    return {"id": n, "family_id": n, "first_name": "Léa", "identity": str(n), "created_at": NOW}


def _signup(n: int, event: int) -> dict[str, object]:
    before = NOW - timedelta(days=300)
    return {
        "id": n,
        "event_id": event,
        "family_id": n,
        "participant_id": n,
        "state": State.CONFIRMED,
        "created_at": before,
        "confirmed_at": before,
        "token": "t",
        "token_digest": str(n),
        "together": False,
    }
