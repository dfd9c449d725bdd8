"""kill -9 while a database is brought up to date, in each step from the first tables on: as before, and no row lost."""

import os
import signal
from collections.abc import Callable
from contextlib import closing
from ctypes import c_int
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized

import pytest
import sqlalchemy as sa
from alembic import command

from bot.core import database
from knowledge.store.columns import vault
from knowledge.store.engine import make_engine, unhurried
from tests.bot.core.older_rows import ROWS_A_FAMILY, fill
from tests.bot.core.older_tables import tables_of

FIRST, *LATER = database.revisions()
AT_THE_END = -1
PROCESSES = get_context("forkserver")  # each is a fresh one, and starts in no time
PROCESSES.set_forkserver_preload([__name__])


def upgrade_and_die(url: str, key: str, at: int, run: "Synchronized[int]") -> None:
    """Die just before the nth statement; at the end: when the first step is to be noted as done."""

    def dying(_connection: object, _cursor: object, statement: str, *_about: object) -> None:
        if run.value == at or statement.startswith("UPDATE alembic_version"):
            os.kill(os.getpid(), signal.SIGKILL)
        run.value += 1

    _upgrade(url, key, "before_cursor_execute", dying)


def upgrade_and_die_committing(url: str, key: str) -> None:
    """Die when every step is done and noted, and nothing lacks but the commit."""
    _upgrade(url, key, "commit", lambda _connection: os.kill(os.getpid(), signal.SIGKILL))


def _upgrade(url: str, key: str, event: str, dying: Callable[..., None]) -> None:
    vault.unlock([key])
    engine = make_engine(url)
    sa.event.listen(engine, event, dying)
    database.upgrade(engine)


def died(dying: Callable[..., None], *about: object) -> None:
    """Run it in a process of its own, which must not live to its end."""
    process = PROCESSES.Process(target=dying, args=about)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL


def kept(engine: sa.Engine) -> dict[str, object]:
    """Every table with its columns and how many rows it has, and the revision."""
    with engine.begin() as connection, unhurried(connection):  # a dead client's server may be busy for it a while yet
        if engine.dialect.name == "sqlite":
            assert connection.execute(sa.text("PRAGMA integrity_check")).scalar_one() == "ok"
        tables = sa.inspect(connection)
        found: dict[str, object] = {"revision": database.revision_of(connection)}
        for name in tables.get_table_names():
            rows = connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one()
            found[name] = rows, [column["name"] for column in tables.get_columns(name)]
        return found


def killed_in_the_next_step(engine: sa.Engine, url: str, key: str, times: int) -> None:
    """So many deaths, spread over its statements; after each it must be as if nobody had begun."""
    before = kept(engine)
    statements = PROCESSES.Value(c_int)
    died(upgrade_and_die, url, key, AT_THE_END, statements)
    assert kept(engine) == before
    for at in range(1, times):
        died(upgrade_and_die, url, key, statements.value * at // times, PROCESSES.Value(c_int))
        assert kept(engine) == before


@pytest.mark.parametrize(
    ("rows", "times"), [(100, 2), pytest.param(100_000, 8, marks=pytest.mark.slow)], ids=["some", "many"]
)
def test_killed_in_each_step_the_database_is_as_before_and_can_be_brought_up_to_date(
    own_database_url: str, unlocked: str, rows: int, times: int
) -> None:
    families = rows // ROWS_A_FAMILY
    with tables_of(FIRST, own_database_url) as engine:
        fill(engine, families)
        before = kept(engine)
        died(upgrade_and_die_committing, own_database_url, unlocked)
        assert kept(engine) == before
        for step in LATER:
            killed_in_the_next_step(engine, own_database_url, unlocked, times)
            bring_to(engine, step)
        assert database.is_current(engine)
        assert whole_families(engine) == families


_WHOLE = """
SELECT count(*) FROM families JOIN family_chats ON family_chats.family_id = families.id
JOIN chats ON chats.chat_id = family_chats.chat_id
JOIN participants ON participants.family_id = families.id AND participants.birth IS NOT NULL
JOIN signups ON signups.participant_id = participants.id AND signups.token IS NOT NULL
JOIN questions ON questions.chat_id = chats.chat_id AND questions.asked_team_at IS NOT NULL
JOIN outbox ON outbox.chat_id = chats.chat_id AND outbox.state = 'waiting'
JOIN inbox ON inbox.chat_id = chats.chat_id AND inbox.state = 'open' AND inbox.turn_at = inbox.received_at
"""


def whole_families(engine: sa.Engine) -> int:
    """How many still have all that they had, linked as it was, and what the steps gave to it."""
    with closing(engine.connect()) as connection:
        found: int = connection.execute(sa.text(_WHOLE)).scalar_one()
    return found


def bring_to(engine: sa.Engine, revision: str) -> None:
    """As `upgrade` does, but this far."""
    is_sqlite = engine.dialect.name == "sqlite"
    begun = database.sqlite_unlinked(engine) if is_sqlite else engine.begin()
    with begun as connection, unhurried(connection):
        database.migrate(connection, revision)


def test_what_waited_before_there_were_turns_stands_where_it_came_and_the_way_back_keeps_it(
    own_database_url: str, unlocked: str
) -> None:
    with tables_of(FIRST, own_database_url) as engine:
        fill(engine, 2)
        bring_to(engine, "0006")
        before = kept(engine)
        bring_to(engine, "0007")
        with closing(engine.connect()) as connection:
            as_they_came = "SELECT count(*) FROM inbox WHERE turn_at = received_at AND NOT collapsible"
            assert connection.execute(sa.text(as_they_came)).scalar_one() == 2
        with engine.begin() as connection:
            command.downgrade(database.config(connection), "0006")
        assert kept(engine) == before
