"""What another process changes is heard at once where PostgreSQL is reached directly; else all look by turns."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot.assistant.compose import Assistant
from bot.core import database as schema
from bot.run.renewal import renewal_of_filled
from knowledge.agenda import filled_table
from knowledge.library.filled import Name
from knowledge.library.library import load_library
from knowledge.store import database as store
from knowledge.store.database import Database, listen
from knowledge.store.engine import make_engine
from tests.bot.reliability.process import until
from tests.bot.run.test_renewal import content
from tests.knowledge.agenda.test_filled_table import FACT, NOW
from tests.knowledge.store.test_silent_network import bouncer

__all__ = ["bouncer", "content"]

NEVER_S = 3600.0
OFTEN_S = 0.05
LISTENING = "FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
ON_POSTGRES = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
Replica = Callable[[Database, float], AbstractAsyncContextManager[Assistant]]


@pytest.fixture
def replica(content: Path) -> Replica:
    """Another process, as far as facts go: it looks after so many seconds, or once it is told."""

    @asynccontextmanager
    async def running(database: Database, every_s: float) -> AsyncIterator[Assistant]:
        assistant = Assistant(load_library(), ZoneInfo("Europe/Paris"))
        renewal = renewal_of_filled(database, assistant, content)
        renewal.every_s = every_s
        tasks = [asyncio.create_task(renewal.run()), asyncio.create_task(listen(database.engine, renewal.told.set))]
        try:
            yield assistant
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    return running


@pytest.fixture
def other(database: Database) -> Iterator[Database]:
    """The same database, as the process has it that is told something."""
    made = Database(make_engine(database.engine.url.render_as_string(hide_password=False)))
    yield made
    made.close()


def _writes(database: Database, author: str) -> None:
    database.do(filled_table.fill, replace(FACT, author=author), NOW)


async def _tells(assistant: Assistant, author: str) -> None:
    await until(lambda: author in {fact.author for fact in assistant.filled.facts}, why=lambda: assistant.filled)


def _listening(database: Database) -> list[int]:
    """The server's processes for whoever listens there."""
    return list(database.do(lambda session: session.scalars(text(f"SELECT pid {LISTENING}")).all()))


def _cut(database: Database) -> None:
    database.do(lambda session: session.execute(text(f"SELECT pg_terminate_backend(pid) {LISTENING}")).all())


@ON_POSTGRES
async def test_what_is_filled_emptied_or_named_elsewhere_is_told_long_before_the_next_look(
    database: Database, other: Database, replica: Replica
) -> None:
    async with replica(database, NEVER_S) as assistant:
        await _tells(assistant, "Camille")
        _writes(other, "Zoé")
        await _tells(assistant, "Zoé")
        other.do(filled_table.empty, str(FACT.cell), NOW)
        await until(lambda: [fact.author for fact in assistant.filled.facts] == ["Camille"])
        name = Name(thing="named1", fr="le bidule", en="the thing", kind="space", aliases=("le bidule",))
        other.do(filled_table.put_name, name, "Zoé", NOW)
        await until(lambda: "named1" in assistant.things.things)
        other.do(filled_table.end_name, "named1", NOW)
        await until(lambda: "named1" not in assistant.things.things)


@ON_POSTGRES
async def test_what_was_changed_before_it_listened_is_told_too(
    database: Database, other: Database, replica: Replica
) -> None:
    _writes(other, "Zoé")
    async with replica(database, NEVER_S) as assistant:
        await _tells(assistant, "Zoé")


@ON_POSTGRES
async def test_while_the_connection_is_lost_it_looks_by_turns(
    database: Database, other: Database, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LISTEN_AGAIN_S", NEVER_S)
    async with replica(database, OFTEN_S) as assistant:
        await _tells(assistant, "Camille")
        await until(lambda: _listening(other))
        _cut(other)
        await until(lambda: not _listening(other))
        _writes(other, "Zoé")
        await _tells(assistant, "Zoé")
        assert _listening(other) == []


@ON_POSTGRES
async def test_a_lost_connection_is_replaced_in_silence_and_hears_again(
    database: Database,
    other: Database,
    replica: Replica,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(store, "LISTEN_AGAIN_S", OFTEN_S)
    with caplog.at_level(logging.DEBUG):
        async with replica(database, NEVER_S) as assistant:
            for author in ("Zoé", "Ana"):
                await until(lambda: _listening(other))
                (before,) = _listening(other)
                _cut(other)
                await until(lambda gone=before: _listening(other) not in ([], [gone]))  # type: ignore[misc]
                _writes(other, author)
                await _tells(assistant, author)
    mine = [record for record in caplog.records if record.name == store.__name__]
    assert {(record.levelname, vars(record)["action"]) for record in mine} == {("INFO", "listens")}
    assert len(mine) == 3


async def test_no_address_and_no_password_are_logged_where_nobody_answers(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(store, "LISTEN_AGAIN_S", OFTEN_S)
    engine, heard = make_engine("postgresql://cite:canary@127.0.0.1:1/cite"), asyncio.Event()
    with caplog.at_level(logging.DEBUG), suppress(TimeoutError):
        async with asyncio.timeout(10 * OFTEN_S):
            await listen(engine, heard.set)
    assert not heard.is_set()
    assert "canary" not in caplog.text
    assert [record for record in caplog.records if record.name.startswith("knowledge")] == []


async def test_through_pgbouncer_nobody_listens_and_a_change_is_told_by_turns(
    bouncer: str, empty_postgres_url: str, replica: Replica
) -> None:
    direct, pooled = Database(make_engine(empty_postgres_url)), Database(make_engine(bouncer))
    schema.upgrade(direct.engine)
    await until(lambda: _reached(pooled))
    heard = asyncio.Event()
    await asyncio.wait_for(listen(pooled.engine, heard.set), 30)
    assert not heard.is_set()
    async with replica(pooled, OFTEN_S) as assistant:
        _writes(direct, "Zoé")
        await _tells(assistant, "Zoé")
        assert _listening(direct) == []
    async with replica(direct, NEVER_S) as assistant:  # what is written through it is heard nevertheless
        await _tells(assistant, "Zoé")
        _writes(pooled, "Ana")
        await _tells(assistant, "Ana")
    pooled.close()
    direct.close()


def _reached(database: Database) -> bool:
    with suppress(Exception):  # it does not say when it listens
        return bool(database.do(lambda session: session.scalar(text("SELECT true"))))
    return False


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_on_sqlite_there_is_nobody_to_listen_to(database: Database, database_url: str) -> None:
    assert make_url(database_url).get_backend_name() == "sqlite"
    await listen(database.engine, pytest.fail)
    _writes(database, "Zoé")
