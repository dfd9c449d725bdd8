"""SIGTERM, once or more, with work waiting: out within ten seconds, in order, with nothing lost."""

import time

import pytest

from bot.sandbox import faults
from bot.sandbox.server import Running
from tests.bot.reliability.process import a_bot, start, until
from tests.bot.reliability.town import (
    STEPS,
    Tally,
    delivered,
    everybody_signs_up,
    families,
    prepare,
    settled,
    tally,
    unsent,
)

WITHIN_S = 10.0  # what containers are given


PEOPLE = 12
EARLY = 3  # steps each that come first; the rest comes with the stop, so that some are left however quick the machine


@pytest.mark.parametrize(
    "signals",
    [pytest.param(1, id="once", marks=pytest.mark.slow), pytest.param(2, id="twice", marks=pytest.mark.slow),
     pytest.param(3, id="thrice")],
)  # fmt: skip
async def test_a_stop_in_the_middle_loses_nothing_and_the_next_start_does_the_rest(
    signals: int, server: Running, file_url: str, unlocked: str
) -> None:
    database = prepare(file_url)
    people = families(server.sandbox, PEOPLE)
    everybody_signs_up(server.sandbox, people, STEPS[:EARLY])
    async with a_bot(server.url, file_url, unlocked) as bot:
        await until(lambda: database.do(settled) >= 20)
        everybody_signs_up(server.sandbox, people, STEPS[EARLY:])
        begun = time.monotonic()
        assert await bot.stop(signals=signals, apart=0.05) == 0
        assert time.monotonic() - begun < WITHIN_S
        assert bot.logged("stopped")
    done = database.do(settled)
    assert 20 <= done < 10 * PEOPLE
    async with a_bot(server.url, file_url, unlocked):
        await until(lambda: database.do(settled) >= 10 * PEOPLE)
        await until(lambda: database.do(unsent) == 0)
    found = [database.do(tally, person) for person in people]
    assert found == [Tally((("done", 10),), found[0].owed, found[0].owed, 1)] * PEOPLE
    assert delivered(server.sandbox) == found[0].owed * PEOPLE  # a stop in order repeats nothing
    database.close()


async def test_a_stop_does_not_wait_for_a_telegram_that_does_not_answer(
    server: Running, file_url: str, unlocked: str
) -> None:
    database = prepare(file_url)
    (person,) = families(server.sandbox, 1)
    for method in ("sendMessage", "editMessageText", "answerCallbackQuery"):
        server.sandbox.faults.add(method, faults.hang(), times=10)
    everybody_signs_up(server.sandbox, [person])
    async with a_bot(server.url, file_url, unlocked) as bot:
        await until(lambda: database.do(settled) == 10)
        begun = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - begun < WITHIN_S
    server.sandbox.faults.clear()
    async with a_bot(server.url, file_url, unlocked):
        await until(lambda: database.do(unsent) == 0)
    assert database.do(tally, person).sent == delivered(server.sandbox, person)
    database.close()


async def test_a_stop_while_telegram_is_not_reachable_yet(server: Running, file_url: str, unlocked: str) -> None:
    prepare(file_url).close()
    server.sandbox.faults.add("getMe", faults.bad_gateway(), times=100)
    bot = await start(server.url, file_url, unlocked)
    await until(lambda: bot.logged("arrive_failed"))
    assert await bot.stop() == 0
