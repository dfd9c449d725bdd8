"""Every update one to five times, in any order but a chat's own, over three replicas: as if each had come once."""

import asyncio
import random
from collections import defaultdict
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest

from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.test_webhook import HEADER, SECRET, free_ports, is_open, settings
from tests.bot.reliability.town import Tally, delivered, everybody_signs_up, families, prepare, settled, tally, unsent

SEED = 7
AT_ONCE = 12
Json = dict[str, Any]


def said_by(sandbox: Sandbox, people: list[int]) -> dict[int, list[Json]]:
    """Each family's ten updates in order, taken away from the server, which would bring them once."""
    everybody_signs_up(sandbox, people)
    theirs: dict[int, list[Json]] = defaultdict(list)
    for update in sandbox.updates.pending:
        raw = update.as_json()
        kind = raw.get("message") or raw["callback_query"]
        theirs[kind["from"]["id"]].append(raw)
    sandbox.updates.clear()
    return theirs


def repeated(updates: list[Json], dice: random.Random) -> list[Json]:
    """Each one to five times; first times in order, repeats anywhere after."""
    order = list(updates)
    for update in updates:
        for _ in range(dice.randint(0, 4)):
            order.insert(dice.randint(order.index(update) + 1, len(order)), update)
    return order


async def bring(client: httpx.AsyncClient, doors: list[str], updates: list[Json], dice: random.Random) -> None:
    """One chat's updates, each at any of the doors once the one before is taken, until it is."""
    for update in updates:
        while not await _is_taken(client, dice.choice(doors), update):
            pass


async def _is_taken(client: httpx.AsyncClient, door: str, update: Json) -> bool:
    try:
        return (await client.post(door, json=update)).is_success
    except httpx.TransportError:  # a connection that rested ends just when it is used again
        await asyncio.sleep(0.1)
        return False


@pytest.mark.parametrize(
    ("people", "recognised"),
    [
        pytest.param(3, True, id="30"),
        pytest.param(100, True, id="1000", marks=pytest.mark.slow),
        pytest.param(2, False, id="control", marks=pytest.mark.slow),
    ],
)
async def test_shuffled_repeats_on_three_replicas_do_nothing_twice(
    people: int, recognised: bool, server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    database, dice = prepare(empty_postgres_url), random.Random(SEED)
    everybody = families(server.sandbox, people)
    chats = {chat: repeated(updates, dice) for chat, updates in said_by(server.sandbox, everybody).items()}
    if not recognised:
        chats = _unrecognisable(chats)
    ports, slots = free_ports(3), asyncio.Semaphore(AT_ONCE)
    doors = [f"http://127.0.0.1:{port}/hook" for port in ports]
    async with AsyncExitStack() as stack:
        for port in ports:  # one public address, as behind a load balancer
            mine = settings(port) | {"webhook_url": doors[0]}
            await stack.enter_async_context(a_bot(server.url, empty_postgres_url, unlocked, **mine))
            await until(lambda door=port: is_open(door))  # type: ignore[misc]
        client = await stack.enter_async_context(httpx.AsyncClient(headers={HEADER: SECRET}, timeout=60))

        async def one(updates: list[Json]) -> None:
            async with slots:
                await bring(client, doors, updates, random.Random(dice.random()))

        await asyncio.gather(*map(one, chats.values()))
        expected = len({update["update_id"] for updates in chats.values() for update in updates})
        await until(lambda: database.do(settled) == expected, 300, lambda: database.do(settled))
        await until(lambda: database.do(unsent) == 0)
    found = [database.do(tally, person) for person in everybody]
    once = Tally((("done", 10),), found[0].owed, found[0].owed, 1)
    assert (found == [once] * people) is recognised, f"seed {SEED}"
    if recognised:
        assert delivered(server.sandbox) == once.owed * people
        assert server.sandbox.violations == []
    database.close()


def _unrecognisable(chats: dict[int, list[Json]]) -> dict[int, list[Json]]:
    """The same, but to a bot that takes each repeat for a new update."""
    numbers = iter(range(1, 1_000_000))
    return {chat: [update | {"update_id": next(numbers)} for update in updates] for chat, updates in chats.items()}
