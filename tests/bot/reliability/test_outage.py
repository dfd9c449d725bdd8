"""A day without the bot: what waits is handled soon, in order, and old buttons meet the present."""

import logging
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from tests.bot.reliability.process import QUICK, RUN, a_bot, until
from tests.bot.reliability.town import (
    STEPS,
    delivered,
    everybody_signs_up,
    families,
    family_does,
    prepare,
    settled,
    tally,
    unsent,
)
from tests.model_cache import shared_understanding

log = logging.getLogger(__name__)

# What each family does besides: questions, and presses of buttons whose time is over.
MORE = ("c'est où ?", "quels ateliers pour ma fille de 9 ans ?", "press fo:confirm-0:1", "merci !", "press fo:stop-0:1")


@dataclass(frozen=True, slots=True)
class Outage:
    """How many people wrote meanwhile, and within how many seconds all is handled and answered."""

    people: int
    within: float
    program: tuple[str, ...] = QUICK
    settings: dict[str, str] = field(default_factory=dict)


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    """A Telegram to which every press is too old to be answered."""
    async with running(Sandbox(limits=None, callback_deadline=-1.0)) as server:
        yield server


@pytest.mark.parametrize(
    "outage",
    [
        pytest.param(Outage(people=4, within=60), id="60"),
        pytest.param(Outage(667, 600, RUN, {"send_rate": "25"}), id="10000", marks=pytest.mark.slow),
    ],
)
async def test_what_waited_for_a_day_is_handled_soon_and_old_presses_undo_nothing(
    outage: Outage, server: Running, file_url: str, unlocked: str
) -> None:
    if outage.program == RUN:
        shared_understanding()
    database = prepare(file_url)
    people = families(server.sandbox, outage.people)
    await _yesterday(server, database, file_url, unlocked, people)
    everybody_signs_up(server.sandbox, people)
    for step in MORE:
        for person in people:
            family_does(server.sandbox, person, step)
    waiting = len(server.sandbox.updates.pending) + len(people)
    async with a_bot(server.url, file_url, unlocked, program=outage.program, **outage.settings) as bot:
        began = time.monotonic()
        await until(lambda: database.do(settled) >= waiting, outage.within, lambda: database.do(settled), 0.5)
        handled = time.monotonic() - began
        await until(lambda: database.do(unsent) == 0, outage.within - handled, lambda: database.do(unsent), 0.5)
        sent = time.monotonic() - began
        log.info(
            "%d updates handled in %.0f s, %d messages sent in %.0f s",
            waiting - len(people),
            handled,
            delivered(server.sandbox) - len(people),
            sent,
        )
        assert bot.logged("update_failed") == []
    found = [database.do(tally, person) for person in people]
    assert {one.updates for one in found} == {(("done", 1 + len(STEPS) + len(MORE)),)}
    assert {one.seats for one in found} == {1}
    assert server.sandbox.violations == []
    answers = [call for call in server.sandbox.calls if call.method == "answerCallbackQuery"]
    assert answers
    assert not any(call.ok for call in answers)
    database.close()


async def _yesterday(server: Running, database: Database, url: str, key: str, people: list[int]) -> None:
    """Everybody got a message, whose buttons they press during the outage."""
    for person in people:
        family_does(server.sandbox, person, "/start")
    async with a_bot(server.url, url, key) as bot:
        await until(lambda: database.do(settled) >= len(people) and database.do(unsent) == 0, 60, glance=0.5)
        assert await bot.stop() == 0
