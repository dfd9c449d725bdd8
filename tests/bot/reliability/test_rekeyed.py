"""Everything is sealed anew with another key while the bot serves: nobody waits, and the old key can go."""

import asyncio
from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet

from bot.core import clock
from bot.core import database as keys
from bot.run import rekeying
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN
from knowledge.store.columns import vault
from tests.bot.reliability import spoilt
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.town import STEPS, everybody_signs_up, families, prepare, settled, tally, unsent

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))


@pytest.fixture(autouse=True)
def own_key(unlocked: str) -> Iterator[None]:
    """Gives the process its own key back."""
    yield
    vault.unlock([unlocked])


@pytest.mark.parametrize("url", [pytest.param("file_url", marks=pytest.mark.slow), "empty_postgres_url"])
async def test_while_families_sign_up_everything_is_sealed_anew(
    url: str, server: Running, request: pytest.FixtureRequest
) -> None:
    address: str = request.getfixturevalue(url)
    database, sandbox = prepare(address), server.sandbox
    vault.unlock([OLD])
    database.do(keys.adopt, clock.real_now())
    for _ in range(3):
        database.do(spoilt.plant, spoilt.people(sandbox), int(DEFAULT_TOKEN.partition(":")[0]), ())
    people = families(sandbox, 6)
    vault.unlock([NEW, OLD])
    async with a_bot(server.url, address, f"{NEW},{OLD}") as bot:
        everybody_signs_up(sandbox, people)
        done = await asyncio.to_thread(rekeying.rekey, database, clock.real_now(), 1.0)
        await until(lambda: database.do(settled) >= len(STEPS) * len(people) + 3)
        await until(lambda: database.do(unsent) == 0)
        assert bot.logged("update_failed") == []
        assert bot.logged("db_fault") == []
    assert done.may_go == (vault.names[1],)
    vault.unlock([NEW])
    database.do(keys.check)
    assert rekeying.unreadable(database) == ()
    assert {database.do(tally, person).seats for person in people} == {1}
    database.close()
