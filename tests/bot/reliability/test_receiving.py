"""Faults on the receiving side: whatever getUpdates answers, the bot goes on listening."""

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from telegram import Bot
from telegram.error import InvalidToken
from telegram.ext import Updater

from bot.bot_api.api import Api
from bot.intake.inbox import Incoming
from bot.intake.receiving import TIMING, Timing, poll
from bot.run.health import LIMITS, NEVER_FATAL, Ailment, Vitals
from bot.sandbox import actions, faults
from bot.sandbox.faults import Fault
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.reliability.desk import Pulse
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import delivered, families, prepare

# A poll that is answered at once, a hang that is given up in a twentieth of a second, and pauses to match.
QUICK = Timing(poll=0, margin=0.05, first_pause=0.001, longest_pause=0.01, longest_halt=0.01, contested=0.01)

FAULTS: dict[str, Fault] = {
    "unauthorized": faults.unauthorized(),
    "not_found": faults.error(404, "Not Found"),
    "conflict": faults.conflict(),
    "too_many": faults.too_many_requests(30),
    "server_error": faults.server_error(),
    "bad_gateway": faults.bad_gateway(),
    "truncated": faults.truncated(),
    "empty": faults.empty(),
    "hang": faults.hang(),
    "hang_after": faults.hang(processed=True),
    "reset": faults.reset(),
    "reset_after": faults.reset(processed=True),
    "slow": faults.slow(0.001),
    "very_slow": faults.slow(0.02),
    "twice": faults.duplicated(),
}
WAITED_FOR = ("hang", "hang_after", "very_slow")


class Ear:
    """What was heard, in order."""

    def __init__(self) -> None:
        self.numbers: list[int] = []

    async def keep(self, batch: tuple[Incoming, ...]) -> None:
        """Note it."""
        self.numbers += [update.update_id for update in batch]


@asynccontextmanager
async def listening(api: Api, ear: Ear, timing: Timing = QUICK) -> AsyncIterator[None]:
    """Our polling loop."""
    task = asyncio.create_task(poll(api, ear.keep, Pulse(), timing))
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait([task])


def say(sandbox: Sandbox, person: int) -> None:
    """One message."""
    actions.perform(sandbox, person, person, actions.Say("bonjour"))


def still_to_come(sandbox: Sandbox) -> int:
    """How many faults were ordered and not met yet."""
    return len(sandbox.faults._queues["getupdates"])


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_receiving_goes_on_after(fault: Fault, server: Running) -> None:
    (person,) = families(server.sandbox, 1)
    server.sandbox.faults.add("getUpdates", fault, times=3)
    ear = Ear()
    async with an_api(server.url) as api, listening(api, ear):
        for count in range(1, 4):
            say(server.sandbox, person)
            await until(_heard(ear, count), 10)
        await until(lambda: not still_to_come(server.sandbox), 10)


async def test_updates_without_a_number_are_asked_for_with_pauses(
    server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    async def call(api: Api, method: str, **given: object) -> object:
        asked.append(method)
        await asyncio.sleep(0)
        return [{"message": {}}]

    async with an_api(server.url) as api:
        monkeypatch.setattr(Api, "call", call)
        async with listening(api, Ear(), replace(QUICK, first_pause=10.0, longest_pause=10.0)):
            await until(lambda: asked)
            await asyncio.sleep(0.1)
    assert asked == ["getUpdates"]


async def test_an_answer_that_drips_without_a_pause_is_given_up(server: Running) -> None:
    (person,) = families(server.sandbox, 1)
    actions.perform(server.sandbox, person, person, actions.Say("x" * 4000))
    server.sandbox.faults.add("getUpdates", faults.slow(0.05))  # half a minute in all, and never a second of silence
    ear = Ear()
    async with an_api(server.url) as api, listening(api, ear, replace(QUICK, margin=1.0)):
        await until(_heard(ear, 1), 10)


def _heard(ear: Ear, count: int) -> Callable[[], bool]:
    return lambda: len(set(ear.numbers)) == count


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.slow)])
async def test_a_storm_of_faults_loses_nothing_and_receiving_is_back_at_once(count: int, server: Running) -> None:
    dice = random.Random(11)
    weights = [1 if name in WAITED_FOR else 4 for name in FAULTS]
    for fault in dice.choices(list(FAULTS.values()), weights, k=count):
        server.sandbox.faults.add("getUpdates", fault)
    (person,) = families(server.sandbox, 1)
    ear = Ear()
    async with an_api(server.url) as api, listening(api, ear):
        while left := still_to_come(server.sandbox):
            say(server.sandbox, person)
            await until(lambda most=left: still_to_come(server.sandbox) < most, 10)  # type: ignore[misc]
        over = time.monotonic()
        say(server.sandbox, person)
        await until(lambda: not server.sandbox.updates.pending, 10)
        assert time.monotonic() - over < 5.0  # and not a pause grown by the faults before
    said = [update.id for update in server.sandbox.updates.confirmed]
    assert sorted(set(ear.numbers)) == said
    assert not [call for call in server.sandbox.calls if call.method == "deleteWebhook"]


def test_the_longest_wait_after_any_fault_is_below_a_minute() -> None:
    # A hang is given up after poll and margin, and the longest pause may follow.
    assert TIMING.poll + TIMING.margin + TIMING.longest_pause < 60
    assert TIMING.poll + TIMING.margin + TIMING.first_pause < 30  # a silence is no reason for a longer pause
    assert TIMING.longest_halt <= 60


@pytest.mark.slow
async def test_the_real_bot_hears_again_within_a_minute_of_the_last_fault(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    for fault in (*FAULTS.values(), faults.hang()):
        server.sandbox.faults.add("getUpdates", fault)
    (person,) = families(server.sandbox, 1)
    async with a_bot(server.url, file_url, unlocked):
        await until(lambda: not still_to_come(server.sandbox), 600)
        met = time.monotonic()  # it hangs from now on
        actions.perform(server.sandbox, person, person, actions.Say("/aide"))
        await until(lambda: delivered(server.sandbox, person) == 1, 60)
        assert time.monotonic() - met < 60


async def test_connections_that_are_stuck_do_not_keep_it_deaf(server: Running) -> None:
    (person,) = families(server.sandbox, 1)
    server.sandbox.faults.add("getUpdates", faults.hang(), times=8)
    ear = Ear()
    async with an_api(server.url) as api:
        stuck = [asyncio.create_task(api.call("getUpdates", timeout_s=600)) for _ in range(8)]
        await until(lambda: not still_to_come(server.sandbox))
        async with listening(api, ear):
            say(server.sandbox, person)
            await until(_heard(ear, 1), 10)
        for task in stuck:
            task.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)


async def test_the_library_alone_is_deaf_after_one_401(server: Running) -> None:
    server.sandbox.faults.add("getUpdates", faults.unauthorized())
    (person,) = families(server.sandbox, 1)
    queue: asyncio.Queue[object] = asyncio.Queue()
    bot = Bot(DEFAULT_TOKEN, base_url=f"{server.url}/bot")
    async with Updater(bot, queue) as updater:
        await updater.start_polling()
        (task,) = [task for task in asyncio.all_tasks() if "polling_task" in task.get_name()]
        await asyncio.wait([task], timeout=10)
        say(server.sandbox, person)
        assert task.done()
        assert updater.running  # and it does not know
        with pytest.raises(InvalidToken):
            await updater.stop()
    assert len(server.sandbox.updates.pending) == 1


async def test_a_passing_401_at_the_start_and_later_does_not_end_the_real_bot(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    for method in ("getMe", "getWebhookInfo", "getUpdates"):
        server.sandbox.faults.add(method, faults.unauthorized())
    (person,) = families(server.sandbox, 1)
    actions.perform(server.sandbox, person, person, actions.Say("/aide"))
    async with a_bot(server.url, file_url, unlocked) as bot:
        await until(lambda: delivered(server.sandbox, person) == 1)
        assert [line["error"] for line in bot.logged("poll_failed")] == ["InvalidToken"]


async def test_of_two_programs_that_fetch_the_second_waits_says_so_once_and_takes_over(
    server: Running, caplog: pytest.LogCaptureFixture
) -> None:
    (person,) = families(server.sandbox, 1)
    here_before, new = Pulse(), Pulse()
    first, second = Ear(), Ear()
    long_polls = Timing(poll=20, margin=5.0, first_pause=0.001)
    async with an_api(server.url) as one, an_api(server.url) as other:
        early = asyncio.create_task(poll(one, first.keep, here_before, replace(long_polls, settled=0.0)))
        await until(lambda: here_before.begun)
        late = asyncio.create_task(poll(other, second.keep, new, replace(long_polls, contested=0.05)))
        await until(lambda: new.rivals >= 3)
        assert here_before.rivals >= 3
        say(server.sandbox, person)
        await until(lambda: first.numbers or second.numbers)  # whoever asks this moment
        assert [record.levelname for record in caplog.records if getattr(record, "action", "") == "another_poller"] == [
            "ERROR"
        ] * 2
        early.cancel()
        heard = new.good
        say(server.sandbox, person)
        await until(lambda: new.good > heard)
        late.cancel()
        await asyncio.wait([early, late])


def test_a_rival_is_shown_and_ends_no_process_until_it_is_gone() -> None:
    vitals = Vitals(polls=True)
    vitals.contested()
    assert vitals.ailments(LIMITS) == {Ailment.ANOTHER_POLLER}
    assert Ailment.ANOTHER_POLLER in NEVER_FATAL
    vitals.heard()
    assert vitals.ailments(LIMITS) == frozenset()
