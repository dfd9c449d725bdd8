"""Rolling deploys while polling: the new process starts before the old one stops, again and again."""

import pytest

from bot.sandbox.server import Running
from tests.bot.reliability.process import BotProcess, start, until
from tests.bot.reliability.town import STEPS, Tally, delivered, families, family_does, prepare, settled, tally, unsent

TOGETHER = 2  # people who sign up during each overlap


@pytest.mark.parametrize("overlaps", [1, pytest.param(20, marks=pytest.mark.slow)])
async def test_of_two_pollers_the_second_waits_for_the_end_of_the_first_and_nothing_is_lost_or_done_twice(
    overlaps: int, server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    database = prepare(empty_postgres_url)
    people = families(server.sandbox, TOGETHER * overlaps)
    lives = [await _started(server, empty_postgres_url, unlocked)]
    for number in range(overlaps):
        lives.append(await _started(server, empty_postgres_url, unlocked))
        mine = people[TOGETHER * number : TOGETHER * (number + 1)]
        for place, step in enumerate(STEPS):
            for person in mine:
                family_does(server.sandbox, person, step)
            if place == len(STEPS) // 2:
                await until(lambda: lives[-1].logged("stands_by"), why=lambda: [one.output for one in lives[-2:]])
        assert await lives[-2].stop() == 0
        await until(lambda: lives[-1].logged("takes_over"), why=lambda: lives[-1].output)
    await until(lambda: database.do(settled) >= 10 * len(people), why=lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0)
    assert await lives[-1].stop() == 0
    found = [database.do(tally, person) for person in people]
    assert found == [Tally((("done", 10),), found[0].owed, found[0].owed, 1)] * len(people)
    assert delivered(server.sandbox) == found[0].owed * len(people)
    assert server.sandbox.violations == []
    assert [line for bot in lives for line in (*bot.logged("another_poller"), *bot.logged("poll_failed"))] == []
    database.close()


async def _started(server: Running, url: str, key: str) -> BotProcess:
    bot = await start(server.url, url, key)
    await bot.is_ready()
    return bot
