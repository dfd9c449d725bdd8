"""What goes the short way: claimed in the commit that stores, leased as it is owed; and what has to stand in line."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.bot_api import delivery
from bot.bot_api.api import Api, CallbackAnswers
from bot.bot_api.delivery import Post
from bot.bot_api.replies import Call
from bot.core import clock
from bot.core.tables import ChatRow
from bot.intake import claims, inbox
from bot.intake.worker import Claimer, Worker
from bot.router.route import Routes
from bot.sandbox.server import Running
from bot.sandbox.visitor import Visitor
from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox import lines, sending
from scheduler.outbox.sending import Claimed, Sender, put_leased
from tests.bot.reliability.desk import BOT, Table, kept, said
from tests.bot.reliability.post import an_api, no_notice, owe, senders, states
from tests.bot.reliability.process import until

AT = 1_000.0


@pytest.fixture
async def api(server: Running) -> AsyncIterator[Api]:
    async with an_api(server.url) as api:
        yield api


@pytest.fixture
def ready(database: Database) -> Database:
    """With the bucket of all chats, as the first start leaves it."""
    database.do(lines.lock_overall, AT - 60)
    return database


def leased(
    database: Database, chat: int, rate: float | None = None, at: float = AT, words: str = "{}"
) -> Claimed | None:
    """A reply that wants to leave at once."""
    sender = Sender("a", rate)
    return database.do(put_leased, sender, chat_id=chat, payload=words, clock=at, now=clock.real_now())


def test_a_reply_with_nothing_before_it_is_owed_in_flight_and_nobody_else_takes_it(ready: Database) -> None:
    claimed = leased(ready, 9)
    assert claimed is not None
    assert states(ready) == ["leased"]
    assert ready.do(sending.claim, owner="b", clock=AT, rate=None, render=no_notice) is None
    ready.do(sending.mark_sent, "a", claimed.id, 1, clock.real_now())
    assert states(ready) == ["sent"]


def test_a_reply_behind_another_of_its_chat_waits_in_line_and_one_to_another_chat_does_not(ready: Database) -> None:
    owe(ready, 9, "avant")
    assert leased(ready, 9) is None
    assert leased(ready, 10) is not None
    assert states(ready) == ["waiting", "leased"]


def test_a_reply_without_a_token_of_its_chat_or_of_all_waits_in_line(ready: Database) -> None:
    burst = int(lines.PRIVATE_CHAT.burst)
    for _ in range(burst):
        one = leased(ready, 9, rate=1000.0)
        assert one is not None
        ready.do(sending.mark_sent, "a", one.id, 1, clock.real_now())
    assert leased(ready, 9, rate=1000.0, at=AT + 0.5) is None  # of all chats there is one by then
    for chat in range(10, 10 + int(lines.OVERALL_BURST)):
        leased(ready, chat, rate=0.001)
    assert leased(ready, 99, rate=0.001) is None


def test_a_reply_during_a_full_stop_or_after_the_clock_was_set_back_waits_in_line(ready: Database) -> None:
    assert leased(ready, 9, at=AT - 600) is None
    ready.do(lines.halt, AT, 30.0)
    assert leased(ready, 9) is None


def test_what_died_with_a_reply_in_flight_is_sent_again_when_its_lease_ends(ready: Database) -> None:
    claimed = leased(ready, 9)
    assert claimed is not None
    again = ready.do(sending.claim, owner="b", clock=claimed.leased_until + 1, rate=None, render=no_notice)
    assert isinstance(again, Claimed)
    assert again.id == claimed.id


async def test_as_many_are_claimed_as_they_are_stored_as_there_are_free_workers(database: Database) -> None:
    claimer = Claimer(database, cast(Routes, Table()), owner="w", may_shift=False, workers=2)
    await claimer.store(BOT, inbox.read_raw([said(n, n, "bonjour") for n in range(1, 4)]), None)
    assert claimer.wake.room == 0
    assert [task.work.update_id for task in claimer.wake.left()] == [1, 2]
    assert {number: tries for number, (_, tries, _) in kept(database).items()} == {1: 1, 2: 1, 3: 0}


async def test_what_was_claimed_for_a_worker_that_has_stopped_is_free_again_and_was_not_tried(
    database: Database,
) -> None:
    claimer = Claimer(database, cast(Routes, Table()), owner="w", may_shift=False, workers=2)
    await claimer.store(BOT, inbox.read_raw([said(1, 9, "bonjour")]), None)
    await claimer.close()
    assert kept(database) == {1: ("open", 0, 0)}
    assert database.do(lambda session: session.get_one(ChatRow, 9).owner) is None


async def test_a_claim_that_breaks_keeps_nothing_from_being_stored(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*given: object) -> None:
        raise LookupError("a fault of our own")

    monkeypatch.setattr(claims, "claim", breaks)
    claimer = Claimer(database, cast(Routes, Table()), owner="w", may_shift=False)
    await claimer.store(BOT, inbox.read_raw([said(1, 9, "bonjour")]), None)
    assert kept(database) == {1: ("open", 0, 0)}


async def test_an_answer_is_in_the_hand_of_a_free_sender_once_it_is_committed(ready: Database, api: Api) -> None:
    ready.do(lines.write_overall, 3.0, clock.elapsed() - 60)
    post, table = Post(ready, "s", None, 1), Table()
    claimer = Claimer(ready, cast(Routes, table), owner="w", may_shift=False)
    worker = Worker(ready, cast(Routes, table), CallbackAnswers(api), claimer, post, may_shift=False)
    stopping = asyncio.Event()
    running = asyncio.create_task(worker.run(stopping))
    await claimer.store(BOT, inbox.read_raw([said(1, 9, "bonjour"), said(2, 9, "encore")]), None)
    await until(lambda: ready.do(inbox.count_open) == 0, 20, lambda: kept(ready))
    stopping.set()
    claimer.wake.ring()
    await running
    assert states(ready) == ["leased", "waiting"]  # one hand, one message; the other stands in line
    await post.close()
    assert states(ready) == ["waiting", "waiting"]
    assert ready.do(_attempts) == [0, 0]


async def test_an_answer_that_lay_in_the_hand_for_too_long_is_freed_and_sent_without_waiting_for_the_next_look(
    ready: Database, api: Api, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "IDLE_S", 600.0)
    ready.do(lines.write_overall, 3.0, clock.elapsed() - 60)
    looked: list[object] = []
    claim = sending.claim

    def noted(*args: Any, **kwargs: Any) -> Any:
        looked.append(claim(*args, **kwargs))
        return looked[-1]

    monkeypatch.setattr(sending, "claim", noted)
    chat = await Visitor(server.sandbox, met=True).id()
    words = Call("sendMessage", {"chat_id": chat, "text": "bonjour"}).to_json()
    async with senders(ready, api) as (one,):
        await until(lambda: looked == [None], 20)  # from now on nobody looks by the clock
        late = leased(ready, chat, at=clock.elapsed() - delivery.FRESH_S - 1, words=words)
        one.post.owed(1, late)
        await until(lambda: states(ready) == ["sent"], 20, lambda: states(ready))


def _attempts(session: Session) -> list[int]:
    return list(session.scalars(select(OutboxRow.attempts).order_by(OutboxRow.id)))
