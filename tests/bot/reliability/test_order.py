"""One person's messages in their order, different people side by side, however many workers there are."""

from collections.abc import AsyncIterator

import pytest

from bot.bot_api.api import Api
from bot.intake import inbox
from bot.sandbox.server import Running
from knowledge.store.database import Database
from tests.bot.reliability.desk import Table, keep, kept, owed, said, workers
from tests.bot.reliability.post import an_api
from tests.bot.reliability.process import until


@pytest.fixture
async def api(server: Running) -> AsyncIterator[Api]:
    async with an_api(server.url) as api:
        yield api


async def test_each_persons_messages_are_handled_in_order_and_people_side_by_side(database: Database, api: Api) -> None:
    keep(database, *(said(10 * n + chat, chat, str(n)) for n in range(10) for chat in range(1, 7)))
    table = Table()
    table.gate.clear()  # nobody is finished before two are served, or how fast the machine is would decide
    async with workers(database, table, api, count=4):
        await until(lambda: table.most_at_once > 1, 20, lambda: kept(database))
        table.gate.set()
        await until(lambda: database.do(inbox.count_open) == 0, 20, lambda: kept(database))
    for chat in range(1, 7):
        assert owed(database, chat) == [f"{n + 1} {n}" for n in range(10)]
    assert table.most_in_a_chat == 1
    assert table.most_at_once > 1
    assert set(kept(database).values()) == {("done", 1, 0)}
