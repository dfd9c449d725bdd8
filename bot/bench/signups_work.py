"""What the measured processes do: a family's child gets its seat or place in line, and its confirmation is owed."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from multiprocessing.synchronize import Barrier
from time import time
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.models import EventRow
from knowledge.store import Base, Database, make_engine, vault
from scheduler import families, signups
from scheduler.ages import BirthMonth
from scheduler.models import FamilyChatRow, ParticipantRow
from scheduler.outbox import SendClass, put
from scheduler.outcomes import Done

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=UTC)
CONFIRMATION = '{"method":"sendMessage","parameters":{"text":"' + "Votre enfant est inscrit. " * 20 + '"}}'
PREPARED_A_SECOND = 600  # families that are there before the clock runs: more than can be signed up
_CHATS_EACH = 1_000_000
_PATIENCE_S = 60

Caller: TypeAlias = tuple[int, int | None]  # its chat, and its child once that is stored


@dataclass(slots=True)
class Took:
    """The seconds of each sign-up, and when (epoch seconds) the first began and the last was committed."""

    begun: float = 0.0
    ended: float = 0.0
    latencies: list[float] = field(default_factory=list)


class _Start:
    """The barrier of this process, handed over when it starts."""

    barrier: Barrier | None = None


def prepare(url: str, seats: int, families_known: int) -> int:
    """Make all tables, one workshop, and so many families, each with a child; the workshop's id."""
    database = Database(make_engine(url))
    Base.metadata.create_all(database.engine)
    event = database.do(_make_event, seats)
    for first in range(1, families_known + 1, 500):
        database.do(_make_families, range(first, min(first + 500, families_known + 1)))
    database.close()
    return event


def begin(key: str, barrier: Barrier) -> None:
    """Make this process ready to start together with the others."""
    vault.unlock([key])
    _Start.barrier = barrier


def alone(url: str, event: int, seconds: float, share: int, shares: int) -> Took:
    """Sign up one family after the other, all of this share, for so many seconds."""
    database = Database(make_engine(url))
    callers = _callers(database, share, shares)
    if _Start.barrier is not None:
        _Start.barrier.wait(_PATIENCE_S)
    took = Took(begun=time())
    for caller in callers:
        if time() >= took.begun + seconds:
            break
        asked = time()
        database.do(sign_up, event, caller)
        took.latencies.append(time() - asked)
    took.ended = time()
    database.close()
    return took


async def side_by_side(url: str, event: int, seconds: float, chats: int) -> Took:
    """The same from one process, as the bot does it: so many chats at once over the database's threads."""
    database = Database(make_engine(url))
    shares = [_callers(database, share, chats) for share in range(chats)]
    took = Took(begun=time())

    async def one_after_the_other(callers: Iterable[Caller]) -> None:
        for caller in callers:
            if time() >= took.begun + seconds:
                return
            asked = time()
            await database.run(sign_up, event, caller)
            took.latencies.append(time() - asked)

    await asyncio.gather(*map(one_after_the_other, shares))
    took.ended = time()
    database.close()
    return took


def sign_up(session: Session, event: int, caller: Caller) -> None:
    """All that « Confirmer » writes, in one transaction; for a caller without a child also the family and the child.

    In the form these were stored a step or two before.
    """
    chat, child = caller
    family = families.ensure_family(session, chat, "fr", NOW)
    outcome = signups.sign_up(
        session, family_id=family.id, event_id=event, participants=[child or _add_child(session, family.id)],
        or_wait=True, chat_id=chat, now=NOW,
    )  # fmt: skip
    assert isinstance(outcome, Done)
    put(session, chat_id=chat, send_class=SendClass.CONFIRMATION, payload=CONFIRMATION, now=NOW)


def _callers(database: Database, share: int, shares: int) -> Iterator[Caller]:
    """The share of the families that are there; without any, new ones for ever."""
    known = database.do(_known)
    if known:
        return iter(known[share::shares])
    return ((share * _CHATS_EACH + n, None) for n in count(1))


def _known(session: Session) -> list[Caller]:
    pairs = select(FamilyChatRow.chat_id, ParticipantRow.id).join(
        ParticipantRow, ParticipantRow.family_id == FamilyChatRow.family_id
    )
    return [(chat, child) for chat, child in session.execute(pairs.order_by(FamilyChatRow.chat_id))]


def _make_families(session: Session, chats: Iterable[int]) -> None:
    for chat in chats:
        _add_child(session, families.ensure_family(session, chat, "fr", NOW).id)


def _add_child(session: Session, family_id: int) -> int:
    return families.add_participant(session, family_id, "Léa", BirthMonth(2017, 1), NOW).id


def _make_event(session: Session, seats: int) -> int:
    starts = NOW + timedelta(days=10)
    row = EventRow(
        code="bench000", uid="bench", title="Scratch", kind="workshop", age_min=7, age_max=12, capacity=seats,
        starts_at=starts, ends_at=starts + timedelta(hours=2), revised_at=NOW - timedelta(days=30),
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id
