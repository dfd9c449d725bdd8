"""Numbers from -10**30 to 10**30 and texts that nobody types, in every field of every kind of update.

At most the update is set aside: it is its own fault, not the database's, so that no worker waits over it.
"""

import pytest

from bot.core import clock
from bot.intake import inbox
from bot.sandbox import actions
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN
from knowledge.store.database import Database
from tests.bot.reliability import odd
from tests.bot.reliability.desk import kept
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import delivered, families, prepare

BOT = int(DEFAULT_TOKEN.partition(":")[0])
FIRST = 800_000_000
EVERY = 7  # one in so many; --slow takes all of them


def _all_over(database: Database) -> bool:
    return {state for state, _, _ in kept(database).values()} <= {"done", "set_aside"}


@pytest.mark.parametrize(
    ("url", "every"),
    [
        ("file_url", EVERY),
        *(pytest.param(url, 1, marks=pytest.mark.slow) for url in ("file_url", "empty_postgres_url")),
    ],
)
async def test_others_are_answered_beside_updates_with_odd_values(
    url: str, every: int, server: Running, unlocked: str, request: pytest.FixtureRequest
) -> None:
    address: str = request.getfixturevalue(url)
    database, sandbox = prepare(address), server.sandbox
    (person,) = families(sandbox, 1)
    found = list(odd.updates(FIRST))[::every]
    batch = inbox.read_raw(found)
    assert len(batch) == len(found) > 60
    async with a_bot(server.url, address, unlocked) as bot:
        database.do(inbox.store, BOT, batch, clock.real_now())
        actions.perform(sandbox, person, person, actions.Say("/aide"))
        await until(lambda: bot.logged("db_fault") or delivered(sandbox, person) == 1, 120.0)
        await until(lambda: bot.logged("db_fault") or _all_over(database), 120.0)
        assert "OSError" in {line["error"] for line in bot.logged("update_failed")}  # what Python says of such a date
        assert bot.logged("db_fault") == []
        assert bot.logged("worker_broke") == []
    tries = {number: tried for number, (_, tried, _) in kept(database).items()}
    assert max(tries.values()) <= 2
    assert {state for state, _, _ in kept(database).values()} == {"done", "set_aside"}
    database.close()
