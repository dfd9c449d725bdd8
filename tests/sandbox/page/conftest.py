"""The page open in a browser, the small bot answering behind it. One browser for all, on the loop of the session."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect
from telegram import Bot

from bot.cli.demo import add_cast
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from tests.sandbox.conftest import a_bot, answering
from tests.sandbox.echo import EchoBot
from tests.sandbox.page.actions import PHONE
from tests.sandbox.page.browser import browsing
from tests.sandbox.test_clock import ShiftedClock

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """These tests run where the browser was started."""
    for item in items:
        if item.path.parent == HERE:
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with browsing() as browser:
        yield browser


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest_asyncio.fixture(loop_scope="session")
async def server(clock: ShiftedClock) -> AsyncIterator[Running]:
    sandbox = Sandbox(limits=None)
    add_cast(sandbox)
    async with running(sandbox, clock) as server:
        yield server


@pytest_asyncio.fixture(loop_scope="session")
async def bot(server: Running) -> AsyncIterator[Bot]:
    async with a_bot(server) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def echo(bot: Bot) -> AsyncIterator[EchoBot]:
    async with answering(bot) as echo:
        yield echo


@pytest.fixture
def problems() -> list[str]:
    """What the browser complained about."""
    return []


@pytest_asyncio.fixture(loop_scope="session", params=[PHONE])
async def page(
    request: pytest.FixtureRequest, browser: Browser, server: Running, echo: EchoBot, problems: list[str]
) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport=request.param, reduced_motion="reduce", locale="fr-FR")
    page = await context.new_page()
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.set_default_timeout(5000)
    await page.goto(server.url)
    await expect(page.get_by_text("Je réponds aux questions des familles.")).to_be_visible()
    yield page
    await context.close()
    assert problems == []
    assert server.sandbox.violations == []
