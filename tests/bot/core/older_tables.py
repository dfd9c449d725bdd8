"""A database as an earlier version left it, for the tests of one migration."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from sqlalchemy import Engine, text

from bot.core import database
from knowledge.store.columns import Base
from knowledge.store.engine import make_engine


@contextmanager
def tables_of(revision: str, database_url: str) -> Iterator[Engine]:
    """The empty tables of this revision; on PostgreSQL, which other tests share, the present ones come back after."""
    engine = make_engine(database_url)
    shared = engine.dialect.name != "sqlite"
    if shared:
        _fresh_schema(engine)
    with engine.begin() as connection:
        command.upgrade(database.config(connection), revision)
    yield engine
    if shared:
        _fresh_schema(engine)
        Base.metadata.create_all(engine)
    engine.dispose()


def _fresh_schema(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
