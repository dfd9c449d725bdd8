"""What one answer may cost the database. Whoever adds a statement or a commit sees it here."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.orm import Session

from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding
from bot.bench.load.meter import Meter
from bot.bot_api import delivery
from bot.core import clock
from bot.core.settings import Settings
from bot.intake import worker
from bot.router.answers import Answering
from bot.run import processes, renewal
from bot.run.app import App
from bot.sandbox.server import Running
from bot.sandbox.visitor import Visitor
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import sample_agenda
from knowledge.library.library import load_library
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import LeaseRow
from tests.bot.reliability.process import PATIENCE_S, until
from tests.bot.reliability.town import unsent
from tests.model_cache import shared_understanding

# By database: statements and commits a message, all of BEGIN, SAVEPOINT and RELEASE among the statements (on
# PostgreSQL the driver begins by itself, and every transaction sets its limits of time), asked one at a time. Lower
# them with each step; raise them with a reason. One of them is the demo's clock.
BUDGET = {"sqlite": (18.5, 2.3), "postgresql": (20.5, 3.3)}
WORDS = ("c'est où ?", "qu'est-ce qu'il y a samedi ?")
ASKED = 12
# What is looked for by the clock, on a busy machine in the middle of the count.
CLOCKS = (
    (worker, "IDLE_S"),
    (delivery, "IDLE_S"),
    (processes, "BEAT_EVERY_S"),
    (renewal, "LOOK_EVERY_FILLED_S"),
)


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    """The learnt model, read once."""
    return shared_understanding()


@asynccontextmanager
async def the_bot(server: Running, database: Database, understanding: Understanding) -> AsyncIterator[None]:
    """The whole bot in this process, on the made-up agenda."""
    settings = Settings(
        _env_file=None,
        token=server.sandbox.token,
        api_url=server.url,
        send_rate="off",
        beat="1h",
        listen="127.0.0.1:0",
        database_url=database.engine.url.render_as_string(hide_password=False),
    )
    database.do(_fill)
    assistant = Assistant(load_library(), settings.zone)
    app = App(settings, database, assistant, Answering(database, understanding))
    running = asyncio.create_task(app.run())
    try:
        yield
    finally:
        app.stop()
        await running


def _fill(session: Session) -> None:
    now = clock.real_now()
    apply(session, sample_agenda(now.astimezone(PARIS.zone).date(), PARIS.zone), now, made_up=True)


async def test_a_message_costs_no_more_statements_and_commits_than_agreed(server, database, understanding, monkeypatch):
    for module, pause in CLOCKS:
        monkeypatch.setattr(module, pause, 600.0)  # nobody looks by the clock: what is announced has to be enough
    statements, commits = BUDGET[database.engine.dialect.name]
    async with the_bot(server, database, understanding):
        person = Visitor(server.sandbox, met=True)
        for words in ("/aide", *WORDS):  # the first ones load what is loaded late
            await person.says(words)
            await person.sees(timeout=PATIENCE_S)
        await until(lambda: not database.do(unsent) and database.do(lambda session: session.get(LeaseRow, "purge")))
        with Meter(said=[]).attached() as meter:
            for number in range(ASKED):
                await person.says(WORDS[number % len(WORDS)])
                await person.sees(timeout=PATIENCE_S)
        spent = meter.spent().values()
    said = "\n".join(f"{stage}: {statement}" for stage, statement in meter.said or ())
    assert sum(one.statements for one in spent) / ASKED <= statements, said
    assert sum(one.commits for one in spent) / ASKED <= commits, said
