"""One bad cell stops nobody: whoever it is not about is answered, reminded and offered a seat as ever.

The guard is that a cell opens where it is read, not while its row loads (knowledge.store.sealed).
"""

import time

import pytest

from bot.core import clock
from bot.core import database as keys
from bot.intake import inbox
from bot.sandbox import actions
from bot.sandbox.server import Running
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from knowledge.store.database import Database
from scheduler.outbox import failing
from tests.bot.reliability import spoilt
from tests.bot.reliability.process import a_bot, until
from tests.bot.reliability.spoilt import COLUMNS, TEAM, Round
from tests.bot.reliability.town import delivered, prepare, unsent

BOT = int(DEFAULT_TOKEN.partition(":")[0])
WITHIN_S = 10.0
SETTINGS = {"staff_chat_id": str(TEAM), "quiet_hours": "off"}
ONE_BY_ONE, SLOWLY_ON_SQLITE = (pytest.param(one, marks=pytest.mark.slow) for one in ("one_by_one", "sqlite"))


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database on this engine."""
    found: str = request.getfixturevalue("file_url" if request.param == "sqlite" else "empty_postgres_url")
    return found


def texts(sandbox: Sandbox, chat: int) -> list[str]:
    """What the bot wrote in this chat."""
    messages = list(sandbox.chats[chat].messages.values())
    return [str(one.content.get("text", "")) for one in messages if one.sender_id == sandbox.profile.id]


def _served(sandbox: Sandbox, who: Round) -> bool:
    reminded = any("Rappel" in text or "Léa" in text for text in texts(sandbox, who.asks))
    offered = any("place" in text for text in texts(sandbox, who.waits))
    return reminded and offered and delivered(sandbox, who.asks) >= 2


async def _goes_on(sandbox: Sandbox, who: Round) -> None:
    actions.perform(sandbox, who.asks, who.asks, actions.Say("/aide"))
    began = time.monotonic()
    await until(lambda: _served(sandbox, who), WITHIN_S, lambda: (texts(sandbox, who.asks), texts(sandbox, who.waits)))
    assert time.monotonic() - began < WITHIN_S


async def _told_once(database: Database, sandbox: Sandbox) -> None:
    """The team reads the number of each row that is aside, once."""
    updates, messages = database.do(inbox.listed), database.do(failing.listed)
    wanted = [f"n° {one.update_id} " for one in updates] + [f"n° {one.id}." for one in messages]
    assert wanted

    def told() -> bool:
        said = "\n".join(texts(sandbox, TEAM)).replace("\u202f", " ")
        return [said.count(number) for number in wanted] == [1] * len(wanted)

    await until(told, WITHIN_S, lambda: (wanted, texts(sandbox, TEAM)))


async def _is_mended(database: Database, sandbox: Sandbox, who: Round) -> None:
    """With the cells as they were, what is aside is handled and sent after all."""
    database.do(spoilt.mend)
    before = delivered(sandbox, who.spoilt)
    assert database.do(inbox.replay) + database.do(failing.replay) > 1
    await until(lambda: not database.do(inbox.listed) and database.do(unsent) == 0, WITHIN_S)
    assert database.do(failing.listed) == ()
    await until(lambda: delivered(sandbox, who.spoilt) > before, WITHIN_S)


# In short on one engine while it runs, on the other at its start.
@pytest.mark.parametrize("url", [SLOWLY_ON_SQLITE, "postgresql"], indirect=True)
@pytest.mark.parametrize("columns", ["all_at_once", ONE_BY_ONE])
async def test_whoever_a_spoilt_cell_is_not_about_is_served_while_the_bot_runs(
    columns: str, url: str, server: Running, unlocked: str
) -> None:
    database, sandbox = prepare(url), server.sandbox
    sandbox.add_group(TEAM, "L’équipe")
    async with a_bot(server.url, url, unlocked, **SETTINGS) as bot:
        for spoils in [[column] for column in COLUMNS] if columns == "one_by_one" else [COLUMNS]:
            who = spoilt.people(sandbox)
            database.do(spoilt.plant, who, BOT, spoils)
            await _goes_on(sandbox, who)
        await _told_once(database, sandbox)
        await _is_mended(database, sandbox, who)
        assert bot.process.returncode is None
    database.close()


@pytest.mark.parametrize("url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
async def test_whoever_a_spoilt_cell_is_not_about_is_served_by_a_bot_that_starts(
    url: str, server: Running, unlocked: str
) -> None:
    database, sandbox = prepare(url), server.sandbox
    sandbox.add_group(TEAM, "L’équipe")
    who = spoilt.people(sandbox)
    database.do(keys.adopt, clock.real_now())
    database.do(spoilt.plant, who, BOT, COLUMNS)
    async with a_bot(server.url, url, unlocked, **SETTINGS):
        await _goes_on(sandbox, who)
        await _told_once(database, sandbox)
        await _is_mended(database, sandbox, who)
    database.close()
