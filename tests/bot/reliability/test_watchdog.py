"""The watchdog: what a new start can mend ends the process, what it cannot is only told."""

import asyncio
import json
import logging
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from bot.core import clock
from bot.run import health
from bot.run.health import EXIT_CODE, LIMITS, OUR_OWN, Ailment, Vitals, Waiting, Watchdog, measure
from bot.sandbox import faults
from bot.sandbox.server import Running
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox.outbox import OutboxState
from tests.bot.reliability.desk import Table, all_handled, keep, said
from tests.bot.reliability.post import an_api, owe
from tests.bot.reliability.process import a_bot, start, until
from tests.bot.reliability.quick_run import FAULTS
from tests.bot.reliability.test_webhook import is_open
from tests.bot.reliability.town import families, family_does, prepare

SHORT = {"every": 0.05, "own_patience": 0.5, "loop": 0.5, "deaf": 3.0, "grace": 1.0, "sample_every": 0.1}


class Patient:
    """Vitals on a clock of the test's own, and who watches them."""

    def __init__(self, *, polls: bool = True) -> None:
        self.now = 1000.0
        self.vitals = Vitals(polls=polls, monotonic=lambda: self.now)
        self.watchdog = Watchdog(self.vitals, LIMITS, lambda: None)

    def later(
        self, seconds: int, *, tries: bool = True, hears: bool = True, samples: bool = True, beats: bool = True
    ) -> Ailment | None:
        """So many looks, a second apart; the first ailment that lasts too long."""
        for _ in range(seconds):
            self.now += 1
            self.vitals.turns += 1
            if tries:
                self.vitals.tried()
            if hears:
                self.vitals.heard()
            if samples:
                self.vitals.sampled(self.vitals.waiting)
            if beats:
                self.vitals.beaten()
            found = self.watchdog.look()
            if found is not None:
                return found
        return None

    @property
    def wrong(self) -> object:
        return self.watchdog.health()["wrong"]


def test_a_process_that_works_is_left_alone_for_ever() -> None:
    patient = Patient()
    assert patient.later(100_000) is None
    assert patient.watchdog.health()["ok"]


def test_telegram_may_be_unreachable_for_half_an_hour_before_a_new_start_is_tried() -> None:
    patient = Patient()
    assert patient.later(180, hears=False) is None
    assert patient.wrong == []
    assert patient.later(1800, hears=False) is None
    assert patient.wrong == ["deaf"]
    assert patient.later(2, hears=False) is Ailment.DEAF


def test_whoever_hears_again_begins_anew() -> None:
    patient = Patient()
    assert patient.later(1900, hears=False) is None
    assert patient.later(1) is None
    assert patient.wrong == []
    assert patient.later(1900, hears=False) is None


@pytest.mark.parametrize(
    ("without", "wrong", "after"),
    [
        ("tries", Ailment.POLL_STUCK, 180 + 30),
        ("samples", Ailment.DATABASE, 60 + 1800),
        ("beats", Ailment.BEAT, 180 + 1800),
    ],
)
def test_what_is_missing_is_noticed(without: str, wrong: Ailment, after: int) -> None:
    patient = Patient()
    assert patient.later(after, **{without: False}) is None
    assert patient.wrong == [wrong.value]
    assert patient.later(2, **{without: False}) is wrong


def test_a_beat_that_fails_for_one_event_is_shown_and_ends_no_process() -> None:
    patient = Patient()
    patient.vitals.beaten(in_part=True)
    for _ in range(100):
        assert patient.later(100, beats=False) is None
        patient.vitals.beaten(in_part=True)
    assert patient.wrong == ["beat_part"]
    patient.vitals.beaten()
    assert patient.wrong == []


def test_beats_that_are_far_between_are_given_four_times_as_long() -> None:
    now = [0.0]
    vitals = Vitals(polls=False, beat_every=600.0, monotonic=lambda: now[0])
    now[0] = 2_400.0
    vitals.heard()
    vitals.sampled(Waiting())
    assert vitals.ailments(LIMITS) == frozenset()
    now[0] += 1
    assert vitals.ailments(LIMITS) == {Ailment.BEAT}


def test_a_task_that_ended_is_given_half_a_minute() -> None:
    patient = Patient()
    patient.vitals.ended = "intake"
    assert patient.later(30) is None
    assert patient.later(1) is Ailment.TASK_ENDED


@pytest.mark.parametrize("waiting", [Waiting(inbox_s=901.0), Waiting(outbox_s=901.0)], ids=["inbox", "outbox"])
def test_work_that_piles_up_is_told_at_once_and_mended_late(waiting: Waiting) -> None:
    patient = Patient()
    patient.vitals.sampled(waiting)
    assert patient.later(1800) is None
    assert not patient.watchdog.health()["ok"]
    assert patient.later(1) in (Ailment.INBOX_OLD, Ailment.OUTBOX_OLD)


def test_behind_a_webhook_who_is_heard_are_the_looks_at_it() -> None:
    patient = Patient(polls=False)
    for _ in range(100):
        assert patient.later(100, tries=False, hears=False) is None
        patient.vitals.looked(wrong=False, failing=False)
    assert patient.wrong == []
    assert patient.later(200, tries=False, hears=False) is None
    assert patient.wrong == ["deaf"]


def test_a_webhook_that_is_wrong_or_fails_is_told_and_mended_late() -> None:
    patient = Patient(polls=False)
    patient.vitals.looked(wrong=True, failing=True)
    assert patient.later(1) is None
    assert patient.wrong == ["webhook_failing", "webhook_wrong"]
    patient.vitals.looked(wrong=False, failing=False)
    assert patient.later(1) is None
    assert patient.wrong == []


def test_a_machine_that_was_suspended_does_not_seem_ill() -> None:
    patient = Patient()
    patient.now += 100_000
    assert patient.watchdog.look() is None
    assert patient.later(5) is None
    assert patient.watchdog.health()["ok"]


def test_each_ailment_is_logged_once_with_its_name_only(caplog: pytest.LogCaptureFixture) -> None:
    patient = Patient()
    with caplog.at_level(logging.WARNING):
        patient.later(400, hears=False)
        patient.later(10)
        patient.later(400, hears=False)
    said = [(record.__dict__["action"], record.__dict__["error"]) for record in caplog.records]
    assert said == [("unwell", "deaf"), ("well_again", "deaf"), ("unwell", "deaf")]


def test_our_own_faults_are_mended_sooner_than_others() -> None:
    assert set(OUR_OWN) == {*map(Ailment, FAULTS), Ailment.DATABASE_GONE}
    assert LIMITS.own_patience < 60 < 1800 <= LIMITS.others_patience


async def test_ages_are_those_of_what_waits_and_is_due(database: Database, server: Running) -> None:
    assert database.do(_measured) == Waiting()
    keep(database, said(1, 9, "bonjour"))
    owe(database, 9, "un")
    later = owe(database, 9, "deux")
    database.do(_not_before, later, clock.elapsed() + 1000)
    found = database.do(_measured)
    assert found.inbox == 1
    assert 100 <= found.outbox_s <= found.inbox_s < 200
    async with an_api(server.url) as api:
        await all_handled(database, Table(), api)
    assert database.do(_measured).inbox == 0


def test_one_chats_long_line_is_no_outage_while_others_are_served(database: Database) -> None:
    for n in range(3):
        owe(database, 9, f"{n}")
    in_an_hour = clock.real_now() + timedelta(hours=1)

    def held_up(session: Session) -> float:
        return measure(session, clock.elapsed(), in_an_hour, in_an_hour).outbox_s

    assert database.do(held_up) > LIMITS.waiting  # nothing at all goes out
    database.do(_sent_at, owe(database, 10, "parti"), in_an_hour - timedelta(seconds=5))
    assert database.do(held_up) < 10
    owe(database, 11, "attend aussi")
    assert database.do(held_up) > LIMITS.waiting


def _sent_at(session: Session, row: int, at: datetime) -> None:
    session.get_one(OutboxRow, row).state = OutboxState.SENT
    session.get_one(OutboxRow, row).sent_at = at


def _measured(session: Session) -> Waiting:
    in_100_s = clock.real_now() + timedelta(seconds=100)
    return measure(session, clock.elapsed(), in_100_s, in_100_s)


def _not_before(session: Session, row: int, at: float) -> None:
    session.get_one(OutboxRow, row).not_before = at
    session.get_one(OutboxRow, row).created_at = clock.real_now() - timedelta(days=3)


# In short the one that the process cannot notice from inside its loop; the others are told to `Patient` above.
@pytest.mark.parametrize(
    "fault",
    [pytest.param(one, marks=() if one is Ailment.LOOP_BLOCKED else pytest.mark.slow)
     for one in sorted(map(Ailment, FAULTS))],
)  # fmt: skip
async def test_the_real_process_ends_so_that_it_is_started_anew(
    fault: Ailment, server: Running, file_url: str, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(file_url).close()
    monkeypatch.setenv("ILL", fault.value)
    soon = 1.0 if fault is Ailment.POLL_STUCK else 60.0
    monkeypatch.setenv("WATCHDOG", json.dumps(SHORT | {"poll": soon}))
    bot = await start(server.url, file_url, unlocked)
    try:
        assert await bot.ended() == EXIT_CODE
    finally:
        if bot.process.returncode is None:
            await bot.kill()
    assert [line["error"] for line in bot.logged("gave_up")] == [fault.value]


def _moved_away(path: Path, other_there: bool) -> None:
    path.rename(path.with_suffix(".away"))
    if other_there:
        path.touch()


@pytest.mark.parametrize(
    "other_there",
    [pytest.param(True, id="another_there", marks=pytest.mark.slow), pytest.param(False, id="nothing_there")],
)
async def test_a_database_that_is_moved_away_under_the_bot_ends_it_and_a_new_start_does_not_hide_the_loss(
    other_there: bool, server: Running, file_url: str, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(file_url).close()
    path = Path(make_url(file_url).database or "")
    monkeypatch.setenv("WATCHDOG", json.dumps(SHORT | {"poll": 60.0, "deaf": 60.0, "loop": 60.0}))
    async with a_bot(server.url, file_url, unlocked) as bot:
        await asyncio.to_thread(_moved_away, path, other_there)
        assert await bot.ended() == EXIT_CODE
    assert [line["error"] for line in bot.logged("gave_up")] == ["database_gone"]
    if other_there:
        return
    again = await start(server.url, file_url, unlocked)
    assert await again.ended() == 1
    assert f"The database {path} is gone" in "".join(again.output)
    await asyncio.to_thread(path.with_suffix(".away").rename, path)
    async with a_bot(server.url, file_url, unlocked):
        pass


async def test_the_real_process_lives_on_while_telegram_is_away_and_says_so(
    server: Running, file_url: str, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG", json.dumps(SHORT | {"poll": 60.0}))
    prepare(file_url).close()
    (person,) = families(server.sandbox, 1)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server.sandbox.faults.add("getUpdates", faults.bad_gateway(), times=100)
    listen = f"127.0.0.1:{port}"
    patient = httpx.AsyncHTTPTransport(retries=5)  # its first words may be about its silence, before the port is open
    async with (
        a_bot(server.url, file_url, unlocked, listen=listen) as bot,
        httpx.AsyncClient(transport=patient) as client,
    ):
        await until(lambda: bot.logged("unwell") and is_open(port))
        ill = await client.get(f"http://127.0.0.1:{port}/healthz")
        assert (ill.status_code, ill.json()["wrong"]) == (503, ["deaf"])
        server.sandbox.faults.clear()
        family_does(server.sandbox, person, "/aide")  # a poll that nobody answers lasts half a minute
        await until(lambda: bot.logged("well_again"))
        well = await client.get(f"http://127.0.0.1:{port}/healthz")
        assert (well.status_code, well.json()["ok"]) == (200, True)
        assert await bot.stop() == 0


class Supervisor:
    """systemd, as far as a service sees it."""

    def __init__(self, path: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(str(path))
        self.told: list[str] = []

    def heard(self) -> list[str]:
        """All that was told so far."""
        with suppress(BlockingIOError):
            while True:
                self.told += self._socket.recv(1000).decode().splitlines()
        return self.told

    def close(self) -> None:
        """It goes."""
        self._socket.close()


@pytest.fixture
def supervisor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Supervisor]:
    """The one that the bots of this test are told of."""
    made = Supervisor(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    yield made
    made.close()


async def test_the_supervisor_hears_when_the_bot_serves_that_it_lives_and_that_it_stops(
    server: Running, file_url: str, unlocked: str, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG", json.dumps({"every": 0.05}))
    prepare(file_url).close()
    async with a_bot(server.url, file_url, unlocked) as bot:
        await until(lambda: supervisor.heard().count("WATCHDOG=1") > 2 and "READY=1" in supervisor.told)
        assert await bot.stop() == 0
    told = supervisor.heard()  # while it stops it may still say that it lives
    assert told.index("READY=1") < told.index("STOPPING=1")


async def test_the_supervisor_hears_nothing_more_of_a_process_that_a_new_start_can_mend(
    server: Running, file_url: str, unlocked: str, supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(file_url).close()
    monkeypatch.setenv("ILL", Ailment.LOOP_BLOCKED.value)
    monkeypatch.setenv("WATCHDOG", json.dumps(SHORT | {"poll": 60.0}))
    bot = await start(server.url, file_url, unlocked)
    try:
        await until(lambda: bot.logged("gave_up"))
        supervisor.heard()
        assert await bot.ended() == EXIT_CODE
    finally:
        if bot.process.returncode is None:
            await bot.kill()
    before = supervisor.told.count("WATCHDOG=1")
    assert supervisor.heard().count("WATCHDOG=1") == before


class EndedError(Exception):
    """In place of the end of this process."""


async def test_the_look_that_ends_it_tells_the_supervisor_nothing_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    vitals, told = Vitals(polls=False), []

    def end(code: int) -> None:
        raise EndedError

    monkeypatch.setattr(health, "notify", told.append)
    monkeypatch.setattr(health.os, "_exit", end)
    vitals.ended = "worker"
    watchdog = Watchdog(vitals, replace(LIMITS, every=0.001, own_patience=0.002, grace=0.0), lambda: None)
    with pytest.raises(EndedError):
        await asyncio.to_thread(watchdog._watch, asyncio.get_running_loop())
    assert told == [health.ALIVE] * 2  # for as long as it was patient
