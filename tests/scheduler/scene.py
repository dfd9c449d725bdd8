"""Small makers of what the scheduler's tests need: an event, a family with children, its standing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.people import BirthMonth
from scheduler.core.tables import SEATED, OutboxRow, SignupRow, State
from scheduler.families import families
from scheduler.outbox.outbox import UNREACHABLE, Notice
from scheduler.seats import seats
from scheduler.seats.outcomes import SignUpOutcome
from scheduler.signups import signups

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
_codes = count(1)


def make_event(session: Session, *, now: datetime = NOW, **fields: Any) -> int:
    """A coding workshop for 7 to 12 in ten days, unless told otherwise."""
    n = next(_codes)
    starts_at = fields.pop("starts_at", now + timedelta(days=10))
    values: dict[str, Any] = {
        "code": f"c{n:07d}",
        "uid": f"e{n}",
        "title": "Scratch",
        "kind": "workshop",
        "age_min": 7,
        "age_max": 12,
        "capacity": 2,
        "revised_at": now - timedelta(days=30),
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        **fields,
    }
    row = EventRow(**values)
    session.add(row)
    session.flush()
    return row.id


def make_family(session: Session, chat_id: int, *names: str, now: datetime = NOW) -> tuple[int, tuple[int, ...]]:
    """A family with nine-year-olds of these names: its id and theirs."""
    family = families.ensure_family(session, chat_id, "fr", now)
    birth = BirthMonth(now.year - 9, 1)
    people = [families.add_participant(session, family.id, name, birth, now, chat_id) for name in names]
    return family.id, tuple(person.id for person in people)


def join(session: Session, event_id: int, chat_id: int, *names: str, now: datetime = NOW) -> SignUpOutcome:
    """Sign these children up, or put them in line."""
    family_id, people = make_family(session, chat_id, *names, now=now)
    return signups.sign_up(session, family_id=family_id, event_id=event_id, participants=people, or_wait=True, now=now)


def change(session: Session, event_id: int, **fields: Any) -> None:
    """Do to an event what an import does."""
    event = seats.lock(session, event_id)
    assert event is not None
    for name, value in fields.items():
        setattr(event, name, value)
    session.flush()


def states(session: Session, event_id: int) -> list[str]:
    """The live states in the order in which people came."""
    rows = session.scalars(
        select(SignupRow.state)
        .where(SignupRow.event_id == event_id, SignupRow.state != State.CANCELLED)
        .order_by(SignupRow.id)
    )
    return list(rows)


def taken_and_seated(session: Session, event_id: int) -> tuple[int, int]:
    """The counter, and what it ought to count."""
    seated = select(func.count()).where(SignupRow.event_id == event_id, SignupRow.state.in_(SEATED))
    taken = session.scalar(select(EventRow.taken).where(EventRow.id == event_id))
    return taken or 0, session.scalar(seated) or 0


def notices(session: Session, chat_id: int | None = None) -> list[Notice]:
    """What the outbox owes, or has sent, oldest first; what is kept until somebody can be reached again is not."""
    is_parked = OutboxRow.error.is_not_distinct_from(UNREACHABLE)
    rows = select(OutboxRow).where(OutboxRow.notice.is_not(None), ~is_parked).order_by(OutboxRow.id)
    if chat_id is not None:
        rows = rows.where(OutboxRow.chat_id == chat_id)
    return [Notice.from_json(row.notice) for row in session.scalars(rows) if row.notice is not None]


@contextmanager
def transaction(database: Database) -> Iterator[Session]:
    """One transaction, for a test that looks at several steps of it."""
    with Session(database.engine, expire_on_commit=False) as session, session.begin():
        yield session


def until_somebody_waits(database: Database, patience: float = 20.0) -> None:
    """Until a session on PostgreSQL waits for another one's lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    deadline = time.monotonic() + patience
    while True:
        with database.engine.connect() as connection:
            if connection.execute(text(waiting)).scalar_one():
                return
        assert time.monotonic() < deadline, "nobody waits"
        time.sleep(0.02)  # a lock that is waited for is announced nowhere
