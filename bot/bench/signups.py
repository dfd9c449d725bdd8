"""How many families a second can sign up for ONE event, on a database made for it, by processes that all want in."""

import asyncio
import json
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from math import ceil
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time
from typing import TypeAlias
from uuid import uuid4

import psycopg
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot.bench.measures import Timing
from bot.core.errors import BotError
from knowledge.agenda.agenda import EventRow
from knowledge.store.columns import Base, vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.people import BirthMonth
from scheduler.core.tables import FamilyChatRow, ParticipantRow
from scheduler.families import families
from scheduler.outbox.outbox import SendClass, put
from scheduler.seats.outcomes import Done
from scheduler.signups import signups

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
        session,
        family_id=family.id,
        event_id=event,
        participants=[child or _add_child(session, family.id)],
        or_wait=True,
        chat_id=chat,
        now=NOW,
    )
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
        code="bench000",
        uid="bench",
        title="Scratch",
        kind="workshop",
        age_min=7,
        age_max=12,
        capacity=seats,
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        revised_at=NOW - timedelta(days=30),
    )
    session.add(row)
    session.flush()
    return row.id


SEATS = 20  # the others wait in line, which is where a sign-up costs most
CHATS_AT_ONCE = 8  # of one process, as the bot's worker serves them


@dataclass(frozen=True, slots=True)
class Rate:
    """What one database made of it; `seconds` is how long it really took."""

    engine: str
    processes: int
    signups: int
    seconds: float
    timing: Timing

    @property
    def per_second(self) -> float:
        """Committed sign-ups a second."""
        return self.signups / self.seconds


@dataclass(frozen=True, slots=True)
class Plan:
    """`new_families`: each is stored with its sign-up, where the form stores it a step before."""

    seconds: float
    processes: int = 1
    new_families: bool = False


def on_sqlite(plan: Plan) -> Rate:
    """In a file of its own, with the bot's own settings: every commit is on the disk before it counts."""
    with TemporaryDirectory() as folder:
        return _measure("SQLite", f"sqlite:///{Path(folder) / 'bench.sqlite'}", plan)


def on_postgres(server: str, plan: Plan) -> Rate:
    """In a database made on this server, and dropped after. Raises BotError when no server answers."""
    with database_on(server) as url:
        return _measure("PostgreSQL", url, plan)


def _measure(engine: str, url: str, plan: Plan) -> Rate:
    key = Fernet.generate_key().decode()
    vault.unlock([key])
    known = 0 if plan.new_families else ceil(plan.seconds * PREPARED_A_SECOND)
    event = prepare(url, SEATS, known)
    took = _race(url, key, event, plan.seconds, plan.processes)
    lasted = max(one.ended for one in took) - min(one.begun for one in took)
    latencies = [latency for one in took for latency in one.latencies]
    return Rate(engine, plan.processes, len(latencies), lasted, Timing.of(latencies))


def _race(url: str, key: str, event: int, seconds: float, processes: int) -> list[Took]:
    if processes == 1:
        return [asyncio.run(side_by_side(url, event, seconds, CHATS_AT_ONCE))]
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, begin, (key, barrier)) as pool:
        races = [pool.submit(alone, url, event, seconds, share, processes) for share in range(processes)]
        return [race.result() for race in races]


@contextmanager
def database_on(server: str) -> Iterator[str]:
    """The address of a database made for this run on a PostgreSQL server, dropped afterwards."""
    address = make_url(server).set(drivername="postgresql")
    name = f"cite_bench_{uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(address.render_as_string(hide_password=False), autocommit=True, connect_timeout=3)
    except psycopg.OperationalError as error:
        raise BotError("No PostgreSQL server answers there.") from error
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield address.set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


_HEAD = f"{'database':<12}{'processes':>10}{'sign-ups':>10}{'a second':>10}{'p50 ms':>10}{'p99 ms':>10}"


def as_table(rates: Sequence[Rate]) -> str:
    """One line a database."""
    return "\n".join((_HEAD, *map(_line, rates)))


def as_json(rates: Sequence[Rate]) -> str:
    """The same for scripts."""
    return json.dumps(
        [
            {
                "database": rate.engine,
                "processes": rate.processes,
                "signups": rate.signups,
                "per_second": round(rate.per_second, 1),
                "p50_ms": round(rate.timing.p50, 2),
                "p99_ms": round(rate.timing.p99, 2),
            }
            for rate in rates
        ]
    )


def _line(rate: Rate) -> str:
    return (
        f"{rate.engine:<12}{rate.processes:>10}{rate.signups:>10}{rate.per_second:>10.0f}"
        f"{rate.timing.p50:>10.1f}{rate.timing.p99:>10.1f}"
    )
