"""Webhook mode: two whole processes on one PostgreSQL database, and who is let in."""

import json
import socket
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from bot.core import clock
from bot.intake import inbox, webhook
from bot.sandbox.server import Running
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT, said
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import STEPS, Tally, delivered, families, family_does, prepare, settled, tally, unsent
from tests.scheduler.scene import transaction, until_somebody_waits

SECRET = "webhook_secret_of_the_test"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def is_open(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def settings(port: int) -> dict[str, str]:
    """A bot behind the webhook at this port."""
    return {"listen": f"127.0.0.1:{port}", "webhook_url": f"http://127.0.0.1:{port}/hook", "webhook_secret": SECRET}


async def test_two_processes_share_one_database_and_do_nothing_twice(
    server: Running, empty_postgres_url: str, unlocked: str
) -> None:
    database = prepare(empty_postgres_url)
    people = families(server.sandbox, 12)
    first, second = free_ports(2)
    async with (
        a_bot(server.url, empty_postgres_url, unlocked, **settings(first)),
        a_bot(server.url, empty_postgres_url, unlocked, **settings(second)),
    ):
        await until(lambda: server.sandbox.webhook.url and is_open(first) and is_open(second))
        for number, step in enumerate(STEPS, start=1):
            for person in people:
                family_does(server.sandbox, person, step)
            # Telegram keeps messages and presses in two lines: a person presses what they have seen.
            await until(lambda done=12 * number: database.do(settled) >= done)  # type: ignore[misc]
        await _repeat_everything(server.sandbox, first, second)
        assert database.do(inbox.count_open) == 0
        await until(lambda: database.do(unsent) == 0)
    found = [database.do(tally, person) for person in people]
    assert found == [Tally((("done", 10),), found[0].owed, found[0].owed, 1)] * 12
    assert delivered(server.sandbox) == found[0].owed * 12
    assert server.sandbox.violations == []
    database.close()


def test_two_that_begin_at_once_write_down_the_same_address(postgres_database: Database) -> None:
    now = clock.real_now()
    with ThreadPoolExecutor(1) as pool:
        with transaction(postgres_database) as one:
            webhook.write_down(one, BOT, "https://bot.example/hook", now)
            one.flush()
            other = pool.submit(postgres_database.do, webhook.write_down, BOT, "https://bot.example/hook", now)
            until_somebody_waits(postgres_database)
        other.result()
    assert postgres_database.do(webhook.written_down, BOT) == {"https://bot.example/hook"}


async def _repeat_everything(sandbox: Sandbox, first: int, second: int) -> None:
    """Each update at both processes, once the sandbox has delivered it to its webhook."""
    await until(lambda: not sandbox.updates.pending)
    async with httpx.AsyncClient(headers={HEADER: SECRET}) as client:
        for update in sandbox.updates.confirmed:
            for port in (first, second):
                answer = await client.post(f"http://127.0.0.1:{port}/hook", json=update.as_json())
                assert answer.status_code == 200


@pytest.fixture
async def hook(server: Running, file_url: str, unlocked: str) -> AsyncIterator[tuple[httpx.AsyncClient, str, Any]]:
    database = prepare(file_url)
    (port,) = free_ports(1)
    async with a_bot(server.url, file_url, unlocked, **settings(port)), httpx.AsyncClient() as client:
        await until(lambda: is_open(port))
        yield client, f"http://127.0.0.1:{port}/hook", database
    database.close()


async def test_only_telegram_is_let_in(hook: tuple[httpx.AsyncClient, str, Any]) -> None:
    client, url, database = hook
    body = json.dumps(said(1, 9, "/aide")).encode()
    right = {HEADER: SECRET, "content-type": "application/json; charset=utf-8"}
    refused = {
        403: [(body, {}), (body, {HEADER: "wrong"}), (body, {HEADER: SECRET + "x"}), (body, {HEADER: "é".encode()})],
        413: [(b"[" + b" " * 2_000_000 + b"]", right)],
        400: [(b"not json", right), (b"[" * 100_000, right), (b"\xff", right)],
    }
    for status, requests in refused.items():
        for content, headers in requests:
            assert (await client.post(url, content=content, headers=headers)).status_code == status
    assert (await client.get(url, headers=right)).status_code == 405
    assert database.do(settled) == 0
    assert (await client.post(url, content=body, headers=right)).status_code == 200
    await until(lambda: database.do(settled) == 1)
    health = await client.get(url.replace("/hook", "/healthz"))
    assert (health.status_code, health.json()["ok"]) == (200, True)
