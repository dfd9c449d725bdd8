"""A copy put into PostgreSQL: one transaction, so that until its end nothing has changed."""

from datetime import datetime

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DatabaseError

from bot.core import database as schema
from bot.core.errors import BotError, BusyError
from bot.run.copies.form import Copy
from bot.run.copies.loading import load, require_ours
from knowledge.store.engine import make_engine, unhurried

OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""
PATIENCE = "SET LOCAL lock_timeout = '8s'"  # for whoever reads a table that has to move


def put_back(copy: Copy, url: str, now: datetime, *, replace: bool) -> str | None:
    """The schema that what was there before was moved to; None when there were no rows.

    Rows are moved only with `replace`: unlike a file, a database may be somebody else's, by one wrong word in its
    address. The bot's own connections, on whatever machine, are known by its name at the server.
    """
    engine = make_engine(url)
    try:
        with engine.begin() as connection, unhurried(connection):
            connection.exec_driver_sql(PATIENCE)
            _require_alone(connection)
            kept = _moved(connection, now, replace=replace)
            schema.migrate(connection, copy.contents.schema_number)
            load(connection, copy)
            schema.migrate(connection)
            require_ours(connection, copy)
    except DatabaseError as error:
        raise BotError(f"The database refuses ({type(error.orig).__name__}): nothing was changed.") from error
    finally:
        engine.dispose()
    return kept


def _require_alone(connection: Connection) -> None:
    others = connection.scalar(text(OTHERS)) or 0
    if others:
        raise BusyError(
            f"{others} other connections to this database are open: stop the bot on every machine (and PgBouncer, if "
            "there is one), then try again. Nothing was changed."
        )


def _moved(connection: Connection, now: datetime, *, replace: bool) -> str | None:
    tables = inspect(connection).get_table_names()
    full = [name for name in tables if name != "alembic_version" and _has_rows(connection, name)]
    if not full:
        for name in tables:
            connection.exec_driver_sql(f'DROP TABLE "{name}" CASCADE')
        return None
    if not replace:
        raise BotError(
            "This PostgreSQL database is not empty. With --replace its tables are moved into a schema of their own, "
            "and the copy takes their place. Nothing was changed."
        )
    kept = f"before_{now:%Y%m%d_%H%M%S}"
    connection.exec_driver_sql(f'CREATE SCHEMA "{kept}"')
    for name in tables:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" SET SCHEMA "{kept}"')
    return kept


def _has_rows(connection: Connection, table: str) -> bool:
    return bool(connection.exec_driver_sql(f'SELECT EXISTS (SELECT 1 FROM "{table}")').scalar())
