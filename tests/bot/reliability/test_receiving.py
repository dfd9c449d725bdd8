"""Faults on the receiving side: whatever getUpdates answers, the bot goes on listening."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.api import Api
from bot.intake import polling
from bot.intake.inbox import Incoming
from bot.sandbox import acts, faults
from bot.sandbox.faults import Fault
from bot.sandbox.running import Running
from bot.sandbox.state import Sandbox
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import delivered, families, prepare

FAULTS = {
    "unauthorized": faults.unauthorized(),
    "not_found": faults.error(404, "Not Found"),
    "conflict": faults.conflict(),
    "too_many": faults.too_many_requests(1),
    "server_error": faults.server_error(),
    "bad_gateway": faults.bad_gateway(),
    "reset": faults.reset(),
    "reset_after": faults.reset(processed=True),
    "truncated": faults.truncated(),
    "slow": faults.slow(0.001),
    "twice": faults.duplicated(),
}


class Ear:
    """What was heard, in order."""

    def __init__(self) -> None:
        self.words: list[str] = []

    async def keep(self, batch: tuple[Incoming, ...]) -> None:
        """Note it."""
        self.words += [str(update.update_id) for update in batch]


@asynccontextmanager
async def listening(api: Api, ear: Ear) -> AsyncIterator[None]:
    """Our polling loop."""
    task = asyncio.create_task(polling.poll(api, ear.keep, lambda: None))
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait([task])


@pytest.fixture
def _quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "FIRST_PAUSE_S", 0.01)
    monkeypatch.setattr(polling, "LONGEST_PAUSE_S", 0.05)


def say(sandbox: Sandbox, person: int) -> None:
    """One message."""
    acts.perform(sandbox, person, person, acts.Say("bonjour"))


@pytest.mark.usefixtures("_quick_pauses")
@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_receiving_goes_on_after(fault: Fault, server: Running) -> None:
    (person,) = families(server.sandbox, 1)
    server.sandbox.faults.add("getUpdates", fault, times=1 if fault.code == 429 else 3)
    ear = Ear()
    async with an_api(server.url) as api, listening(api, ear):
        for count in range(1, 4):
            say(server.sandbox, person)
            await until(lambda least=count: len(set(ear.words)) == least)  # type: ignore[misc]
    assert not server.sandbox.faults._queues["getupdates"]


@pytest.mark.usefixtures("_quick_pauses")
async def test_receiving_survives_a_storm_of_faults(server: Running) -> None:
    dice = random.Random(11)
    quick = [fault for name, fault in FAULTS.items() if name not in ("too_many", "slow")]
    for _ in range(150):
        server.sandbox.faults.add("getUpdates", dice.choice(quick))
    (person,) = families(server.sandbox, 1)
    ear = Ear()
    async with an_api(server.url) as api, listening(api, ear):
        for _ in range(20):
            say(server.sandbox, person)
        while server.sandbox.faults._queues["getupdates"]:
            before = len(server.sandbox.faults._queues["getupdates"])
            say(server.sandbox, person)
            await until(lambda most=before: len(server.sandbox.faults._queues["getupdates"]) < most)  # type: ignore[misc]
        await until(lambda: not server.sandbox.updates.pending)
    said = [str(update.id) for update in server.sandbox.updates.confirmed]
    assert set(ear.words) == set(said)


async def test_a_passing_401_at_the_start_and_later_does_not_end_the_real_bot(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        server.sandbox.faults.add(method, faults.unauthorized())
    (person,) = families(server.sandbox, 1)
    acts.perform(server.sandbox, person, person, acts.Say("/aide"))
    async with a_bot(server.url, file_url, unlocked) as bot:
        await until(lambda: delivered(server.sandbox, person) == 1)
        assert [line["error"] for line in bot.logged("poll_failed")] == ["InvalidToken"]
