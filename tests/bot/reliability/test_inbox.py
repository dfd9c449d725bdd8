"""The inbox: committed before confirmed, once, whatever lies among the updates; and who is set aside."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import cast

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.bot_api.api import Api, CallbackAnswers
from bot.bot_api.delivery import Post
from bot.core import clock
from bot.core.tables import ChatRow, InboxRow
from bot.core.work import Look
from bot.intake import claims, inbox
from bot.intake.claims import Again, Work
from bot.intake.inbox import Incoming
from bot.intake.receiving import poll
from bot.intake.worker import Claimer, Worker
from bot.router.route import Routes
from bot.sandbox import actions
from bot.sandbox.server import Running
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT, NOTHING, Pulse, Table, all_handled, keep, kept, owed, said
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import until

POISON = {
    "a_wrong_date": {"message": {"message_id": 1, "date": "yesterday", "chat": {"id": 9, "type": "private"}}},
    "no_chat": {"message": {"message_id": 1, "date": 1, "text": "x"}},
    "a_list_for_a_message": {"message": [1, 2, 3]},
    "words_for_a_press": {"callback_query": "press"},
    "a_press_of_nobody": {"callback_query": {"id": "1", "data": "x"}},
    "half_a_character": {"message": said(1, 9, "\ud800 boom")["message"] | {"date": None}},
    "deeply_nested": {"message": json.loads("[" * 500 + "]" * 500)},
}


@pytest.fixture
async def api(server: Running) -> AsyncIterator[Api]:
    async with an_api(server.url) as api:
        yield api


def test_the_same_batch_twice_is_stored_once(database: Database) -> None:
    batch = [said(n, 9, "bonjour") for n in range(20)]
    assert keep(database, *batch) == 20
    assert keep(database, *batch, said(20, 9, "suite")) == 1
    assert len(kept(database)) == 21


def test_another_bots_update_of_the_same_number_is_another_update(database: Database) -> None:
    keep(database, said(1, 9, "bonjour"))
    assert database.do(inbox.store, BOT + 1, inbox.read_raw([said(1, 9, "hello")]), clock.real_now()) == 1


async def test_nothing_is_confirmed_before_it_is_committed(database: Database, server: Running, api: Api) -> None:
    person = server.sandbox.add_person("Léa").id
    for word in ("un", "deux", "trois"):
        actions.perform(server.sandbox, person, person, actions.Say(word))
    arrived, go = asyncio.Event(), asyncio.Event()

    async def store(batch: tuple[Incoming, ...]) -> None:
        arrived.set()
        await go.wait()
        await database.run(inbox.store, BOT, batch, clock.real_now())

    polling = asyncio.create_task(poll(api, store, Pulse()))
    await arrived.wait()
    for _ in range(3):
        await api.call("getMe")  # a poll that had not waited would have been answered before
    assert (len(server.sandbox.updates.pending), len(server.sandbox.updates.confirmed)) == (3, 0)
    go.set()
    await until(lambda: len(server.sandbox.updates.confirmed) == 3)
    assert len(kept(database)) == 3
    polling.cancel()
    await asyncio.wait([polling])


async def test_what_could_not_be_committed_is_fetched_again(database: Database, server: Running, api: Api) -> None:
    person = server.sandbox.add_person("Léa").id
    actions.perform(server.sandbox, person, person, actions.Say("un"))
    tries: list[int] = []

    async def store(batch: tuple[Incoming, ...]) -> None:
        tries.append(len(server.sandbox.updates.confirmed))
        if len(tries) == 1:
            raise OSError("disk full")
        await database.run(inbox.store, BOT, batch, clock.real_now())

    polling = asyncio.create_task(poll(api, store, Pulse()))
    await until(lambda: len(server.sandbox.updates.confirmed) == 1)
    polling.cancel()
    await asyncio.wait([polling])
    assert tries == [0, 0]
    assert len(kept(database)) == 1


async def test_updates_repeated_after_a_lost_confirmation_do_nothing_twice(
    database: Database, server: Running, api: Api
) -> None:
    person = server.sandbox.add_person("Léa").id
    for word in ("un", "deux", "trois"):
        actions.perform(server.sandbox, person, person, actions.Say(word))

    async def store(batch: tuple[Incoming, ...]) -> None:
        await database.run(inbox.store, BOT, batch, clock.real_now())

    polling = asyncio.create_task(poll(api, store, Pulse()))
    await until(lambda: len(server.sandbox.updates.confirmed) == 3)
    polling.cancel()
    await asyncio.wait([polling])
    await all_handled(database, Table(), api)
    server.sandbox.updates.redeliver(3)
    polling = asyncio.create_task(poll(api, store, Pulse()))
    await until(lambda: len(server.sandbox.updates.confirmed) == 3)
    polling.cancel()
    await asyncio.wait([polling])
    await all_handled(database, Table(), api)
    assert owed(database, person) == ["1 un", "2 deux", "3 trois"]


async def test_an_unreadable_update_is_set_aside_after_two_failures_and_the_others_are_handled(
    database: Database, api: Api
) -> None:
    poison = [{"update_id": 100 + n, **body} for n, body in enumerate(POISON.values())]
    good = [said(n, 50 + n % 3, "bonjour") for n in range(30)]
    keep(database, *good[:15], *poison, *good[15:], said(999, 9, "ensuite"))
    await all_handled(database, Table(), api, count=2)
    found = kept(database)
    assert {found[n] for n in range(30)} == {("done", 1, 0)}
    assert {found[one["update_id"]] for one in poison} == {("set_aside", 2, 2)}
    assert found[999][0] == "done"


async def test_the_words_of_an_update_are_erased_once_it_is_handled(database: Database, api: Api) -> None:
    keep(database, said(1, 9, "un secret"), said(2, 9, "un autre"))
    bodies = select(InboxRow.body).where(InboxRow.body.is_not(None))
    assert len(database.do(lambda session: session.scalars(bodies).all())) == 2
    await all_handled(database, Table(), api)
    assert database.do(lambda session: session.scalars(bodies).all()) == []


@pytest.mark.parametrize("words", ["boom", "huge"])
async def test_a_fault_of_our_own_is_tried_twice_then_told_and_the_chat_goes_on(
    words: str, database: Database, api: Api
) -> None:
    keep(database, said(1, 9, "avant"), said(2, 9, words), said(3, 9, "après"))
    await all_handled(database, Table(), api)
    assert kept(database) == {1: ("done", 1, 0), 2: ("set_aside", 2, 2), 3: ("done", 1, 0)}
    assert owed(database, 9) == ["1 avant", "désolé 2", "2 après"]


async def test_a_fault_of_the_database_does_not_count_and_is_tried_again_soon(database: Database, api: Api) -> None:
    keep(database, said(1, 9, "locked"))
    await all_handled(database, Table(), api, count=2)
    assert kept(database) == {1: ("done", 1, 0)}
    assert owed(database, 9) == ["1 locked"]


@pytest.mark.parametrize("column", ["dialogue", "context"])
@pytest.mark.parametrize("kept", ["not json", '{"form": {"of": "tomorrow"}, "shown": 3}', "[]"])
async def test_a_memory_that_cannot_be_read_is_forgotten_and_the_chat_goes_on(
    column: str, kept: str, database: Database, api: Api
) -> None:
    keep(database, said(1, 9, "un"))
    await all_handled(database, Table(), api)
    database.do(lambda session: setattr(session.get_one(ChatRow, 9), column, kept))
    keep(database, said(2, 9, "deux"), said(3, 9, "trois"))
    await all_handled(database, Table(), api)
    assert owed(database, 9) == ["1 un", "1 deux", "2 trois"]


def claim(database: Database, owner: str) -> Work | Again | None:
    """Claim as a worker does."""
    return database.do(claims.claim, owner, clock.real_now())


def die(database: Database) -> None:
    """Whoever holds something is dead."""
    database.do(claims.free_bereft)  # no process lives here


def test_five_deaths_on_one_update_set_it_aside_and_whoever_has_to_say_so_hears_of_it(database: Database) -> None:
    keep(database, said(1, 9, "mortel"), said(2, 9, "après"))
    for life in range(claims.MAX_DEATHS):
        work = claim(database, f"life{life}")
        assert isinstance(work, Work)
        assert work.update_id == 1
        die(database)
    given_up: list[int] = []

    def hear(session: Session, work: Work) -> None:
        given_up.append(work.update_id)

    assert database.do(claims.claim, "sixth", clock.real_now(), hear) is Again.AGAIN
    assert given_up == [1]
    work = claim(database, "sixth")
    assert isinstance(work, Work)
    assert work.update_id == 2
    assert kept(database)[1][0] == "set_aside"


def test_a_failure_of_our_own_is_counted_apart_from_deaths(database: Database) -> None:
    keep(database, said(1, 9, "boom"))
    work = claim(database, "life")
    assert isinstance(work, Work)
    assert not database.do(claims.record_failure, work, "LookupError")
    for life in range(claims.MAX_DEATHS):
        assert isinstance(claim(database, f"life{life}"), Work)
        die(database)
    assert claim(database, "last") is Again.AGAIN
    assert kept(database)[1][0] == "set_aside"


def test_while_a_suspect_is_in_hand_nothing_else_is_taken(database: Database) -> None:
    keep(database, said(1, 8, "mortel"))
    database.do(lambda session: setattr(session.get_one(InboxRow, (BOT, 1)), "tries", claims.SUSPECT_AFTER))
    suspect = claim(database, "a")
    assert isinstance(suspect, Work)
    keep(database, said(2, 9, "innocent"))
    assert claim(database, "b") is None
    database.do(lambda session: claims.settle(session, suspect, NOTHING, clock.real_now()))
    assert isinstance(claim(database, "b"), Work)


def test_a_suspect_is_alone_in_its_process_and_holds_up_no_other(database: Database) -> None:
    keep(database, said(1, 9, "autre"))
    assert isinstance(claim(database, "20-b.1-w0"), Work)
    keep(database, said(2, 8, "mortel"))
    database.do(lambda session: setattr(session.get_one(InboxRow, (BOT, 2)), "tries", claims.SUSPECT_AFTER))
    suspect = claim(database, "10-a.1-w0")
    assert isinstance(suspect, Work)
    assert suspect.update_id == 2
    keep(database, said(3, 10, "plus tard"))
    assert claim(database, "10-a.1-w1") is None
    assert isinstance(claim(database, "20-b.1-w1"), Work)


def test_chats_in_hand_hide_no_other_however_many_wait_for_more(database: Database) -> None:
    in_hand = range(1, claims.CANDIDATES + 2)
    keep(database, *(said(number, number, "un") for number in in_hand))
    assert all(isinstance(claim(database, f"w{number}"), Work) for number in in_hand)
    keep(database, *(said(100 + number, number, "deux") for number in in_hand), said(200, 99, "bonjour"))
    work = claim(database, "free")
    assert isinstance(work, Work)
    assert work.update_id == 200


def test_who_looked_just_before_another_took_the_chat_takes_nothing(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(postgres_database, said(1, 9, "bonjour"))
    first_if_free = claims._first_if_free

    def meanwhile(session: Session, chat_id: int, now: datetime) -> object:
        monkeypatch.setattr(claims, "_first_if_free", first_if_free)
        assert isinstance(claim(postgres_database, "quick"), Work)
        return first_if_free(session, chat_id, now)

    monkeypatch.setattr(claims, "_first_if_free", meanwhile)
    assert claim(postgres_database, "slow") is Again.AGAIN


async def test_whatever_is_owed_is_rung_for_an_answer_and_an_apology(database: Database, api: Api) -> None:
    keep(database, said(1, 9, "bonjour"), said(2, 10, "boom"), said(3, 11, "mortel"))
    died = update(InboxRow).where(InboxRow.update_id == 3).values(tries=claims.MAX_DEATHS)
    database.do(lambda session: session.execute(died))
    rung: list[int] = []
    post, routes = Post(database, "s", None, 0), cast(Routes, Table())
    post.owed = lambda messages, in_hand=None: rung.append(messages)  # type: ignore[method-assign]  # heard here only
    claimer = Claimer(database, routes, owner="w", may_shift=False, owed=post.owed)
    worker = Worker(database, routes, CallbackAnswers(api), claimer, post, may_shift=False)
    while database.do(inbox.count_open):
        await worker._one(Look(True, 0))
    assert [len(owed(database, chat)) for chat in (9, 10, 11)] == [1, 1, 1]
    assert sum(rung) == 3


def test_what_two_lives_died_on_is_handled_alone_and_takes_no_innocent_with_it(database: Database) -> None:
    keep(database, said(1, 8, "mortel"), said(2, 9, "innocent"), said(3, 10, "plus tard"))
    for _ in range(2):
        assert isinstance(claim(database, "a"), Work)
        assert isinstance(claim(database, "b"), Work)
        die(database)
    for _ in range(2, claims.MAX_DEATHS):
        work = claim(database, "a")
        assert isinstance(work, Work)
        assert work.update_id == 1
        assert claim(database, "b") is None
        die(database)
    assert claim(database, "a") is Again.AGAIN
    assert {number: state for number, (state, _, _) in kept(database).items()} == {1: "set_aside", 2: "open", 3: "open"}
    work = claim(database, "a")
    assert isinstance(work, Work)
    assert (work.update_id, kept(database)[2]) == (2, ("open", 3, 0))


def test_a_suspect_waits_until_what_is_in_hand_is_done_and_then_goes_first(database: Database) -> None:
    keep(database, said(1, 9, "autre"))
    other = claim(database, "a")
    assert isinstance(other, Work)
    keep(database, said(2, 8, "mortel"), said(3, 10, "plus tard"))
    database.do(lambda session: setattr(session.get_one(InboxRow, (BOT, 2)), "tries", claims.SUSPECT_AFTER))
    assert claim(database, "b") is None
    database.do(lambda session: claims.settle(session, other, NOTHING, clock.real_now()))
    work = claim(database, "b")
    assert isinstance(work, Work)
    assert work.update_id == 2


def test_a_worker_that_lost_its_chat_changes_nothing(database: Database) -> None:
    keep(database, said(1, 9, "bonjour"))
    slow = claim(database, "slow")
    assert isinstance(slow, Work)
    assert claim(database, "quick") is None
    die(database)
    quick = claim(database, "quick")
    assert isinstance(quick, Work)
    with pytest.raises(claims.FencedError):
        database.do(claims.lock, slow)
    with pytest.raises(claims.FencedError):
        database.do(claims.settle, slow, NOTHING, clock.real_now())
    with pytest.raises(claims.FencedError):
        database.do(claims.record_failure, slow, "late")
    database.do(claims.settle, quick, NOTHING, clock.real_now())


def test_what_was_done_is_forgotten_after_two_days_and_what_is_open_never(database: Database) -> None:
    keep(database, said(1, 9, "un"), said(2, 9, "deux"))
    work = claim(database, "a")
    assert isinstance(work, Work)
    database.do(lambda session: claims.settle(session, work, NOTHING, clock.real_now()))
    database.do(inbox.purge, clock.real_now() + inbox.KEEP_DONE / 2)
    assert set(kept(database)) == {1, 2}
    database.do(inbox.purge, clock.real_now() + inbox.KEEP_DONE * 2)
    assert set(kept(database)) == {2}
