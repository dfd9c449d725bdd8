"""Replicas that are paused, replaced, or left without a database: what they held is done once, by whoever serves."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import httpx
import psycopg
import pytest
from sqlalchemy import select

from bot.core.tables import ChatRow
from bot.sandbox.server import Running
from knowledge.store.database import Database
from tests.bot.reliability.postgres_cluster import a_cluster
from tests.bot.reliability.process import BotProcess, a_bot, until
from tests.bot.reliability.test_replicas import BEGINS_WITHIN_S, Replicas, order, replicas
from tests.bot.reliability.test_shuffled import Json, said_by
from tests.bot.reliability.test_webhook import HEADER, SECRET, is_open
from tests.bot.reliability.town import delivered, everybody_signs_up, families, prepare, settled, tally, unsent
from tests.knowledge.store.test_silent_network import bouncer

pytestmark = pytest.mark.slow
__all__ = ["bouncer"]

RECOVERS_WITHIN_S = 30.0
LOCKED_S = 10.0


class Telegram:
    """Brings each chat's updates in order, to a door that answers."""

    def __init__(self, made: Replicas, client: httpx.AsyncClient) -> None:
        self._made, self._client = made, client
        self.acknowledged: set[int] = set()
        self.away: set[int] = set()  # ports that a load balancer has taken out

    async def brings(self, updates: list[Json]) -> None:
        """Until each is acknowledged."""
        for update in updates:
            while update["update_id"] not in self.acknowledged:
                await self._try(update)

    async def _try(self, update: Json) -> None:
        for port in (port for port in self._made.ports if port not in self.away and is_open(port)):
            try:
                answer = await self._client.post(f"http://127.0.0.1:{port}/hook", json=update)
            except httpx.TransportError:
                continue
            if answer.is_success:
                self.acknowledged.add(update["update_id"])
                return
        await asyncio.sleep(0.1)  # as Telegram does


@asynccontextmanager
async def a_telegram(made: Replicas) -> AsyncIterator[Telegram]:
    async with httpx.AsyncClient(headers={HEADER: SECRET}, timeout=3) as client:
        yield Telegram(made, client)


async def all_done(database: Database, server: Running, first_times: dict[int, list[Json]], copies: int = 0) -> None:
    """Everything once, in each chat's order."""
    many = sum(map(len, first_times.values()))
    await until(lambda: database.do(settled) == many, RECOVERS_WITHIN_S, lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0, RECOVERS_WITHIN_S)
    assert database.do(order) == {chat: [one["update_id"] for one in theirs] for chat, theirs in first_times.items()}
    found = [database.do(tally, person) for person in first_times]
    assert {(one.updates, one.seats) for one in found} == {((("done", 10),), 1)}
    assert 0 <= delivered(server.sandbox) - sum(one.owed for one in found) <= copies
    assert server.sandbox.violations == []


def holds(database: Database, bot: BotProcess) -> bool:
    """Whether this process works on some chat right now."""
    mine = select(ChatRow.chat_id).where(ChatRow.owner.startswith(f"{bot.process.pid}-"))
    return database.do(lambda session: session.scalar(mine.limit(1))) is not None


async def pause(database: Database, bot: BotProcess) -> None:
    """SIGSTOP in the middle of an update."""
    while True:
        await until(lambda: holds(database, bot), glance=0.001)
        bot.process.send_signal(signal.SIGSTOP)
        if holds(database, bot):
            return
        bot.process.send_signal(signal.SIGCONT)


async def test_a_replica_that_is_paused_is_fenced_and_goes_on_anew(
    server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    database = prepare(empty_postgres_url)
    first_times = said_by(server.sandbox, families(server.sandbox, 12))
    async with replicas(server, empty_postgres_url, unlocked, [{}, {}]) as made, a_telegram(made) as telegram:
        paused, other = made.now
        telegram.away = {made.ports[1]}
        bringing = asyncio.gather(*map(telegram.brings, first_times.values()))
        await pause(database, paused)
        telegram.away = {made.ports[0]}
        await until(lambda: other.logged("process_gone"), why=lambda: other.output)
        await bringing
        await until(lambda: database.do(settled) == 120, why=lambda: database.do(settled))
        paused.process.send_signal(signal.SIGCONT)
        await until(lambda: len(paused.logged("process_begins")) == 2, why=lambda: paused.output)
        await all_done(database, server, first_times, copies=3)
        assert await paused.stop() == 0
        assert other.logged("update_failed") == paused.logged("update_failed") == []
    database.close()


async def test_replicas_are_replaced_one_by_one_and_nothing_is_lost_or_done_twice(
    server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    database = prepare(empty_postgres_url)
    first_times = said_by(server.sandbox, families(server.sandbox, 40))
    slots = asyncio.Semaphore(4)
    async with replicas(server, empty_postgres_url, unlocked, [{}, {}]) as made, a_telegram(made) as telegram:

        async def bring(updates: list[Json]) -> None:
            async with slots:
                await telegram.brings(updates)

        bringing = asyncio.gather(*map(bring, first_times.values()))
        for number, port in enumerate(made.ports):
            assert await made.now[number].stop() == 0
            made.now[number] = await made.begin(number)
            await made.now[number].is_ready(BEGINS_WITHIN_S)
            await until(lambda port=port: is_open(port), BEGINS_WITHIN_S)  # type: ignore[misc]
        await bringing
        await all_done(database, server, first_times)
    database.close()


@contextmanager
def locked(url: str) -> Iterator[None]:
    """Somebody holds the tables."""
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE inbox, chats, outbox, processes IN ACCESS EXCLUSIVE MODE")
        yield


@contextmanager
def read_only(url: str) -> Iterator[None]:
    """The server takes nothing, as after a failover."""
    with psycopg.connect(url, autocommit=True) as other:
        for told in ("on", "off"):
            other.execute("SET default_transaction_read_only = off")
            other.execute(f"ALTER SYSTEM SET default_transaction_read_only = {told}")
            other.execute("SELECT pg_reload_conf()")
            if told == "on":
                yield


@pytest.mark.parametrize("trouble", [locked, read_only])
async def test_a_database_that_takes_nothing_for_ten_seconds_costs_nothing(
    trouble: type, server: Running, unlocked: str
) -> None:
    with a_cluster() as cluster:
        database = prepare(cluster.url)
        first_times = said_by(server.sandbox, families(server.sandbox, 10))
        async with replicas(server, cluster.url, unlocked, [{}, {}]) as made, a_telegram(made) as telegram:
            bringing = asyncio.gather(*map(telegram.brings, first_times.values()))
            await until(lambda: database.do(settled) > 5)
            with trouble(cluster.url):
                await asyncio.sleep(LOCKED_S)
                promised = set(telegram.acknowledged)
            await asyncio.wait_for(bringing, RECOVERS_WITHIN_S)
            await all_done(database, server, first_times, copies=6)  # what each of six senders had in flight
            assert promised <= {number for numbers in database.do(order).values() for number in numbers}
        database.close()


async def test_behind_pgbouncer_a_whole_bot_serves_beats_and_stops(
    server: Running,
    bouncer: str,  # the fixture
    empty_postgres_url: str,
    unlocked: str,
) -> None:
    database = prepare(empty_postgres_url)
    people = families(server.sandbox, 4)
    everybody_signs_up(server.sandbox, people)
    async with a_bot(server.url, bouncer, unlocked) as bot:
        await until(lambda: database.do(settled) == 40, why=lambda: bot.output[-9:])
        await until(lambda: database.do(unsent) == 0)
        assert await bot.stop() == 0
        assert bot.logged("no_beat") == bot.logged("db_fault") == []
    found = [database.do(tally, person) for person in people]
    assert {(one.updates, one.seats) for one in found} == {((("done", 10),), 1)}
    database.close()
