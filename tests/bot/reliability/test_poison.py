"""Updates that cannot be handled, among many that can: set aside after two tries, and nobody else waits."""

import asyncio
import json
from collections import Counter
from dataclasses import replace

import httpx
import pytest
from pydantic import SecretStr

from bot.bot_api.api import Api, read_answer, read_update
from bot.core import clock
from bot.core.settings import Settings
from bot.intake import inbox
from bot.intake.inbox import Incoming
from bot.intake.receiving import SECRET_HEADER, Timing, poll, web_app
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT, Pulse, Table, all_handled, kept
from tests.bot.reliability.poison import Crowd, crowd
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import until
from tests.bot.reliability.raw_telegram import raw_telegram

SECRET = "a_secret_of_the_test"
QUICK = Timing(poll=0, margin=5.0, first_pause=0.01, longest_pause=0.02)


async def all_polled(database: Database, api: Api, count: int) -> None:
    """Poll until so many are stored."""

    async def keep(batch: tuple[Incoming, ...]) -> None:
        await database.run(inbox.store, BOT, batch, clock.real_now())

    pulse = Pulse()
    task = asyncio.create_task(poll(api, keep, pulse, QUICK))
    await until(lambda: len(kept(database)) == count, 30, lambda: (pulse.begun, pulse.good, len(kept(database))))
    task.cancel()
    await asyncio.wait([task])


async def all_posted(database: Database, updates: dict[int, bytes]) -> None:
    """Give each to the webhook, as Telegram does: the next one once this one was taken."""

    async def keep(batch: tuple[Incoming, ...]) -> None:
        await database.run(inbox.store, BOT, batch, clock.real_now())

    async def health() -> dict[str, object]:
        return {"ok": True}

    settings = Settings(webhook_url="https://x.test/hook", webhook_secret=SecretStr(SECRET))
    transport = httpx.ASGITransport(app=web_app(settings, keep, health))
    async with httpx.AsyncClient(transport=transport, headers={SECRET_HEADER: SECRET}) as client:
        for body in updates.values():
            answer = await client.post("https://x.test/hook", content=body)
            assert answer.status_code == 200


SIZES = [200, pytest.param(1000, marks=pytest.mark.slow)]


def _set_aside_exactly(poisoned: Crowd, database: Database) -> None:
    found = kept(database)
    assert {found[number] for number in poisoned.poison} == {("set_aside", 2, 2)}
    assert {state for number, state in found.items() if number not in poisoned.poison} == {("done", 1, 0)}
    tally = Counter(state for state, _, _ in found.values())
    assert tally == {"done": len(found) - len(poisoned.poison), "set_aside": len(poisoned.poison)}


@pytest.mark.parametrize("size", SIZES)
async def test_one_in_twenty_polled_is_set_aside_and_the_others_are_handled(database: Database, size: int) -> None:
    poisoned = crowd(size, size // 20, seed=12)
    async with raw_telegram(poisoned.updates) as telegram, an_api(telegram.url) as api:
        await all_polled(database, api, size)
        await all_handled(database, Table(), api, count=3, patience=60)
    _set_aside_exactly(poisoned, database)


@pytest.mark.parametrize("size", SIZES)
async def test_one_in_twenty_posted_to_the_webhook_is_set_aside_and_the_others_are_handled(
    database: Database, size: int
) -> None:
    poisoned = crowd(size, size // 20, seed=13)
    async with raw_telegram({}) as telegram, an_api(telegram.url) as api:
        await all_posted(database, poisoned.updates)
        await all_handled(database, Table(), api, count=3, patience=60)
    _set_aside_exactly(poisoned, database)


def test_an_answer_that_was_cut_off_is_not_taken_for_received() -> None:
    whole = b'{"ok":true,"result":[' + b",".join(crowd(30, 15, seed=1).updates.values()) + b"]}"
    assert len(read_answer(whole)["result"]) == 30
    for at in range(1, len(whole), 99_991):
        with pytest.raises(ValueError, match=r"cut off|not an answer"):
            read_answer(whole[:at])


def test_words_cannot_pose_as_an_updates_number() -> None:
    words = json.dumps('"update_id": 7, [{')
    unread = b'{"message":{"text":' + words.encode() + b',"x":' + b"9" * 5000 + b'},"update_id": 8}'
    (found,) = inbox.read_raw([read_update(unread)])
    assert found.update_id == 8


async def test_what_cannot_be_confirmed_is_not_asked_for_without_end(caplog: pytest.LogCaptureFixture) -> None:
    async def keep(batch: tuple[Incoming, ...]) -> None:
        raise AssertionError("kept")

    pulse = Pulse()
    async with raw_telegram({1: b'{"message": {}}'}) as telegram, an_api(telegram.url) as api:
        task = asyncio.create_task(poll(api, keep, pulse, replace(QUICK, first_pause=60.0)))
        await until(lambda: "receiving failed" in caplog.messages, 10)
        task.cancel()
        await asyncio.wait([task])
    assert (pulse.begun, pulse.good) == (1, 0)


def test_what_has_no_number_is_no_update() -> None:
    for body in (b"not json", b"[" * 100_000, b'{"update_id": "x", "y": ' + b"9" * 5000 + b"}"):
        with pytest.raises(ValueError, match="not an update"):
            read_update(body)
    for number in (None, True, "1", 1.5, -1, 2**63):
        assert inbox.read_raw([{"update_id": number}]) == ()
