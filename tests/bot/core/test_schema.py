"""Migrations: up, down, and no difference from the tables that the code knows, on both engines."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from bot.core import database
from knowledge.store.columns import Base
from knowledge.store.engine import make_engine


@pytest.fixture
def engine(own_database_url: str):  # type: ignore[no-untyped-def]  # a generator of an Engine
    """An engine on a database without a single table."""
    made = make_engine(own_database_url)
    yield made
    made.dispose()


def test_an_upgraded_database_is_what_the_code_expects(engine: Engine) -> None:
    assert not database.is_current(engine)
    database.upgrade(engine)
    assert database.is_current(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_upgrading_twice_changes_nothing(engine: Engine) -> None:
    database.upgrade(engine)
    before = set(inspect(engine).get_table_names())
    database.upgrade(engine)
    assert set(inspect(engine).get_table_names()) == before


def test_the_first_migration_can_be_taken_back(engine: Engine) -> None:
    database.upgrade(engine)
    with engine.begin() as connection:
        command.downgrade(database.config(connection), "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    database.upgrade(engine)
    assert database.is_current(engine)


def test_foreign_keys_are_enforced_again_after_an_upgrade(engine: Engine) -> None:
    database.upgrade(engine)
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


def test_the_newest_revision_is_known_without_asking_the_library() -> None:
    assert database.revisions()[-1] == ScriptDirectory(str(database.FOLDER)).get_current_head()
    assert set(database.revisions()) == {one.revision for one in ScriptDirectory(str(database.FOLDER)).walk_revisions()}
