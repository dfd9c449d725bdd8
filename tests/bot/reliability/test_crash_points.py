"""kill -9 just before and just after every commit, send and acknowledgement of the serving bot.

Each life of the bot is given work and dies at one point; the last life is left alone. Then every family has its
seat and its answers, what could not be read is set aside with a word, and the reminder has come.
"""

import re
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import bot
from bot.core import clock
from bot.core.tables import InboxRow
from bot.sandbox import faults
from bot.sandbox.server import Running
from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.tables import SEATED, OutboxRow, SignupRow
from tests.bot.reliability.process import a_bot, start, until
from tests.bot.reliability.test_webhook import free_ports, settings
from tests.bot.reliability.town import (
    STEPS,
    Tally,
    delivered,
    everybody_signs_up,
    families,
    prepare,
    settled,
    tally,
    unsent,
)
from tests.scheduler.scene import join, make_event

CRASHING = ("-m", "tests.bot.reliability.crash_run", "run")
KILLED = -9
# On PostgreSQL, what a dead process did is another's when that is noticed; the regular beat's, when its lease ends.
PATIENCE_S = 60.0
# By the names in the code: what is committed, then what Telegram is asked for.
COMMITS = (
    "worker.Claimer._store", "worker.Claimer._claimed", "worker.Worker._commit", "worker.Worker._count_failure",
    "claims.give_back", "delivery.Delivery._claim", "sending.give_back", "sending.mark_sent",
    "send_errors.Refusals.record", "beat.Beats.once", "beat.Beats.purge", "inbox.take_up",
    "webhook.strike_out",
)  # fmt: skip
CALLS = ("send", "getUpdates", "answerCallbackQuery")
AT_A_START_OF_SQLITE = ("app._take_back",)
# In webhook mode; then a start that polls, which takes away what is ours.
BEHIND_A_WEBHOOK = ("webhook.write_down", "setWebhook", "webhook")
LEAVING_IT = ("deleteWebhook",)
WHERE_IT_HURTS = ("worker.Claimer._store", "worker.Worker._commit")  # around a send: test_team_killed.py
# Those of the webhook first: a life that is left alone, after each fourth, would take it away before LEAVING_IT can.
POINTS = (*BEHIND_A_WEBHOOK, *LEAVING_IT, *COMMITS, *CALLS)
# Not played here, and why.
LEFT_OUT = {
    "self._process.polls_no_more": "at a stop: that it has ended is noticed without it",
    "self._process.leave": "at a stop: that it has ended is noticed without it",
    "database.adopt": "at the start; done again by each start and each beat",
    "put_in_place": "changes nothing in the database",
    "read_moment": "reads",
    "inbox.store": "with what claims, and alone when a claim breaks",
    "self._look_once": "reads",
    "written_down": "reads",
    "claims.beyond": "reads",
    "self._commit_collapsed": "one transaction: before it nothing is done, after it the update in hand is taken anew",
    "self._due": "an address is read two hours later then",
    "self._settled": "one transaction: before it nothing of a reading is taken in, after it all of it is",
    "clock.set_shift": "the demo's clock",
    "_stored_shift": "reads",
    "self._is_for_us": "reads",
    "self._say_reading": "said once, by its key, however often the update is tried",
    "_drafts_of": "reads",
    "desk.presented": "at the start, and at the next one",
    "getChatMember": "asks",
    "getMe": "asks",
    "getWebhookInfo": "asks",
    "setMyCommands": "said anew at every start",
    "setMyDescription": "said anew at every start",
    "setMyShortDescription": "said anew at every start",
}
# As the source writes them.
WRITTEN = {
    "worker.Claimer._store": "self._store", "worker.Claimer._claimed": "self._claimed",
    "delivery.Delivery._claim": "self._claim",
    "worker.Worker._commit": "self._commit", "worker.Worker._count_failure": "self._count_failure",
    "beat.Beats.once": "self._beats.once", "beat.Beats.purge": "self._beats.purge",
    "webhook.write_down": "write_down", "webhook.strike_out": "strike_out",
    "app._take_back": "_take_back", "claims.give_back": "self._free", "sending.give_back": "self._free",
}  # fmt: skip
# Not found by the patterns, as they are no names in the source.
UNWRITTEN = {"send", "webhook", "sending.mark_sent", "send_errors.Refusals.record"}
PATTERNS = (r"db\.run\(\s*([\w.]+)", r"api\.call\(\s*\"(\w+)\"")


def test_no_commit_and_no_call_of_the_serving_bot_is_left_out() -> None:
    folder = Path(bot.__file__).parent
    parts = [path for path in folder.rglob("*.py") if not {"cli", "bench", "sandbox"} & set(path.parts)]
    found = {
        name
        for path in parts
        if path.name != "doctor.py"  # which only asks
        for pattern in PATTERNS
        for name in re.findall(pattern, path.read_text(encoding="utf-8"))
    }
    played = {WRITTEN.get(point, point) for point in (*POINTS, *AT_A_START_OF_SQLITE)} - UNWRITTEN
    assert found - played - set(LEFT_OUT) == set()
    assert played - found == set()


@pytest.mark.parametrize(
    ("engine", "points"),
    [
        pytest.param("sqlite", WHERE_IT_HURTS, id="sqlite-short"),
        pytest.param("sqlite", (*POINTS, *AT_A_START_OF_SQLITE), id="sqlite", marks=pytest.mark.slow),
        pytest.param("postgresql", POINTS, id="postgresql", marks=pytest.mark.slow),
    ],
)
async def test_dying_at_any_point_loses_nothing_and_does_nothing_twice(
    engine: str, points: tuple[str, ...], server: Running, request: pytest.FixtureRequest, unlocked: str
) -> None:
    url = request.getfixturevalue("file_url" if engine == "sqlite" else "empty_postgres_url")
    database = prepare(url)
    model = await _once_without_a_crash(server, database, url, unlocked)
    (reminded,) = families(server.sandbox, 1)
    database.do(_reminder_due, reminded)
    people = []
    for n, (point, when) in enumerate(product(points, ("before", "after")), start=1):
        people += await _die_at(f"{point}:{when}", server, database, url, unlocked)
        if n % 4 == 0 and n < 2 * len(points):  # five deaths on one update would set it aside, as they should
            async with a_bot(server.url, url, unlocked):
                await _all_done(database, (len(STEPS) + 1) * len(people) + len(STEPS))
    async with a_bot(server.url, url, unlocked):
        await _all_done(database, (len(STEPS) + 1) * len(people) + len(STEPS))
    assert {person: database.do(tally, person) for person in people} == dict.fromkeys(people, model)
    assert database.do(_counted) is True
    assert database.do(_set_aside) == len(people)
    assert delivered(server.sandbox, reminded) >= 1
    assert database.do(_rows_for, reminded) == 1
    assert server.sandbox.violations == []
    database.close()


async def _once_without_a_crash(server: Running, database: Database, url: str, key: str) -> Tally:
    (person,) = families(server.sandbox, 1)
    everybody_signs_up(server.sandbox, [person])
    async with a_bot(server.url, url, key) as bot:
        await _all_done(database, len(STEPS))
        assert await bot.stop() == 0
    return database.do(tally, person)


async def _die_at(crash: str, server: Running, database: Database, url: str, key: str) -> list[int]:
    """One life: a family signs up, an update cannot be read, a send fails; the bot dies where it is told to."""
    people = families(server.sandbox, 1)
    everybody_signs_up(server.sandbox, people)
    server.sandbox.send_update("message", {"message_id": 1, "date": "never", "chat": {"id": 77}}, "odd")
    if crash.startswith("refusals"):
        server.sandbox.faults.add("sendMessage", faults.bad_gateway())
    mode = {}
    if crash.partition(":")[0] in LEAVING_IT:  # a life before this one may have polled
        async with a_bot(server.url, url, key, **settings(*free_ports(1))):
            await until(lambda: server.sandbox.webhook.url, PATIENCE_S)
    if crash.partition(":")[0] in BEHIND_A_WEBHOOK:
        mode = settings(*free_ports(1))
    life = await start(server.url, url, key, program=CRASHING, environment={"CRASH": crash}, beat="0.2s", **mode)
    try:
        assert await life.ended(PATIENCE_S) == KILLED
    except (AssertionError, TimeoutError):
        pytest.fail(f"{crash} was not reached\n{''.join(life.output)[-2000:]}")
    finally:
        if life.process.returncode is None:
            await life.kill()
    return people


async def _all_done(database: Database, updates: int) -> None:
    await until(lambda: database.do(settled) >= updates, PATIENCE_S, lambda: database.do(settled))
    await until(lambda: database.do(unsent) == 0, PATIENCE_S, lambda: database.do(unsent))


def _reminder_due(session: Session, chat: int) -> None:
    """A seat at a workshop in twenty minutes, and a reminder that fell due a minute ago."""
    now = clock.real_now()
    long_ago = now - timedelta(days=30)
    event = make_event(session, now=long_ago, starts_at=now + timedelta(minutes=20), reminders="21m", code="c9000002")
    join(session, event, chat, "Zoé", now=long_ago)


def _counted(session: Session) -> bool:
    """Whether every event's counter says what is held."""
    held = dict(
        session.execute(
            select(SignupRow.event_id, func.count()).where(SignupRow.state.in_(SEATED)).group_by(SignupRow.event_id)
        ).all()
    )
    return {event: taken for event, taken in session.execute(select(EventRow.id, EventRow.taken)) if taken} == held


def _set_aside(session: Session) -> int:
    return session.scalar(select(func.count()).where(InboxRow.state == "set_aside")) or 0


def _rows_for(session: Session, chat: int) -> int:
    return session.scalar(select(func.count()).where(OutboxRow.chat_id == chat)) or 0
