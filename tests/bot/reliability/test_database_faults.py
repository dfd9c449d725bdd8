"""A database that fails for a while: nothing is acknowledged that is not on the disk, and all goes on by itself."""

import asyncio
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event
from sqlalchemy.engine import make_url

from bot.bot_api.api import Api
from bot.core import clock
from bot.intake import inbox
from bot.intake.inbox import Incoming
from bot.intake.receiving import Timing, poll
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT, Pulse, Table, kept, workers
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import BotProcess, a_bot, until
from tests.bot.reliability.town import (
    Tally,
    delivered,
    everybody_signs_up,
    families,
    family_does,
    prepare,
    settled,
    tally,
    unsent,
)
from tests.conftest import POSTGRES

RECOVERS_WITHIN_S = 30.0


@contextmanager
def a_foreign_writer(file: str) -> Iterator[None]:
    """Another program that holds SQLite's write lock."""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def no_room(bot: BotProcess, file: str) -> Iterator[None]:
    """As on a full disk, no file of the process may grow any more: the log it writes ahead is full."""
    size = Path(f"{file}-wal").stat().st_size
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    yield
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.mark.parametrize("seconds", [2.0, pytest.param(10.0, marks=pytest.mark.slow)])
async def test_while_another_program_holds_the_lock_nothing_is_confirmed_and_then_all_is_done(
    seconds: float, server: Running, file_url: str, unlocked: str
) -> None:
    database = prepare(file_url)
    people = families(server.sandbox, 5)
    async with a_bot(server.url, file_url, unlocked):
        with a_foreign_writer(str(database.engine.url.database)):
            everybody_signs_up(server.sandbox, people)
            await asyncio.sleep(seconds)
            assert not server.sandbox.updates.confirmed
        await _all_done(server.sandbox, database, people)
    database.close()


@pytest.mark.parametrize("seconds", [2.0, pytest.param(35.0, marks=pytest.mark.slow)])
async def test_while_the_disk_is_full_nothing_is_confirmed_and_then_all_is_done(
    seconds: float, server: Running, file_url: str, unlocked: str
) -> None:
    database = prepare(file_url)
    people = families(server.sandbox, 5)
    file = str(database.engine.url.database)
    async with a_bot(server.url, file_url, unlocked) as bot:
        with no_room(bot, file):
            everybody_signs_up(server.sandbox, people)
            await until(lambda: bot.logged("poll_failed"))
            await asyncio.sleep(seconds)
            assert not server.sandbox.updates.confirmed
            assert bot.process.returncode is None
        await _all_done(server.sandbox, database, people)
    with closing(sqlite3.connect(file)) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


async def _all_done(sandbox: Sandbox, database: Database, people: list[int]) -> None:
    over = time.monotonic()
    await until(lambda: database.do(settled) >= 10 * len(people), RECOVERS_WITHIN_S, lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0, RECOVERS_WITHIN_S)
    assert time.monotonic() - over < RECOVERS_WITHIN_S
    found = [database.do(tally, person) for person in people]
    assert found == [Tally((("done", 10),), found[0].owed, found[0].owed, 1)] * len(people)
    assert delivered(sandbox) == found[0].owed * len(people)


@asynccontextmanager
async def receiving(database: Database, api: Api) -> AsyncIterator[None]:
    """Polling and workers in this process."""

    async def keep(batch: tuple[Incoming, ...]) -> None:
        await database.run(inbox.store, BOT, batch, clock.real_now())

    timing = Timing(poll=0, first_pause=0.05, longest_pause=0.1)
    task = asyncio.create_task(poll(api, keep, Pulse(), timing))
    async with workers(database, Table(), api, count=3):
        yield
    assert not task.done()
    task.cancel()
    await asyncio.wait([task])


async def test_a_file_that_turns_read_only_stops_nothing_for_good(
    server: Running, file_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    database = prepare(file_url)
    (person,) = families(server.sandbox, 1)

    read_only = False

    def lent(connection: Any, *args: object) -> None:
        connection.execute(f"PRAGMA query_only = {read_only:d}")

    event.listen(database.engine, "checkout", lent)
    async with an_api(server.url) as api, receiving(database, api):
        family_does(server.sandbox, person, "bonjour")
        await until(lambda: database.do(settled) == 1)
        read_only = True
        family_does(server.sandbox, person, "bonjour")
        await until(lambda: [record.message for record in caplog.records].count("receiving failed") >= 3)
        assert len(server.sandbox.updates.pending) == 1
        read_only = False
        await until(lambda: database.do(settled) == 2, RECOVERS_WITHIN_S)
    assert set(kept(database).values()) == {("done", 1, 0)}
    database.close()


@pytest.mark.parametrize("times", [2, pytest.param(20, marks=pytest.mark.slow)])
async def test_connections_that_postgresql_cuts_under_load_cost_nothing(
    times: int, server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    database = prepare(empty_postgres_url)
    people = families(server.sandbox, 10)
    name = make_url(empty_postgres_url).database
    async with a_bot(server.url, empty_postgres_url, unlocked) as bot:
        with psycopg.connect(POSTGRES, autocommit=True) as other:
            everybody_signs_up(server.sandbox, people)
            for number in range(times):
                reached = 100 * number // (times + 1)
                await until(lambda least=reached: database.do(settled) > least)  # type: ignore[misc]
                other.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
                database.engine.dispose()
        await until(lambda: database.do(settled) >= 100, RECOVERS_WITHIN_S)
        await until(lambda: database.do(unsent) == 0)
        assert bot.logged("update_failed") == []
    found = [database.do(tally, person) for person in people]
    assert {(one.updates, one.seats) for one in found} == {((("done", 10),), 1)}
    database.close()
