"""A running sandbox, python-telegram-bot unmodified against it, and a small bot to talk to."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from telegram import Bot

from bot.sandbox.server import Running, running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from bot.sandbox.values import Person
from tests.sandbox.echo import EchoBot


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the library warns of its own future each time it reads a retry_after."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    async with running() as server:
        yield server


@pytest.fixture
def sandbox(server: Running) -> Sandbox:
    return server.sandbox


@pytest.fixture
async def bot(server: Running) -> AsyncIterator[Bot]:
    async with a_bot(server) as bot:
        yield bot


@pytest.fixture
def camille(sandbox: Sandbox) -> Person:
    """Somebody the bot may write to."""
    return sandbox.add_person("Camille", met=True)


@pytest.fixture
async def echo(bot: Bot) -> AsyncIterator[EchoBot]:
    async with answering(bot) as echo:
        yield echo


def a_bot(server: Running) -> Bot:
    """python-telegram-bot, pointed at this server."""
    return Bot(DEFAULT_TOKEN, base_url=server.base_url, base_file_url=server.base_file_url)


@asynccontextmanager
async def answering(bot: Bot) -> AsyncIterator[EchoBot]:
    """The small bot, already answering."""
    echo = EchoBot(bot)
    task = asyncio.create_task(echo.run())
    yield echo
    task.cancel()
    await asyncio.wait([task])
