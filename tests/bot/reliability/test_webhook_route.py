"""The webhook's route alone: who is let in, what is taken, and what is said before and after the commit."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from bot.core import clock
from bot.core.settings import Settings
from bot.intake import inbox
from bot.intake.inbox import Incoming
from bot.intake.receiving import BODY_LIMIT, SECRET_HEADER, web_app
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT, kept, said

SECRET = "a_secret_of_the_test"
HOOK = "https://x.test/hook"
Keep = Callable[[tuple[Incoming, ...]], Any]
UPDATE = json.dumps(said(1, 9, "bonjour")).encode()


@asynccontextmanager
async def telegram(keep: Keep, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """Telegram, as far as the route can see."""

    async def health() -> dict[str, object]:
        return {"ok": True}

    settings = Settings(webhook_url=HOOK, webhook_secret=SecretStr(SECRET))
    transport = httpx.ASGITransport(app=web_app(settings, keep, health))
    async with httpx.AsyncClient(transport=transport, headers={SECRET_HEADER: SECRET} | headers) as client:
        yield client


def into(database: Database) -> Keep:
    """Store what comes."""

    async def keep(batch: tuple[Incoming, ...]) -> None:
        await database.run(inbox.store, BOT, batch, clock.real_now())

    return keep


async def never(batch: tuple[Incoming, ...]) -> None:
    """Nothing may come."""
    raise AssertionError("stored")


async def test_it_says_ok_only_once_the_update_is_committed() -> None:
    arrived, committed = asyncio.Event(), asyncio.Event()

    async def keep(batch: tuple[Incoming, ...]) -> None:
        arrived.set()
        await committed.wait()

    async with telegram(keep) as client:
        answer = asyncio.create_task(client.post(HOOK, content=UPDATE))
        await arrived.wait()
        assert not answer.done()
        committed.set()
        assert (await answer).status_code == 200


@pytest.mark.parametrize("fault", [OperationalError("INSERT", {}, ValueError("disk full")), OSError("gone")])
async def test_what_could_not_be_committed_is_not_acknowledged(fault: Exception, database: Database) -> None:
    keeps = into(database)

    async def keep(batch: tuple[Incoming, ...]) -> None:
        if not kept(database) and faults:
            raise faults.pop()
        await keeps(batch)

    faults = [fault]
    async with telegram(keep) as client:
        assert (await client.post(HOOK, content=UPDATE)).status_code == 503
        assert kept(database) == {}
        assert (await client.post(HOOK, content=UPDATE)).status_code == 200
    assert list(kept(database)) == [1]


async def test_the_same_update_again_is_acknowledged_and_ignored(database: Database) -> None:
    async with telegram(into(database)) as client:
        for _ in range(3):
            assert (await client.post(HOOK, content=UPDATE)).status_code == 200
    assert kept(database) == {1: ("open", 0, 0)}


@pytest.mark.parametrize(
    "content_type",
    ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8", "text/plain"],
)
async def test_any_charset_is_taken(content_type: str, database: Database) -> None:
    async with telegram(into(database), **{"content-type": content_type}) as client:
        assert (await client.post(HOOK, content=UPDATE)).status_code == 200
    assert list(kept(database)) == [1]


async def test_the_secret_is_compared_in_constant_time_whatever_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []
    compare = hmac.compare_digest

    def noted(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return compare(given, wanted)

    monkeypatch.setattr(hmac, "compare_digest", noted)
    wrong = [b"", b"x", SECRET[:-1].encode(), SECRET.encode() + b"x", "é".encode(), b"\xff"]
    async with telegram(never) as client:
        for given in wrong:
            answer = await client.post(HOOK, content=UPDATE, headers=[(SECRET_HEADER.encode(), given)])
            assert answer.status_code == 403
    assert [wanted for _, wanted in compared] == [SECRET.encode()] * len(wrong)


async def test_a_body_without_end_is_not_read_to_the_end() -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 100_000
            yield b" " * 100_000

    async with telegram(never) as client:
        assert (await client.post(HOOK, content=endless())).status_code == 413
    assert read <= BODY_LIMIT + 200_000


async def test_nobody_without_the_secret_is_read_at_all() -> None:
    async def endless() -> AsyncIterator[bytes]:
        raise AssertionError("read")
        yield b""

    async with telegram(never, **{SECRET_HEADER: "wrong"}) as client:
        assert (await client.post(HOOK, content=endless())).status_code == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH"])
async def test_only_post_is_taken(method: str) -> None:
    async with telegram(never) as client:
        assert (await client.request(method, HOOK, content=UPDATE)).status_code == 405
        assert (await client.post("https://x.test/elsewhere", content=UPDATE)).status_code == 404


@pytest.mark.parametrize("path", ["/hook", "/healthz", "/nothing-here"])
async def test_whatever_is_answered_a_browser_can_use_it_for_nothing_else(path: str) -> None:
    async with telegram(never) as client:
        answer = await client.get(f"https://x.test{path}")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert (answer.headers["x-content-type-options"], answer.headers["x-frame-options"]) == ("nosniff", "DENY")
    assert (answer.headers["referrer-policy"], answer.headers["cache-control"]) == ("no-referrer", "no-store")
