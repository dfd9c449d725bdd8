"""The page open in a browser, the small bot answering behind it."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from playwright.async_api import Page, expect

from bot.cli.demo import add_cast
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from tests.sandbox.echo import EchoBot
from tests.sandbox.page.actions import PHONE
from tests.sandbox.page.browser import browsing
from tests.sandbox.test_clock import ShiftedClock


@pytest.fixture
def clock() -> ShiftedClock:
    return ShiftedClock()


@pytest.fixture
async def server(clock: ShiftedClock) -> AsyncIterator[Running]:
    sandbox = Sandbox(limits=None)
    add_cast(sandbox)
    async with running(sandbox, clock) as server:
        yield server


@pytest.fixture
async def problems() -> list[str]:
    """What the browser complained about."""
    return []


@pytest.fixture(params=[PHONE])
async def page(
    request: pytest.FixtureRequest, server: Running, echo: EchoBot, problems: list[str]
) -> AsyncIterator[Page]:
    async with AsyncExitStack() as stack:
        browser = await stack.enter_async_context(browsing())
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
