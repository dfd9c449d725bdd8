"""Three replicas behind the webhook on one PostgreSQL, one of whose clocks is wrong, and one after the other dies."""

import asyncio
import logging
import math
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
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from tests.bot.reliability.process import BotProcess, start, until
from tests.bot.reliability.test_shuffled import Json, repeated, said_by
from tests.bot.reliability.test_webhook import HEADER, SECRET, free_ports, is_open, settings
from tests.bot.reliability.town import delivered, families, prepare, settled, tally, unsent

FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)
AHEAD = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": "+90s", "DONT_FAKE_MONOTONIC": "1"}
log = logging.getLogger(__name__)

KILL_EVERY_S = 5.0
LONGEST_WAIT_S = 15.0
# New updates a second, of all chats together, and about three times as many deliveries: far above the busiest evening
# of such a venue. So it is measured what a death or a wrong clock costs; a flood measures how fast the cores are.
PACE = 12.0
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

    def door(self, dice: random.Random) -> str:
        """One of them, whether somebody listens there or not."""
        return f"http://127.0.0.1:{dice.choice(self.ports)}/hook"


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


class Pace:
    """Lets so many pass a second, one after the other; None: as they come. Who is late is not hurried after."""

    def __init__(self, a_second: float | None) -> None:
        self._apart, self._next = 0.0 if a_second is None else 1 / a_second, time.monotonic()

    async def turn(self) -> None:
        """Wait for one's own."""
        self._next = max(self._next + self._apart, time.monotonic())
        await asyncio.sleep(self._next - time.monotonic())


async def bring(
    client: httpx.AsyncClient, made: Replicas, updates: list[Json], dice: random.Random, pace: Pace
) -> None:
    """One chat's updates, each at any door once the one before is taken, until it is; new ones at that pace."""
    seen = set[int]()
    for update in updates:
        if update["update_id"] not in seen:
            seen.add(update["update_id"])
            await pace.turn()
        await _is_brought(client, made, update, dice)


async def _is_brought(client: httpx.AsyncClient, made: Replicas, update: Json, dice: random.Random) -> None:
    while True:
        with suppress(httpx.TransportError):
            if (await client.post(made.door(dice), json=update)).is_success:
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


def held_up(session: Session) -> list[float]:
    """Seconds from each message's being owed until it was sent, the shortest first."""
    rows = session.execute(select(OutboxRow.created_at, OutboxRow.sent_at).where(OutboxRow.sent_at.is_not(None)))
    return sorted((sent - owed).total_seconds() for owed, sent in rows)


@dataclass(frozen=True, slots=True)
class Offer:
    """How many people do ten things each, how many of these come a second, and the longest that one may wait."""

    people: int
    pace: float | None
    longest_wait: float


@pytest.mark.slow
@pytest.mark.parametrize(
    "offer",
    [
        pytest.param(Offer(10, PACE, LONGEST_WAIT_S), id="100"),
        pytest.param(Offer(100, PACE, LONGEST_WAIT_S), id="1000"),
        pytest.param(Offer(100, None, math.inf), id="flood"),
    ],
)
async def test_replicas_that_die_and_a_clock_that_is_wrong_change_nothing(
    offer: Offer, server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    if FAKETIME is None:
        pytest.skip("libfaketime is not installed, so no process has a wrong clock")
    database, dice, pace = prepare(empty_postgres_url), random.Random(20), Pace(offer.pace)
    everybody = families(server.sandbox, offer.people)
    first_times = said_by(server.sandbox, everybody)
    chats = {chat: repeated(updates, dice) for chat, updates in first_times.items()}
    slots, over = asyncio.Semaphore(AT_ONCE), asyncio.Event()
    async with (
        replicas(server, empty_postgres_url, unlocked, [{}, AHEAD, {}]) as made,
        httpx.AsyncClient(headers={HEADER: SECRET}, timeout=20) as client,
    ):

        async def one(updates: list[Json]) -> None:
            async with slots:
                await bring(client, made, updates, random.Random(dice.random()), pace)

        killing = asyncio.create_task(_die_in_turn(made, dice, over))
        began = time.monotonic()
        await asyncio.gather(*map(one, chats.values()))
        await until(lambda: database.do(settled) == 10 * offer.people, 300, lambda: database.do(settled))
        await until(lambda: database.do(unsent) == 0, 120)
        took = time.monotonic() - began
        over.set()
        await killing
    assert database.do(order) == {chat: [one["update_id"] for one in theirs] for chat, theirs in first_times.items()}
    found = [database.do(tally, person) for person in everybody]
    assert {(one.updates, one.seats, one.owed == one.sent) for one in found} == {((("done", 10),), 1, True)}
    copies = delivered(server.sandbox) - sum(one.owed for one in found)
    _tell(database, made.kills, took, copies)
    assert 0 <= copies <= 3 * made.kills
    assert max(database.do(waits)[-1], database.do(held_up)[-1]) < offer.longest_wait
    database.close()


def _tell(database: Database, kills: int, took: float, copies: int) -> None:
    waited, held = database.do(waits), database.do(held_up)
    said = (
        "%d updates, %d kills, %d copies, %.0f s; half waited %.2f s, one %.1f s; half the answers %.2f s, one %.1f s"
    )
    figures = (waited[len(waited) // 2], waited[-1], held[len(held) // 2], held[-1])
    log.warning(said, len(waited), kills, copies, took, *figures)
