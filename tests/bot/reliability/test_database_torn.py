"""Databases that fail for real: a full file system, a server that dies under load, a pool without a connection left."""

import asyncio
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.core import clock
from bot.intake import inbox
from bot.sandbox.server import Running
from knowledge.store import engine
from knowledge.store.database import Database
from knowledge.store.engine import DATABASE_FAULTS, normalise, postgres_engine
from tests.bot.reliability.desk import BOT, keep, kept, said
from tests.bot.reliability.postgres_cluster import a_cluster
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import everybody_signs_up, families, prepare, settled, tally, unsent
from tests.conftest import POSTGRES

RECOVERS_WITHIN_S = 30.0
ROOM_KB = 2048
MOST_AT_ONCE = 2**20
SERVERS_ROOM_KB = 160 * 1024  # what an empty server takes, and a little


@contextmanager
def a_disk(kilobytes: int) -> Iterator[Path]:
    """A file system of its own, gone afterwards; skips the test where none can be mounted."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a small file system")
    with tempfile.TemporaryDirectory(prefix="cite-disk-") as folder:
        Path(folder).chmod(0o755)  # a server that does not run as root lies within
        mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "tmpfs", folder]
        done = subprocess.run(mount, check=False, capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of two megabytes."""
    with a_disk(ROOM_KB) as place:
        yield place


def fill(place: Path, leave: int = 0) -> Path:
    """Leave so many bytes of room, unless somebody else who writes there has taken them first."""
    ballast, left = place / "ballast", os.statvfs(place)
    room = left.f_bavail * left.f_frsize - leave
    with suppress(OSError), ballast.open("ab", buffering=0) as file:
        while room > 0:
            room -= file.write(b"x" * min(room, MOST_AT_ONCE))
    return ballast


@pytest.mark.parametrize("acknowledges", ["after", "before"], ids=["ours", "control"])
def test_wherever_the_disk_is_full_nothing_is_acknowledged_that_is_not_kept(
    small_disk: Path, acknowledges: str
) -> None:
    """A page less of room each time, so that every write of a commit meets the end once."""
    database = prepare(f"sqlite:///{small_disk / 'cite.db'}")
    acknowledged: list[int] = []
    refused = 0
    for number, room in enumerate(range(96 * 1024, -1, -4096), start=1):
        with database.engine.connect() as connection:
            connection.connection.dbapi_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # type: ignore[union-attr]  # sqlite3's
        ballast = fill(small_disk, room)
        if acknowledges == "before":
            acknowledged.append(number)
        try:
            keep(database, said(number, 9, "x" * 30_000))
            acknowledged += [number] if acknowledges == "after" else []
        except DATABASE_FAULTS:
            refused += 1
        ballast.unlink()
    assert refused >= 5
    assert (set(acknowledged) <= set(kept(database))) is (acknowledges == "after")
    assert keep(database, said(1000, 9, "bonjour")) == 1  # it goes on by itself
    database.close()
    with closing(sqlite3.connect(small_disk / "cite.db")) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("times", [1, pytest.param(20, marks=pytest.mark.slow)])
async def test_a_server_that_dies_under_load_and_comes_back_costs_nothing(
    times: int, server: Running, unlocked: str
) -> None:
    with a_cluster() as cluster:
        database = prepare(cluster.url)
        people = families(server.sandbox, 3 * times)
        async with a_bot(server.url, cluster.url, unlocked) as bot:
            everybody_signs_up(server.sandbox, people)
            for number in range(times):
                reached = 30 * times * number // (times + 1)
                await until(lambda least=reached: database.do(settled) > least)  # type: ignore[misc]
                database.engine.dispose()
                await asyncio.to_thread(cluster.crash)
                await asyncio.to_thread(cluster.start)
            await until(lambda: database.do(settled) >= 30 * times, RECOVERS_WITHIN_S * times, lambda: bot.output[-9:])
            await until(lambda: database.do(unsent) == 0, why=lambda: bot.output[-9:])
            assert bot.logged("update_failed") == []
        found = [database.do(tally, person) for person in people]
        assert {(one.updates, one.seats) for one in found} == {((("done", 10),), 1)}
        database.close()


@pytest.mark.parametrize("seconds", [2.0, pytest.param(10.0, marks=pytest.mark.slow)])
async def test_while_the_servers_disk_is_full_nothing_is_confirmed_that_is_not_kept_and_then_all_is_done(
    seconds: float, server: Running, unlocked: str
) -> None:
    people = families(server.sandbox, 8)
    with a_disk(SERVERS_ROOM_KB) as disk, a_cluster(disk) as cluster:
        database = prepare(cluster.url)
        async with a_bot(server.url, cluster.url, unlocked) as bot:
            everybody_signs_up(server.sandbox, people[:1])
            await until(lambda: database.do(settled) == 10)
            ballast = fill(disk)
            everybody_signs_up(server.sandbox, people[1:])
            # What the server clears away meanwhile is room that it would take for what comes in.
            await until(lambda: fill(disk) and bot.logged("poll_failed"), why=lambda: bot.output[-9:])
            await asyncio.sleep(seconds)
            promised = {update.id for update in server.sandbox.updates.confirmed}
            assert len(promised) < 80
            ballast.unlink()
            await asyncio.to_thread(cluster.serve, RECOVERS_WITHIN_S)  # its own log may have found no room
            database.engine.dispose()
            await until(lambda: database.do(settled) >= 80, RECOVERS_WITHIN_S, lambda: bot.output[-9:])
            await until(lambda: database.do(unsent) == 0, RECOVERS_WITHIN_S, lambda: bot.output[-9:])
            assert bot.logged("update_failed") == []
        assert promised <= set(kept(database))
        found = [database.do(tally, person) for person in people]
        assert {(one.updates, one.seats) for one in found} == {((("done", 10),), 1)}
        database.close()


def test_a_session_that_may_only_read_is_given_up_for_one_that_may_write(empty_postgres_url: str) -> None:
    database = prepare(empty_postgres_url)
    name = make_url(empty_postgres_url).database
    with psycopg.connect(POSTGRES, autocommit=True) as other:
        other.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        database.engine.dispose()  # as a failover cuts every connection
        with pytest.raises(DATABASE_FAULTS):
            keep(database, said(1, 9, "bonjour"))
        other.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    assert keep(database, said(1, 9, "bonjour")) == 1
    database.close()


async def test_a_pool_without_a_connection_left_is_a_fault_of_the_database_that_passes(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "POOL_S", 0.2)
    url = normalise(postgres_database.engine.url.render_as_string(hide_password=False))
    database = Database(postgres_engine(url, pool_size=1))
    with ExitStack() as taken:
        for _ in range(3):  # one, and two that overflow
            taken.enter_context(database.engine.connect())
        with pytest.raises(DATABASE_FAULTS):
            await database.run(inbox.store, BOT, inbox.read_raw([said(1, 9, "bonjour")]), clock.real_now())
    assert kept(postgres_database) == {}
    assert await database.run(inbox.store, BOT, inbox.read_raw([said(1, 9, "bonjour")]), clock.real_now()) == 1
    database.close()
