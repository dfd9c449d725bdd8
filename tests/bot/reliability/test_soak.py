"""Many hours in short: thousands of updates with faults among them, and one person who writes without end."""

import asyncio
import logging
import os
import random
import time
from itertools import chain
from pathlib import Path

import pytest

from bot.intake import claims, inbox
from bot.sandbox import actions, faults
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.bot.reliability.post import sent
from tests.bot.reliability.process import BotProcess, a_bot, until
from tests.bot.reliability.test_flood import states
from tests.bot.reliability.town import STEPS, everybody_signs_up, families, family_does, prepare, tally, unsent

log = logging.getLogger(__name__)

MANY = int(os.environ.get("CITE_TEST_UPDATES", "20000"))  # a hundredth of what is called meets a fault
WAVE = 10  # families that write at once, ten updates each
AHEAD = 300  # so many updates and messages wait at most: who waits out a fault holds up no other wave
PATIENCE_S = 240
FAULTS = (faults.bad_gateway, faults.reset, faults.truncated, faults.unauthorized)
METHODS = ("getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery")
MOST_AHEAD_LOG = 64_000_000  # bytes of SQLite's write-ahead log


def memory(bot: BotProcess) -> int:
    """Kilobytes of the process that are in memory."""
    status = Path(f"/proc/{bot.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def size(file: Path) -> int:
    """Bytes; none when it is not there."""
    return file.stat().st_size if file.exists() else 0


def _faults_come(sandbox: Sandbox, dice: random.Random) -> None:
    """Of the hundred calls or so of a wave, one."""
    for method in METHODS:
        if dice.random() < 1 / len(METHODS):
            sandbox.faults.add(method, dice.choice(FAULTS)())


async def _waves(updates: int, sandbox: Sandbox, reader: Database, bot: BotProcess) -> tuple[list[int], list[int]]:
    """Bring all of them; who wrote, and what was in memory after each wave. The log of the database stays small.

    `reader` never takes the lock: who looks all the time must not hold up the bot.
    """
    dice, everybody, samples = random.Random(24), list[int](), list[int]()
    file = Path(f"{reader.engine.url.database}-wal")
    for _ in range(updates // (WAVE * len(STEPS))):
        _faults_come(sandbox, dice)
        people = families(sandbox, WAVE)
        everybody_signs_up(sandbox, people)
        everybody += people
        await until(lambda: _waiting(sandbox, reader) < AHEAD, PATIENCE_S)
        samples.append(memory(bot))
        assert size(file) < MOST_AHEAD_LOG
        sandbox.calls.clear()  # the server's own memory
    await until(lambda: not _waiting(sandbox, reader), PATIENCE_S)
    return everybody, samples


def _waiting(sandbox: Sandbox, reader: Database) -> int:
    """Updates at the server and in the inbox, and messages in the outbox."""
    return len(sandbox.updates.pending) + reader.do(inbox.count_open) + reader.do(unsent)


@pytest.mark.parametrize("updates", [100, pytest.param(MANY, marks=pytest.mark.slow, id="many")])
async def test_thousands_of_updates_with_faults_leave_nothing_behind(
    updates: int, server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url, capacity=updates).close()
    reader, began = Database(make_engine(file_url, read_only=True)), time.monotonic()
    async with a_bot(server.url, file_url, unlocked) as bot:
        everybody, samples = await _waves(updates, server.sandbox, reader, bot)
        took = time.monotonic() - began
        assert bot.logged("update_failed") == []
        assert await bot.stop() == 0
    found = {reader.do(tally, person) for person in everybody}
    assert {(one.updates, one.seats) for one in found} == {((("done", len(STEPS)),), 1)}
    if len(samples) > 20:
        early, late = max(samples[: len(samples) // 5]), max(samples[-5:])
        said = "%d updates in %.0f s; memory: %d kB after a fifth, %d kB at the end"
        log.warning(said, updates, took, early, late)
        assert late < early * 1.1
    reader.close()


@pytest.mark.slow
async def test_one_who_writes_two_hundred_messages_a_second_for_a_minute_holds_up_nobody(
    server: Running, file_url: str, unlocked: str
) -> None:
    database, sandbox = prepare(file_url), server.sandbox
    flooder, *people = families(sandbox, 101)
    waits, sizes = list[float](), list[int]()
    async with a_bot(server.url, file_url, unlocked, send_rate="25") as bot:
        await asyncio.sleep(1.1)  # Telegram dates by the second, and these are no messages of before the start
        began, turn = time.monotonic(), chain.from_iterable([people] * 2)
        while (passed := time.monotonic() - began) < 60:
            due = int(passed * 200) - len(sizes)
            for _ in range(due):
                actions.perform(sandbox, flooder, flooder, actions.Say("et encore"))
                sizes.append(0)
            person = next(turn, None)
            if person is not None:
                waits.append(await _answered_within(server, person))
            sizes[-1:] = [memory(bot)]
        await until(lambda: database.do(inbox.count_open) == 0, 120)
        assert await bot.stop() == 0
    waits.sort()
    log.info("others waited %.2f s at most in 95 of 100 cases", waits[int(len(waits) * 0.95)])
    assert waits[int(len(waits) * 0.95)] < 1.0
    seen = [size for size in sizes if size]
    assert max(seen) < 1.2 * max(seen[: len(seen) // 4])
    found = states(database, flooder)
    assert len(sent(sandbox, flooder)) < 60 + claims.MOST_OWED
    assert found["collapsed"] > 0.9 * found.total()
    database.close()


async def _answered_within(server: Running, person: int) -> float:
    before, began = len(sent(server.sandbox, person)), time.monotonic()
    family_does(server.sandbox, person, "/aide")
    await until(lambda: len(sent(server.sandbox, person)) > before, 30, glance=0.01)
    return time.monotonic() - began
