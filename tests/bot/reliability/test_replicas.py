"""Three replicas behind the webhook on one PostgreSQL, one of whose clocks is wrong, and one after the other dies."""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.tables import InboxRow, InboxState
from bot.sandbox.server import Running
from tests.bot.reliability.process import BotProcess, start, until
from tests.bot.reliability.test_shuffled import Json, repeated, said_by
from tests.bot.reliability.test_webhook import HEADER, SECRET, free_ports, is_open, settings
from tests.bot.reliability.town import delivered, families, prepare, settled, tally, unsent

FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
AHEAD = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": "+90s", "DONT_FAKE_MONOTONIC": "1"}
log = logging.getLogger(__name__)

KILL_EVERY_S = 5.0
LONGEST_WAIT_S = 15.0
BEGINS_WITHIN_S = 240.0  # several at once, on a machine that has much else to do
AT_ONCE = 12


@dataclass(slots=True)
class Replicas:
    """Each at a port of its own; whoever is killed is started anew at once, as a supervisor does."""

    server: Running
    url: str
    key: str
    ports: list[int]
    environments: list[Mapping[str, str]]
    now: list[BotProcess] = field(default_factory=list)
    kills: int = 0

    async def begin(self, number: int) -> BotProcess:
        """Start the one of this number."""
        port = self.ports[number]
        mine = settings(port) | {"webhook_url": f"http://127.0.0.1:{self.ports[0]}/hook"}
        environment = self.environments[number]
        return await start(self.server.url, self.url, self.key, environment=environment, **mine)

    async def kill(self, number: int) -> None:
        """SIGKILL, and a new one in its place."""
        await self.now[number].kill()
        self.kills += 1
        self.now[number] = await self.begin(number)

    def doors(self) -> list[str]:
        """Where somebody listens, as a load balancer knows."""
        return [f"http://127.0.0.1:{port}/hook" for port in self.ports if is_open(port)]


@asynccontextmanager
async def replicas(
    server: Running, url: str, key: str, environments: list[Mapping[str, str]]
) -> AsyncIterator[Replicas]:
    """All of them serve."""
    made = Replicas(server, url, key, free_ports(len(environments)), environments)
    try:
        made.now = [await made.begin(number) for number in range(len(environments))]
        for bot, port in zip(made.now, made.ports, strict=True):
            await bot.is_ready(BEGINS_WITHIN_S)
            await until(lambda port=port: is_open(port), BEGINS_WITHIN_S)  # type: ignore[misc]
        yield made
    finally:
        for bot in made.now:
            if bot.process.returncode is None:
                await bot.kill()


async def bring(client: httpx.AsyncClient, made: Replicas, updates: list[Json], dice: random.Random) -> None:
    """One chat's updates, each at any open door once the one before is taken, until it is."""
    for update in updates:
        await _is_brought(client, made, update, dice)


async def _is_brought(client: httpx.AsyncClient, made: Replicas, update: Json, dice: random.Random) -> None:
    while True:
        doors = made.doors()
        with suppress(httpx.TransportError):
            if doors and (await client.post(dice.choice(doors), json=update)).is_success:
                return
        await asyncio.sleep(0.05)  # as Telegram does


async def _die_in_turn(made: Replicas, dice: random.Random, over: asyncio.Event) -> None:
    while not over.is_set():
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), KILL_EVERY_S)
        serving = [number for number, port in enumerate(made.ports) if is_open(port)]
        if not over.is_set() and len(serving) > 1:  # on a busy machine, a new one takes longer than that to begin
            await made.kill(dice.choice(serving))


def order(session: Session) -> dict[int, list[int]]:
    """Each chat's updates as they were handled."""
    done = select(InboxRow).where(InboxRow.state == InboxState.DONE).order_by(InboxRow.done_at, InboxRow.update_id)
    found: dict[int, list[int]] = {}
    for row in session.scalars(done):
        found.setdefault(row.chat_id, []).append(row.update_id)
    return found


def waits(session: Session) -> list[float]:
    """Seconds from each update's coming in until it was done, the shortest first."""
    rows = session.execute(select(InboxRow.received_at, InboxRow.done_at).where(InboxRow.done_at.is_not(None)))
    return sorted((done - received).total_seconds() for received, done in rows)


@pytest.mark.slow
@pytest.mark.parametrize("people", [pytest.param(10, id="100"), pytest.param(100, id="1000")])
async def test_replicas_that_die_and_a_clock_that_is_wrong_change_nothing(
    people: int, server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    if FAKETIME is None:
        pytest.skip("libfaketime is not installed, so no process has a wrong clock")
    database, dice = prepare(empty_postgres_url), random.Random(20)
    everybody = families(server.sandbox, people)
    first_times = said_by(server.sandbox, everybody)
    chats = {chat: repeated(updates, dice) for chat, updates in first_times.items()}
    slots, over = asyncio.Semaphore(AT_ONCE), asyncio.Event()
    async with (
        replicas(server, empty_postgres_url, unlocked, [{}, AHEAD, {}]) as made,
        httpx.AsyncClient(headers={HEADER: SECRET}, timeout=20) as client,
    ):

        async def one(updates: list[Json]) -> None:
            async with slots:
                await bring(client, made, updates, random.Random(dice.random()))

        killing = asyncio.create_task(_die_in_turn(made, dice, over))
        began = time.monotonic()
        await asyncio.gather(*map(one, chats.values()))
        await until(lambda: database.do(settled) == 10 * people, 300, lambda: database.do(settled))
        await until(lambda: database.do(unsent) == 0, 120)
        took = time.monotonic() - began
        over.set()
        await killing
    assert database.do(order) == {chat: [one["update_id"] for one in theirs] for chat, theirs in first_times.items()}
    found = [database.do(tally, person) for person in everybody]
    assert {(one.updates, one.seats, one.owed == one.sent) for one in found} == {((("done", 10),), 1, True)}
    copies = delivered(server.sandbox) - sum(one.owed for one in found)
    waited = database.do(waits)
    said = "%d updates, %d kills in %.0f s; %.2f s waited half, %.1f s the longest; %d copies"
    log.warning(said, 10 * people, made.kills, took, waited[len(waited) // 2], waited[-1], copies)
    assert 0 <= copies <= 3 * made.kills
    assert waited[-1] < LONGEST_WAIT_S
    database.close()
