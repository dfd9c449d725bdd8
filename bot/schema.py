"""Bringing a database up to date."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, text

from bot.errors import BotError
from knowledge.store.postgres import unhurried

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all or none."""
    if engine.dialect.name == "sqlite":
        _upgrade_sqlite(engine)
        return
    with engine.begin() as connection, unhurried(connection):
        _run(connection)


def _upgrade_sqlite(engine: Engine) -> None:
    # Foreign keys off, before the transaction: a batch migration drops the old table, and with them on
    # and ON DELETE CASCADE every row that points to it would go too (measured, design.md §1).
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                _run(connection)
                if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                    raise BotError("The migration would leave rows that point nowhere; nothing was changed.")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def is_current(engine: Engine) -> bool:
    """Whether no migration is missing; BotError for a database of a later version."""
    head = ScriptDirectory(str(FOLDER)).get_current_head()
    with engine.connect() as connection:
        _require_known(connection)
        return MigrationContext.configure(connection).get_current_revision() == head


def _run(connection: Connection) -> None:
    _require_known(connection)
    command.upgrade(config(connection), "head")


def _require_known(connection: Connection) -> None:
    """BotError when the database is of a version of the bot that this one has never heard of."""
    found = MigrationContext.configure(connection).get_current_revision()
    if found is None:
        return  # a database without tables
    try:
        ScriptDirectory(str(FOLDER)).get_revision(found)
    except CommandError as error:
        raise BotError(
            f"The database is of a later version of the bot (revision {found}): install that one, or put an older "
            "copy back with `cite db restore FILE`."
        ) from error


def config(connection: Connection) -> Config:
    """Alembic's configuration for one open connection."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made
