"""What the measured processes do: a new family, its child, its seat or place in line, and its confirmation owed."""

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Barrier
from time import time

from sqlalchemy.orm import Session

from knowledge.models import EventRow
from knowledge.store import Base, Database, make_engine, vault
from scheduler import families, signups
from scheduler.ages import BirthMonth
from scheduler.outbox import SendClass, put
from scheduler.outcomes import Done

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
CONFIRMATION = '{"method":"sendMessage","parameters":{"text":"' + "Votre enfant est inscrit. " * 20 + '"}}'
_CHATS_EACH = 1_000_000
_PATIENCE_S = 60


@dataclass(slots=True)
class Took:
    """The seconds of each sign-up, and when (epoch seconds) the first began and the last was committed."""

    begun: float = 0.0
    ended: float = 0.0
    latencies: list[float] = field(default_factory=list)


class _Start:
    """The barrier of this process, handed over when it starts."""

    barrier: Barrier | None = None


def prepare(url: str, seats: int) -> int:
    """Make all tables and one workshop; its id."""
    database = Database(make_engine(url))
    Base.metadata.create_all(database.engine)
    event = database.do(_make_event, seats)
    database.close()
    return event


def begin(key: str, barrier: Barrier) -> None:
    """Make this process ready to start together with the others."""
    vault.unlock([key])
    _Start.barrier = barrier


def alone(url: str, event: int, seconds: float, share: int) -> Took:
    """Sign up one family after the other, all of this share, for so many seconds."""
    database = Database(make_engine(url))
    if _Start.barrier is not None:
        _Start.barrier.wait(_PATIENCE_S)
    took = Took(begun=time())
    chat = share * _CHATS_EACH
    while time() < took.begun + seconds:
        chat, asked = chat + 1, time()
        database.do(sign_up, event, chat)
        took.latencies.append(time() - asked)
    took.ended = time()
    database.close()
    return took


async def side_by_side(url: str, event: int, seconds: float, chats: int) -> Took:
    """The same from one process, as the bot does it: so many chats at once over the database's threads."""
    database = Database(make_engine(url))
    took = Took(begun=time())

    async def one_after_the_other(share: int) -> None:
        chat = share * _CHATS_EACH
        while time() < took.begun + seconds:
            chat, asked = chat + 1, time()
            await database.run(sign_up, event, chat)
            took.latencies.append(time() - asked)

    await asyncio.gather(*map(one_after_the_other, range(1, chats + 1)))
    took.ended = time()
    database.close()
    return took


def sign_up(session: Session, event: int, chat: int) -> None:
    """A new family and its child, and all that « Confirmer » writes, in one transaction (agreeing was one before)."""
    family = families.ensure_family(session, chat, "fr", NOW)
    child = families.add_participant(session, family.id, "Léa", BirthMonth(2017, 1), NOW)
    outcome = signups.sign_up(
        session, family_id=family.id, event_id=event, participants=[child.id], or_wait=True, now=NOW
    )
    assert isinstance(outcome, Done)
    put(session, chat_id=chat, send_class=SendClass.CONFIRMATION, payload=CONFIRMATION, now=NOW)


def _make_event(session: Session, seats: int) -> int:
    starts = NOW + timedelta(days=10)
    row = EventRow(
        code="bench000", uid="bench", title="Scratch", kind="workshop", age_min=7, age_max=12, capacity=seats,
        starts_at=starts, ends_at=starts + timedelta(hours=2), revised_at=NOW - timedelta(days=30),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id
