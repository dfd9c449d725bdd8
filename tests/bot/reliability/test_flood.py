"""Somebody who writes hundreds of messages: nobody else waits for them, and what must be answered still is."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.bot_api.api import Api
from bot.core import clock
from bot.core.tables import InboxRow
from bot.intake import claims, inbox
from bot.sandbox import actions
from bot.sandbox.server import Running
from bot.sandbox.state import Call
from knowledge.store.database import Database
from tests.bot.reliability.desk import BOT, NOTHING, Table, all_handled, keep, kept, owed, pressed, said, workers
from tests.bot.reliability.post import an_api, sent, tries
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.quick_run import IN_TROUBLE
from tests.bot.reliability.town import families, prepare
from tests.model_cache import shared_understanding

FLOODERS, MESSAGES = 4, 200
ONE = "en un seul message"


@pytest.fixture
async def api(server: Running) -> AsyncIterator[Api]:
    async with an_api(server.url) as api:
        yield api


def states(database: Database, chat: int) -> Counter[str]:
    """How many updates of the chat stand where."""
    rows = select(InboxRow.state).where(InboxRow.chat_id == chat)
    return Counter(database.do(lambda session: session.scalars(rows).all()))


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
async def test_beside_four_who_write_two_hundred_messages_each_another_parent_is_answered_at_once(
    engine: str, server: Running, request: pytest.FixtureRequest, unlocked: str
) -> None:
    url = request.getfixturevalue("file_url" if engine == "sqlite" else "empty_postgres_url")
    database, sandbox = prepare(url), server.sandbox
    *flooders, parent = families(sandbox, FLOODERS + 1)
    async with a_bot(server.url, url, unlocked, send_rate="25") as bot:
        await asyncio.sleep(1.1)  # Telegram dates by the second, and these are no messages of before the start
        for n in range(MESSAGES):
            for flooder in flooders:
                actions.perform(sandbox, flooder, flooder, actions.Say(IN_TROUBLE if n == 150 else f"message {n}"))
        before = [len(tries(sandbox, flooder)) for flooder in flooders]
        actions.perform(sandbox, parent, parent, actions.Say("/aide"))
        await until(lambda: sent(sandbox, parent), 20)
        answered = next(i for i, call in enumerate(sandbox.calls) if _is_to(call, parent))
        meanwhile = [_sent_until(sandbox.calls[:answered], flooder) for flooder in flooders]
        assert max(now - then for now, then in zip(meanwhile, before, strict=True)) < 10
        await until(lambda: database.do(inbox.count_open) == 0, 60)
        await until(lambda: all(any(ONE in text for text in sent(sandbox, one)) for one in flooders), 60)
        assert await bot.stop() == 0
    for flooder in flooders:
        found = states(database, flooder)
        assert found["collapsed"] >= MESSAGES - claims.MOST_OWED - 5  # some are handled before the rest has come
        assert found["done"] + found["collapsed"] == MESSAGES
        assert len(owed(database, flooder)) + len(sent(sandbox, flooder)) <= found["done"] + 10
        assert states_of_trouble(database, flooder) == ["done"]
    assert sandbox.violations == []
    database.close()


def states_of_trouble(database: Database, chat: int) -> list[str]:
    """Where the flooder's one message in distress stands: the only one that was kept apart."""
    rows = select(InboxRow).where(InboxRow.chat_id == chat).order_by(InboxRow.update_id)
    found = database.do(lambda session: session.scalars(rows).all())
    return [found[150].state]


def _is_to(call: Call, chat: int) -> bool:
    return "text" in call.params and int(call.params["chat_id"]) == chat


def _sent_until(calls: list[Call], chat: int) -> int:
    return sum(_is_to(call, chat) for call in calls)


def crowd_of(database: Database, count: int, chat: int = 9, first: int = 1) -> None:
    """So many typed messages, written just now."""
    at = int(clock.elapsed())
    keep(database, *(said(first + n, chat, f"mot {n}", at) for n in range(count)))


async def serve(database: Database, api: Api, *updates: object) -> None:
    """A bot that is up already gets these, and handles them."""
    table = Table()
    async with workers(database, table, api):
        database.do(inbox.store, BOT, inbox.read_raw(updates), clock.real_now())
        await until(lambda: database.do(inbox.count_open) == 0, 20, lambda: kept(database))


async def test_what_goes_beyond_a_persons_share_gets_one_answer_and_is_marked(database: Database, api: Api) -> None:
    at = int(clock.elapsed())
    await serve(database, api, *(said(n, 9, f"mot {n}", at) for n in range(12)))
    assert owed(database, 9) == ["7 en un", *(f"{n + 1} mot {n}" for n in range(claims.MOST))]
    assert states(database, 9) == {"done": claims.MOST, "collapsed": 7}
    bodies = select(InboxRow.body).where(InboxRow.body.is_not(None))
    assert database.do(lambda session: session.scalars(bodies).all()) == []


async def test_presses_commands_and_words_in_distress_are_answered_each(database: Database, api: Api) -> None:
    at = int(clock.elapsed())
    updates = [
        *(said(n, 9, f"mot {n}", at) for n in range(10)),
        *(said(10 + n, 9, "/aide", at) for n in range(10)),
        *(pressed(20 + n, 9, "ag::0") for n in range(10)),
        *(said(30 + n, 9, "détresse", at) for n in range(10)),
    ]
    await serve(database, api, *updates)
    assert states(database, 9) == {"done": 35, "collapsed": 5}
    assert owed(database, 9)[0] == "5 en un"
    assert len(owed(database, 9)) == 36


async def test_while_the_bot_waits_for_words_a_forms_answers_are_no_crowd(database: Database, api: Api) -> None:
    at = int(clock.elapsed())
    keep(database, said(1, 9, "attends"))
    await all_handled(database, Table(), api)
    await serve(database, api, *(said(2 + n, 9, f"réponse {n}", at) for n in range(20)))
    assert states(database, 9) == {"done": 21}


async def test_what_was_stored_before_it_could_be_answered_is_no_crowd(database: Database, api: Api) -> None:
    crowd_of(database, 40)  # in the inbox when the process starts
    long_ago = int(clock.elapsed()) - 600  # kept by Telegram meanwhile
    await serve(database, api, *(said(100 + n, 10, "enfin", long_ago) for n in range(40)))
    assert states(database, 9) == states(database, 10) == {"done": 40}


async def test_who_has_many_answers_coming_gets_no_further_ones_one_by_one(database: Database, api: Api) -> None:
    at = int(clock.elapsed())
    await serve(database, api, *(said(n, 9, "/aide", at) for n in range(claims.MOST_OWED + 1)))
    await serve(database, api, *(said(100 + n, 9, f"mot {n}", at) for n in range(3)))
    assert owed(database, 9)[-1] == "3 en un"
    assert states(database, 9) == {"done": claims.MOST_OWED + 1, "collapsed": 3}


def test_a_first_message_stands_before_the_second_of_whoever_wrote_before(database: Database) -> None:
    crowd_of(database, 20, chat=9)
    crowd_of(database, 2, chat=10, first=100)
    assert _in_turn(database, 5) == [9, 10, 9, 10, 9]
    crowd_of(database, 1, chat=11, first=200)
    assert _in_turn(database, 1) == [11]


def test_who_did_ten_things_at_once_does_not_wait_for_who_comes_a_quarter_of_a_minute_later(database: Database) -> None:
    began = clock.real_now()
    for chat, count, after in ((9, 10, 0), (10, 1, 15)):
        updates = inbox.read_raw([said(100 * chat + n, chat, "/aide") for n in range(count)])
        database.do(inbox.store, BOT, updates, began + timedelta(seconds=after))
    assert _in_turn(database, 11) == [9] * 10 + [10]


def _in_turn(database: Database, count: int) -> list[int]:
    """The chats of so many updates, as they are handled one after the other."""
    found = []
    for _ in range(count):
        work = database.do(claims.claim, "w", clock.real_now())
        assert isinstance(work, claims.Work)
        found.append(work.chat_id)
        database.do(claims.settle, work, NOTHING, clock.real_now())
    return found


def test_distress_is_heard_without_understanding_everything() -> None:
    hears = shared_understanding().hears_trouble
    assert hears("je veux mourir")
    assert not hears("c'est où ?")
