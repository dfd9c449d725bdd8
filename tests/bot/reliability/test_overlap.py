"""Rolling deploys while polling: the new process starts before the old one stops, again and again."""

import pytest

from bot.sandbox.server import Running
from tests.bot.reliability.process import BotProcess, start, until
from tests.bot.reliability.town import STEPS, Tally, delivered, families, family_does, prepare, settled, tally, unsent

TOGETHER = 2  # people who sign up during each overlap


@pytest.mark.parametrize("overlaps", [1, pytest.param(20, marks=pytest.mark.slow)])
async def test_two_pollers_at_once_lose_nothing_and_do_nothing_twice(
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
                # Both have been told of each other, so both have polled in turn.
                await until(lambda: _met(lives[-2]) and _met(lives[-1]), why=lambda: [one.output for one in lives[-2:]])
        assert await lives[-2].stop() == 0
    await until(lambda: database.do(settled) >= 10 * len(people), why=lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0)
    assert await lives[-1].stop() == 0
    found = [database.do(tally, person) for person in people]
    assert found == [Tally((("done", 10),), found[0].owed, found[0].owed, 1)] * len(people)
    assert delivered(server.sandbox) == found[0].owed * len(people)
    assert server.sandbox.violations == []
    database.close()


async def _started(server: Running, url: str, key: str) -> BotProcess:
    bot = await start(server.url, url, key)
    await bot.is_ready()
    return bot


def _met(bot: BotProcess) -> bool:
    return any(line["error"] == "Conflict" for line in bot.logged("poll_failed"))
