"""What the operator sees: numbers on a port of their own, and little on the one that the world may reach."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.assistant.compose import Assistant
from bot.core import clock
from bot.core.errors import SettingsError
from bot.core.settings import Settings, load_settings
from bot.core.telemetry import METRICS
from bot.router.answers import Answering
from bot.run.app import App
from bot.run.health import Ailment
from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from knowledge.library.library import load_library
from knowledge.store.database import Database
from tests.bot.reliability.process import until
from tests.bot.reliability.quick_run import Deaf
from tests.bot.reliability.test_webhook import free_ports, is_open
from tests.bot.reliability.town import EVENT, STEPS, families, family_does, settled, unsent
from tests.scheduler.scene import make_event


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    async with running(Sandbox(limits=None)) as server:
        yield server


@asynccontextmanager
async def the_bot(server: Running, database: Database, **settings: str) -> AsyncIterator[App]:
    """The whole bot in this process, without understanding."""
    made = Settings(
        _env_file=None,
        token=server.sandbox.token,
        api_url=server.url,
        send_rate="off",
        beat="1h",
        database_url=database.engine.url.render_as_string(hide_password=False),
        **({"listen": "127.0.0.1:0"} | settings),
    )
    bot = App(made, database, Assistant(load_library(), made.zone), Answering(database, Deaf.open()))
    task = asyncio.create_task(bot.run())
    try:
        yield bot
    finally:
        bot.stop()
        await task


def read(text: str) -> dict[tuple[str, ...], float]:
    """Each number by its name and the values of its labels."""
    families = text_string_to_metric_families(text)
    return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}


async def test_every_number_is_on_the_operators_port_and_counts_what_happened(
    database: Database, server: Running
) -> None:
    listen, port = free_ports(2)
    database.do(lambda session: make_event(session, now=clock.real_now(), code=EVENT, capacity=9))
    (person,) = families(server.sandbox, 1)
    async with (
        the_bot(server, database, metrics=f"127.0.0.1:{port}", listen=f"127.0.0.1:{listen}"),
        httpx.AsyncClient() as client,
    ):
        await until(lambda: is_open(port))
        before = read((await client.get(f"http://127.0.0.1:{port}/metrics")).text)
        for number, step in enumerate(STEPS, start=1):
            family_does(server.sandbox, person, step)
            await until(lambda done=number: database.do(settled) >= done)  # type: ignore[misc]
        await until(lambda: database.do(unsent) == 0)
        now = read((await client.get(f"http://127.0.0.1:{port}/metrics")).text)
        ready = await client.get(f"http://127.0.0.1:{port}/readyz")
        assert (ready.status_code, ready.json()) == (200, {"ready": True})

    def more(*name: str) -> float:
        return now[name] - before.get(name, 0.0)

    assert more("cite_updates_total", "message") + more("cite_updates_total", "callback_query") == len(STEPS)
    assert sum(more(*name) for name in now if name[0] == "cite_answers_total") == len(STEPS)
    assert more("cite_signups_total") == 1
    assert more("cite_deliveries_total", "sent") >= len(STEPS)
    assert now["cite_processes",] == 1
    assert more("cite_db_seconds_count", "answer") == len(STEPS)
    assert {name for name, *_ in now} >= {name for name in METRICS if name != "cite_db_seconds"}


async def test_a_process_that_stops_is_not_ready_until_it_has_ended(database: Database, server: Running) -> None:
    (port,) = free_ports(1)
    url, said = f"http://127.0.0.1:{port}/readyz", []
    async with httpx.AsyncClient() as client:

        async def asked_meanwhile() -> None:
            answer = await client.get(url)
            said.append((answer.status_code, answer.json()))

        async with the_bot(server, database, metrics=f"127.0.0.1:{port}") as bot:
            await until(lambda: is_open(port))
            bot._free = asked_meanwhile  # type: ignore[method-assign]  # what it had in hand is done, but it has not ended
    assert said == [(503, {"ready": False})]


async def test_a_process_whose_database_does_not_answer_is_not_ready(
    database: Database, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    (port,) = free_ports(1)
    async with the_bot(server, database, metrics=f"127.0.0.1:{port}") as bot, httpx.AsyncClient() as client:
        await until(lambda: is_open(port))
        monkeypatch.setattr(bot._vitals, "ailments", lambda *about: frozenset({Ailment.DATABASE}))
        answer = await client.get(f"http://127.0.0.1:{port}/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False})


HANDED_ON = ({"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=203.0.113.9"}, {"Via": "1.1 x"})


async def test_from_outside_health_is_one_word(database: Database, server: Running) -> None:
    (port,) = free_ports(1)
    url = f"http://127.0.0.1:{port}"
    async with the_bot(server, database, listen=f"127.0.0.1:{port}"), httpx.AsyncClient() as client:
        await until(lambda: is_open(port))
        for headers in HANDED_ON:
            assert (await client.get(f"{url}/healthz", headers=headers)).json() == {"ok": True}
        assert "wrong" in (await client.get(f"{url}/healthz")).json()
        for path in ("/metrics", "/readyz"):
            assert (await client.get(f"{url}{path}")).status_code == 404


@pytest.mark.parametrize("told", ["0.0.0.0:9100", "192.0.2.1:9100", "[::]:9100", "9100", "127.0.0.1:x"])
def test_numbers_are_for_this_machine_unless_said_otherwise(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITE_METRICS", told)
    with pytest.raises(SettingsError, match="CITE_METRICS"):
        load_settings()


def test_a_port_that_others_may_reach_has_to_be_said_to_be_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITE_METRICS", "open:0.0.0.0:9100")
    assert load_settings().metrics_at == ("0.0.0.0", 9100)
    monkeypatch.setenv("CITE_METRICS", "127.0.0.1:9100")
    assert load_settings().metrics_at == ("127.0.0.1", 9100)
