"""kill -9 while a database is brought up to date, at one statement after the other: whole before, whole after."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.script import ScriptDirectory

from bot.core import database
from tests.bot.core.older_tables import tables_of

ROOT = Path(__file__).parents[3]
KILLED = -signal.SIGKILL
HEAD = ScriptDirectory(str(database.FOLDER)).get_current_head() or ""
OLD = [script.revision for script in ScriptDirectory(str(database.FOLDER)).walk_revisions() if script.revision != HEAD]
DYING = """
import os, signal, sys
import sqlalchemy as sa
from bot.core import database
from knowledge.store.engine import make_engine
left, engine = int(sys.argv[1]), make_engine(sys.argv[2])
def dying(connection, *about):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
sa.event.listen(engine, "before_cursor_execute", dying)
sa.event.listen(engine, "commit", dying)
database.upgrade(engine)
"""
ROWS = """
INSERT INTO {table} (chat_id, send_class, state, attempts, not_before, created_at)
VALUES (:chat, 0, 'sent', 1, 0.0, '2026-11-25 10:00:00')
"""


def upgrade_and_die(url: str, at: int) -> int:
    """The exit code of a process that is killed just before its nth statement or commit."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", DYING, str(at), url], env=env, capture_output=True, check=False)
    return done.returncode


def fill(engine: sa.Engine, rows: int) -> None:
    """So many rows in two tables that every version has."""
    with engine.begin() as connection:
        connection.execute(sa.text(ROWS.format(table="outbox")), [{"chat": n} for n in range(rows)])
        has_turns = any(one["name"] == "turn_at" for one in sa.inspect(connection).get_columns("inbox"))
        more, values = (", turn_at, collapsible", ", '2026-11-25 10:00:00', false") if has_turns else ("", "")
        inbox = sa.text(
            f"INSERT INTO inbox (bot_id, update_id, chat_id, state, tries, failures, received_at{more})"
            f" VALUES (7, :chat, :chat, 'open', 0, 0, '2026-11-25 10:00:00'{values})"
        )
        connection.execute(inbox, [{"chat": n} for n in range(rows)])


def counted(engine: sa.Engine) -> tuple[int, int, str]:
    """Rows in both tables, and the revision."""
    with closing(engine.connect()) as connection:
        held = [sa.text(f"SELECT count(*) FROM {table}") for table in ("outbox", "inbox")]
        outbox, inbox = (connection.execute(count).scalar_one() for count in held)
        revision = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar_one()
        if engine.dialect.name == "sqlite":
            assert connection.execute(sa.text("PRAGMA integrity_check")).scalar_one() == "ok"
    return outbox, inbox, revision


@pytest.mark.parametrize(
    ("revision", "rows", "stride"),
    [
        pytest.param(OLD[0], 10, 3, id="the_last"),
        *(pytest.param(one, 100_000, 5, id=one, marks=pytest.mark.slow) for one in OLD),
    ],
)
def test_killed_at_any_statement_the_database_is_as_before_or_as_after_and_can_be_brought_up_to_date(
    database_url: str, revision: str, rows: int, stride: int
) -> None:
    with tables_of(revision, database_url) as engine:
        fill(engine, rows)
        at, deaths = 0, 0
        while upgrade_and_die(database_url, at) == KILLED:
            assert counted(engine) in ((rows, rows, revision), (rows, rows, HEAD))
            at, deaths = at + stride, deaths + 1
        assert deaths > 1
        assert counted(engine) == (rows, rows, HEAD)
        assert database.is_current(engine)


def test_what_waited_before_there_were_turns_stands_where_it_came_and_the_way_back_keeps_it(database_url: str) -> None:
    with tables_of("0006", database_url) as engine:
        fill(engine, 2)
        with engine.begin() as connection:
            command.upgrade(database.config(connection), "0007")
        with closing(engine.connect()) as connection:
            as_they_came = "SELECT count(*) FROM inbox WHERE turn_at = received_at AND NOT collapsible"
            assert connection.execute(sa.text(as_they_came)).scalar_one() == 2
        with engine.begin() as connection:
            command.downgrade(database.config(connection), "0006")
        assert counted(engine) == (2, 2, "0006")
