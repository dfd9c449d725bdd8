"""kill -9 while updates wait: nothing is lost, nothing is done twice; python-telegram-bot alone loses."""

import asyncio
import random
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass

import pytest

from bot.sandbox import actions
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from knowledge.store.database import Database
from tests.bot.reliability.process import GLANCE_S, BotProcess, a_bot, start, until
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

SENDERS = 3  # messages that one life may have in flight
CONTROL = ("-m", "bot.bench.load.echo", "ptb")  # python-telegram-bot alone, as its documentation shows it
WORKS_S = "0.02"  # on each message


@dataclass(frozen=True, slots=True)
class Kills:
    """A backlog, and how many times the bot dies in the middle of it."""

    people: int
    kills: int
    seed: int


@pytest.mark.parametrize(
    "plan",
    [
        pytest.param(Kills(people=8, kills=2, seed=1), id="2-kills"),
        pytest.param(Kills(people=100, kills=200, seed=2), id="200-kills", marks=pytest.mark.slow),
    ],
)
async def test_kills_at_random_lose_nothing_and_do_nothing_twice(
    plan: Kills, server: Running, file_url: str, unlocked: str
) -> None:
    database = prepare(file_url)
    model = await _once_without_a_kill(server, database, file_url, unlocked)
    people = families(server.sandbox, plan.people)
    before = delivered(server.sandbox)
    everybody_signs_up(server.sandbox, people)
    await _die_often(plan, server, database, file_url, unlocked)
    async with a_bot(server.url, file_url, unlocked):
        await _all_done(database, 10 * (plan.people + 1))
    assert {person: database.do(tally, person) for person in people} == dict.fromkeys(people, model)
    copies = delivered(server.sandbox) - before - model.owed * plan.people
    assert 0 <= copies <= plan.kills * SENDERS
    assert all(delivered(server.sandbox, person) >= model.owed for person in people)
    assert server.sandbox.violations == []
    database.close()


async def _once_without_a_kill(server: Running, database: Database, url: str, key: str) -> Tally:
    """What one family's ten updates come to when nothing goes wrong."""
    (person,) = families(server.sandbox, 1)
    everybody_signs_up(server.sandbox, [person])
    async with a_bot(server.url, url, key) as bot:
        await _all_done(database, len(STEPS))
        assert await bot.stop() == 0
    model = database.do(tally, person)
    assert (model.updates, model.seats) == ((("done", len(STEPS)),), 1)
    assert model.owed == model.sent == delivered(server.sandbox, person) >= len(STEPS)
    return model


async def _die_often(plan: Kills, server: Running, database: Database, url: str, key: str) -> None:
    """Kill each life at a seeded moment, once it has got on by its share, so that every kill hits work."""
    moments = random.Random(plan.seed)
    updates = server.sandbox.updates
    share = 10 * plan.people // (plan.kills + 1)
    with closing(sqlite3.connect(f"file:{database.engine.url.database}?mode=ro", uri=True)) as reader:
        for number in range(plan.kills):
            reached = _settled(reader) + moments.randint(1, share)
            confirmed = len(updates.confirmed)
            async with a_bot(server.url, url, key) as bot:
                if updates.pending:  # the first lives end as soon as Telegram has forgotten a batch
                    await until(lambda before=confirmed: len(updates.confirmed) > before, glance=GLANCE_S)  # type: ignore[misc]
                else:
                    await until(lambda least=reached: _settled(reader) >= least, glance=GLANCE_S)  # type: ignore[misc]
                    await asyncio.sleep(moments.uniform(0, 0.01))
                await bot.kill()
            assert _settled(reader) < 10 * (plan.people + 1), f"kill {number} met no work"


def _settled(reader: sqlite3.Connection) -> int:
    # Not through our own engine: its BEGIN IMMEDIATE would take part in the race.
    (count,) = reader.execute("SELECT count(*) FROM inbox WHERE state <> 'open'").fetchone()
    return int(count)


async def _all_done(database: Database, updates: int) -> None:
    await until(lambda: database.do(settled) >= updates, 60, lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0, 60, lambda: database.do(unsent))


async def test_the_library_alone_loses_updates_when_killed_the_same_way(server: Running) -> None:
    people = families(server.sandbox, 30)
    for number in range(10):
        for person in people:
            _says(server.sandbox, person, f"{person} {number}")
    await _control(server, until_answered=20)
    await _control(server, until_answered=20)
    await _control(server, until_answered=None)
    assert not server.sandbox.updates.pending
    answered = {call.params["text"] for call in server.sandbox.calls if call.method == "sendMessage" and call.ok}
    assert 300 - len(answered) >= 100


def _says(sandbox: Sandbox, person: int, words: str) -> None:
    actions.perform(sandbox, person, person, actions.Say(words))


async def _control(server: Running, until_answered: int | None) -> None:
    """One life of the control: killed after so many more answers, or left alone until none waits."""
    before = delivered(server.sandbox)
    process = await asyncio.create_subprocess_exec(
        sys.executable, *CONTROL, server.url, DEFAULT_TOKEN, WORKS_S, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        if until_answered is None:
            await until(lambda: not server.sandbox.updates.pending)
        else:
            await until(
                lambda: delivered(server.sandbox) >= before + until_answered or not server.sandbox.updates.pending
            )
    finally:
        process.kill()
        await process.wait()


async def test_a_second_process_on_the_same_file_refuses_to_start(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    async with a_bot(server.url, file_url, unlocked):
        second: BotProcess = await start(server.url, file_url, unlocked)
        assert await second.ended() == 1
        assert "already works on this database" in "".join(second.output)
