"""A day without the bot: what waits is handled soon, in order, and old buttons meet the present."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import clock
from bot.intake import inbox
from bot.sandbox import acts, faults
from bot.sandbox.running import Running, running
from bot.sandbox.state import Sandbox
from knowledge.store import Database
from tests.bot.reliability.process import RUN, QUICK, a_bot, until
from tests.bot.reliability.town import (
    EVENT,
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

QUESTIONS = ("c'est où ?", "quels ateliers pour ma fille de 9 ans ?", "vous êtes ouverts dimanche ?", "merci !")


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    """A Telegram to which every press is too old to be answered."""
    async with running(Sandbox(limits=None, callback_deadline=0.0)) as server:
        yield server


@pytest.mark.parametrize(
    ("people", "program", "settings", "within"),
    [
        pytest.param(36, QUICK, {}, 60, id="500"),
        pytest.param(714, RUN, {"send_rate": "25"}, 600, id="10000", marks=pytest.mark.slow),
    ],
)
async def test_what_waited_for_a_day_is_handled_soon_and_old_presses_undo_nothing(
    people: int, program: tuple[str, ...], settings: dict[str, str], within: float,
    server: Running, file_url: str, unlocked: str,
) -> None:  # fmt: skip
    database = prepare(file_url)
    crowd = families(server.sandbox, people)
    everybody_signs_up(server.sandbox, crowd)
    for words in QUESTIONS:
        for person in crowd:
            family_does(server.sandbox, person, words)
    waiting = len(server.sandbox.updates.pending)
    began = time.monotonic()
    async with a_bot(server.url, file_url, unlocked, program=program, **settings) as bot:
        ready = time.monotonic()
        await until(lambda: database.do(settled) >= waiting, min(within, 15), lambda: "".join(bot.output[-25:]), 0.2)
        handled = time.monotonic()
        print(f"{waiting} handled after {handled - ready:.0f} s; ready after {ready - began:.0f} s")
        await until(lambda: database.do(unsent) == 0, within - (handled - ready), lambda: database.do(unsent), 0.2)
        print(f"all sent after {time.monotonic() - ready:.0f} s, {delivered(server.sandbox)} messages")
        assert bot.logged("update_failed") == []
        assert bot.logged("answer_refused") == [] or len(bot.logged("answer_refused")) <= 4 * people
    found = [database.do(tally, person) for person in crowd]
    assert {(one.updates, one.seats) for one in found} == {((("done", len(STEPS) + len(QUESTIONS)),), 1)}
    assert server.sandbox.violations == []
    database.close()
