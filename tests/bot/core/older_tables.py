"""A database as an earlier version left it, for the tests of one migration."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from sqlalchemy import Engine

from bot.core import database
from knowledge.store.engine import make_engine


@contextmanager
def tables_of(revision: str, own_database_url: str) -> Iterator[Engine]:
    """The empty tables of this revision, in a database that no other test uses."""
    engine = make_engine(own_database_url)
    try:
        with engine.begin() as connection:
            command.upgrade(database.config(connection), revision)
        yield engine
    finally:
        engine.dispose()
