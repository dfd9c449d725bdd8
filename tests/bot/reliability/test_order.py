"""One person's messages in their order, different people side by side, however many workers there are."""

from collections.abc import AsyncIterator

import pytest

from bot.api import Api
from bot.sandbox.running import Running
from knowledge.store import Database
from tests.bot.reliability.desk import Table, all_handled, keep, kept, owed, said
from tests.bot.reliability.post import an_api


@pytest.fixture
async def api(server: Running) -> AsyncIterator[Api]:
    async with an_api(server.url) as api:
        yield api


async def test_each_persons_messages_are_handled_in_order_and_people_side_by_side(database: Database, api: Api) -> None:
    keep(database, *(said(10 * n + chat, chat, str(n)) for n in range(10) for chat in range(1, 7)))
    table = Table()
    await all_handled(database, table, api, count=4)
    for chat in range(1, 7):
        assert owed(database, chat) == [f"{n + 1} {n}" for n in range(10)]
    assert table.most_in_a_chat == 1
    assert table.most_at_once > 1
    assert set(kept(database).values()) == {("done", 1, 0)}
