"""What `cite doctor` hears from the bot that runs beside it, and who else has the bot's ports."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import closing

import pytest

from bot.core.settings import Settings
from bot.run import checks
from bot.run.app import App
from bot.run.checks import Finding
from bot.run.health import Ailment
from bot.sandbox.server import Running
from knowledge.store.database import Database
from tests.bot.reliability.process import until
from tests.bot.reliability.test_webhook import free_ports, is_open
from tests.bot.run.test_seen import server, the_bot  # noqa: F401  # a fixture


@pytest.fixture
async def bot(database: Database, server: Running) -> AsyncIterator[App]:  # noqa: F811
    """One that serves, and can be asked how it is."""
    (port,) = free_ports(1)
    async with the_bot(server, database, listen=f"127.0.0.1:{port}") as bot:
        await until(lambda: is_open(port))
        yield bot


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which another program listens, and says nothing that a bot would."""
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        yield other.getsockname()[1]


def beaten(bot: App, monkeypatch: pytest.MonkeyPatch, *, skew: float, stands_by: bool) -> None:
    """Its newest heartbeat said so, and no other comes."""
    bot._vitals.processes(2, skew=skew, stands_by=stands_by)
    monkeypatch.setattr(bot._vitals, "processes", lambda alive, **said: None)


async def heard(bot: App) -> list[Finding]:
    return await asyncio.to_thread(lambda: list(checks.listened_to(bot.settings)))


async def test_a_bot_that_is_well_says_so(bot: App) -> None:
    assert await heard(bot) == [Finding("Running: the bot serves, and finds nothing wrong.")]


async def test_what_is_wrong_with_it_is_told_with_what_to_do(bot: App, monkeypatch: pytest.MonkeyPatch) -> None:
    beaten(bot, monkeypatch, skew=90.0, stands_by=False)
    (finding,) = await heard(bot)
    assert (finding.is_fault, "« clock_skew »" in finding.sentence) == (True, True)
    assert "timedatectl set-ntp true" in finding.sentence


async def test_one_that_stands_by_says_for_whom(bot: App, monkeypatch: pytest.MonkeyPatch) -> None:
    beaten(bot, monkeypatch, skew=0.0, stands_by=True)
    (finding,) = await heard(bot)
    assert (finding.is_fault, "another process on this database fetches updates" in finding.sentence) == (False, True)


def test_whatever_can_be_wrong_has_words() -> None:
    assert set(checks._SAID) == set(Ailment)


def test_where_nothing_runs_yet_nothing_is_told() -> None:
    listen, metrics = free_ports(2)
    settings = Settings(_env_file=None, listen=f"127.0.0.1:{listen}", metrics=f"127.0.0.1:{metrics}")
    assert list(checks.listened_to(settings)) == []


@pytest.mark.parametrize("name", ["CITE_LISTEN", "CITE_METRICS"])
def test_a_port_that_another_program_has_is_named(name: str, taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "ANSWER_S", 0.2)
    (free,) = free_ports(1)
    given = {"listen": f"127.0.0.1:{free}"} | {name.removeprefix("CITE_").lower(): f"127.0.0.1:{taken}"}
    (finding,) = checks.listened_to(Settings(_env_file=None, **given))
    assert finding == Finding(
        f"Port: {name} is 127.0.0.1:{taken}, and another program listens there. Choose another.", True
    )


def test_an_address_that_this_machine_has_not_is_named() -> None:
    (finding,) = checks.listened_to(Settings(_env_file=None, listen="192.0.2.77:8080"))
    assert "this machine has no such address" in finding.sentence
