"""The webhook that Telegram has: ours is watched and set again, another's is never taken away unasked."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.intake import webhook
from bot.intake.receiving import server as web_server
from bot.intake.webhook import Finding, Hook, HookWatch, judge
from bot.run.health import Vitals
from bot.sandbox import faults
from bot.sandbox.server import Running, listen
from bot.sandbox.state import Sandbox
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import QUICK, BotProcess, a_bot, start, until
from tests.bot.reliability.test_webhook import SECRET, free_ports, settings
from tests.bot.reliability.town import delivered, families, family_does, prepare

FOREIGN = "http://127.0.0.1:9/a-secret-path"
OFTEN = {"every": 0.02, "hook_every": 0.3, "sample_every": 0.2}


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCHDOG", json.dumps(OFTEN))


def calls(sandbox: Sandbox, method: str) -> int:
    """How often it was called with success."""
    return sum(call.ok and call.method == method for call in list(sandbox.calls))


def ailments(bot: BotProcess, action: str = "unwell") -> list[object]:
    """What began to be wrong, or ended to be, in order."""
    return [line["error"] for line in bot.logged(action)]


def all_is_well(bot: BotProcess) -> bool:
    """Whether all that began to be wrong has ended."""
    return sorted(map(str, ailments(bot, "well_again"))) == sorted(map(str, ailments(bot)))


@pytest.mark.parametrize(
    ("found", "wanted", "ours", "finding"),
    [
        ("", "", (), Finding.RIGHT), ("a", "a", (), Finding.RIGHT), ("", "a", (), Finding.OURS),
        ("a", "", ("a",), Finding.OURS), ("a", "b", ("a", "b"), Finding.OURS), ("x", "a", ("a",), Finding.OURS),
        ("x", "", (), Finding.FOREIGN), ("x", "", ("a",), Finding.FOREIGN), ("x", "b", ("a",), Finding.FOREIGN),
    ],
)  # fmt: skip
def test_whose_a_webhook_is(found: str, wanted: str, ours: tuple[str, ...], finding: Finding) -> None:
    assert judge(found, wanted, frozenset(ours)) is finding


@pytest.mark.parametrize(
    ("looks", "grows"), [([1, 2, 3], False), ([0, 1, 2, 3], True), ([9, 1, 2, 3, 4], True), ([1, 2, 2, 3], False)]
)
def test_ever_more_that_waits_is_noticed_at_the_fourth_look(looks: list[int], grows: bool) -> None:
    assert webhook.grows(looks) is grows


ODD = {"url": None, "pending_update_count": "x", "last_error_date": 10**30}


@pytest.mark.parametrize("told", [True, None, [], {}, ODD])
def test_whatever_telegram_tells_of_a_webhook_is_read(told: object) -> None:
    assert Hook.of(told) == Hook("")


@pytest.mark.parametrize(
    "mode", [pytest.param({}, id="polling"), pytest.param(settings(9), id="webhook", marks=pytest.mark.slow)]
)
async def test_a_start_that_finds_anothers_webhook_is_refused_and_leaves_it(
    mode: dict[str, str], server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    server.sandbox.webhook.url = FOREIGN
    bot = await start(server.url, file_url, unlocked, **mode)
    assert await bot.ended() == 1
    (sentence,) = [line for line in bot.output if not line.startswith("{")]
    assert "127.0.0.1" in sentence
    assert "cite run --take-over" in sentence
    assert "secret" not in "".join(bot.output)
    assert server.sandbox.webhook.url == FOREIGN


async def test_a_polling_bot_takes_over_if_told_to_and_later_leaves_a_strangers_webhook_alone(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    (person,) = families(server.sandbox, 1)
    server.sandbox.webhook.url = FOREIGN
    async with a_bot(server.url, file_url, unlocked, program=(*QUICK, "--take-over")) as bot:
        family_does(server.sandbox, person, "/aide")
        await until(lambda: delivered(server.sandbox, person) == 1)
        server.sandbox.webhook.url = FOREIGN
        await until(lambda: ailments(bot) == ["webhook_wrong"])
        family_does(server.sandbox, person, "/aide")
        await until(lambda: bot.logged("another_poller"))
        assert server.sandbox.webhook.url == FOREIGN
        server.sandbox.webhook.url = ""
        await until(lambda: delivered(server.sandbox, person) == 2)
        await until(lambda: ailments(bot, "well_again") == ["webhook_wrong"])
    assert calls(server.sandbox, "deleteWebhook") == 1


async def test_what_was_set_by_this_database_is_left_by_a_polling_start_and_a_lost_one_is_set_again(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    (person,) = families(server.sandbox, 1)
    (port,) = free_ports(1)
    mine = settings(port)
    server.sandbox.webhook.retry_unit = 0.05
    async with a_bot(server.url, file_url, unlocked, **mine) as bot:
        for number, (url, secret) in enumerate([("", SECRET), (FOREIGN, SECRET), (mine["webhook_url"], "another")]):
            await until(lambda: server.sandbox.webhook.url == mine["webhook_url"] and all_is_well(bot))
            server.sandbox.webhook.url, server.sandbox.webhook.secret = url, secret
            family_does(server.sandbox, person, "/aide")
            await until(lambda least=number: delivered(server.sandbox, person) > least, why=lambda: bot.output)  # type: ignore[misc]
        await until(lambda: ailments(bot)[-1] == "webhook_failing" and all_is_well(bot))
        assert ailments(bot).count("webhook_wrong") == 2
        assert await bot.stop() == 0
    async with a_bot(server.url, file_url, unlocked):
        assert server.sandbox.webhook.url == ""
        family_does(server.sandbox, person, "/aide")
        await until(lambda: delivered(server.sandbox, person) == 4)
    assert server.sandbox.webhook.url == ""


async def test_who_was_given_an_older_address_leaves_the_newer_one_in_force(
    server: Running, database: Database
) -> None:
    addresses = [f"http://127.0.0.1:9/{name}" for name in ("older", "newer")]
    async with an_api(server.url) as api, asyncio.TaskGroup() as group:
        watching = []
        for address in addresses:
            watch = HookWatch(api, database, BOT, Vitals(polls=False), wanted=address, secret=SECRET)
            watching.append(group.create_task(watch.keep(0.02)))
            await until(lambda address=address: server.sandbox.webhook.url == address)  # type: ignore[misc]
        looks = calls(server.sandbox, "getWebhookInfo")
        await until(lambda: calls(server.sandbox, "getWebhookInfo") > looks + 10)
        assert server.sandbox.webhook.url == addresses[1]
        assert calls(server.sandbox, "setWebhook") == 2
        for one in watching:
            one.cancel()


async def test_a_webhook_that_telegram_refuses_is_told_and_set_as_soon_as_it_may_be(
    server: Running, file_url: str, unlocked: str
) -> None:
    prepare(file_url).close()
    (person,) = families(server.sandbox, 1)
    (port,) = free_ports(1)
    server.sandbox.faults.add("setWebhook", faults.error(400, "Bad Request: bad webhook"), times=1000)
    family_does(server.sandbox, person, "/aide")
    async with a_bot(server.url, file_url, unlocked, **settings(port)) as bot, httpx.AsyncClient() as client:
        await until(lambda: ailments(bot) == ["webhook_wrong"])
        health = await client.get(f"http://127.0.0.1:{port}/healthz")
        assert (health.status_code, health.json()["wrong"]) == (503, ["webhook_wrong"])
        server.sandbox.faults.clear()
        await until(lambda: delivered(server.sandbox, person) == 1)
        await until(lambda: ailments(bot, "well_again") == ["webhook_wrong"])


class Gate:
    """What stands before the bot at the public address; shut, it answers as a web server whose bot is gone."""

    def __init__(self, target: str) -> None:
        self.target, self.is_open, self.url = target, True, ""

    async def pass_on(self, request: Request) -> Response:
        """One request."""
        if not self.is_open:
            return Response("Bad Gateway", status_code=502)
        async with httpx.AsyncClient() as client:
            headers = {name: value for name, value in request.headers.items() if name.startswith("x-telegram")}
            answer = await client.post(self.target, content=await request.body(), headers=headers)
        return Response(answer.content, answer.status_code)


@asynccontextmanager
async def a_gate(target: str) -> AsyncIterator[Gate]:
    """One on a free port."""
    gate, sock = Gate(target), listen()
    gate.url = "http://{}:{}/hook".format(*sock.getsockname())
    web = web_server(Starlette(routes=[Route("/hook", gate.pass_on, methods=["POST"])]), "127.0.0.1", 0)
    task = asyncio.create_task(web.serve(sockets=[sock]))
    try:
        yield gate
    finally:
        web.should_exit = True
        await task


@pytest.mark.parametrize(
    "watched", [pytest.param(True, id="watched"), pytest.param(False, id="control", marks=pytest.mark.slow)]
)
async def test_an_address_that_fails_is_told_and_set_again_and_nothing_is_lost(
    watched: bool, server: Running, file_url: str, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not watched:
        monkeypatch.setenv("WATCHDOG", json.dumps(OFTEN | {"hook_every": 1000.0}))
    prepare(file_url).close()
    people = families(server.sandbox, 3)
    (port,) = free_ports(1)
    server.sandbox.webhook.retry_unit = 0.05
    async with a_gate(f"http://127.0.0.1:{port}/hook") as gate:
        mine = settings(port) | {"webhook_url": gate.url}
        async with a_bot(server.url, file_url, unlocked, **mine) as bot, httpx.AsyncClient() as client:
            await until(lambda: calls(server.sandbox, "setWebhook") == 1)
            gate.is_open = False
            for person in people:
                family_does(server.sandbox, person, "/aide")
            await until(lambda: server.sandbox.webhook.last_error or calls(server.sandbox, "setWebhook") > 1)
            if not watched:
                health = await client.get(f"http://127.0.0.1:{port}/healthz")
                assert health.json()["ok"]  # it does not know that nobody reaches it
                return
            await until(lambda: ailments(bot) == ["webhook_failing"])
            await until(lambda: calls(server.sandbox, "setWebhook") >= 2)
            gate.is_open = True
            await until(lambda: delivered(server.sandbox) == len(people))
            await until(lambda: ailments(bot, "well_again") == ["webhook_failing"])
