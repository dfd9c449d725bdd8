"""How many families a second can sign up for ONE event, each with a child, on a database made for it."""

import asyncio
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
from cryptography.fernet import Fernet
from sqlalchemy.engine import make_url

from bot.bench import signups_work
from bot.bench.timing import Timing
from bot.errors import BotError
from knowledge.store import vault

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
    known = 0 if plan.new_families else ceil(plan.seconds * signups_work.PREPARED_A_SECOND)
    event = signups_work.prepare(url, SEATS, known)
    took = _race(url, key, event, plan.seconds, plan.processes)
    lasted = max(one.ended for one in took) - min(one.begun for one in took)
    latencies = [latency for one in took for latency in one.latencies]
    return Rate(engine, plan.processes, len(latencies), lasted, Timing.of(latencies))


def _race(url: str, key: str, event: int, seconds: float, processes: int) -> list[signups_work.Took]:
    if processes == 1:
        return [asyncio.run(signups_work.side_by_side(url, event, seconds, CHATS_AT_ONCE))]
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, signups_work.begin, (key, barrier)) as pool:
        races = [pool.submit(signups_work.alone, url, event, seconds, share, processes) for share in range(processes)]
        return [race.result() for race in races]


@contextmanager
def database_on(server: str) -> Iterator[str]:
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
