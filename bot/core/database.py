"""Opening the database: brought up to date or only read, and the keys that it is sealed with."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine, delete, inspect, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import InstrumentedAttribute, Session

import bot.core.team_tables  # noqa: F401  # what is sealed, and what is there, is asked of all tables
import scheduler.core.team_tables  # same  # noqa: F401  # same
from bot.core.errors import BotError
from bot.core.tables import SealingKeyRow
from knowledge.agenda.filled_table import all_filled
from knowledge.library.filled import Filled, read_filled
from knowledge.store.columns import Base, EncryptedText, Sealed, vault
from knowledge.store.engine import BadKeyError, make_engine, unhurried
from scheduler.core.transactions import insert_missing

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parents[1] / "migrations"


def upgrade(engine: Engine) -> None:
    """Run the migrations that are missing, all or none."""
    if is_current(engine):
        return
    if engine.dialect.name == "sqlite":
        with sqlite_unlinked(engine) as connection:
            migrate(connection)
        return
    with engine.begin() as connection, unhurried(connection):
        migrate(connection)


@contextmanager
def sqlite_unlinked(engine: Engine) -> Iterator[Connection]:
    """A transaction without foreign keys, which are checked at its end."""
    # Foreign keys off, before the transaction: a batch migration drops the old table, and with them on
    # and ON DELETE CASCADE every row that points to it would go too (measured, ARCHITECTURE.md, Migrations).
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
                    raise BotError("Some rows would point nowhere; nothing was changed.")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def is_current(engine: Engine) -> bool:
    """Whether no migration is missing; BotError for a database of a later version."""
    with engine.connect() as connection:
        return _known_revision(connection) == revisions()[-1]


def migrate(connection: Connection, revision: str = "head") -> None:
    """Run the migrations up to this one, in the caller's transaction."""
    from alembic import command  # late: a start with nothing to migrate need not pay for it

    _known_revision(connection)
    command.upgrade(config(connection), revision)


def revisions() -> tuple[str, ...]:
    """Those that this version has, the newest last."""
    return tuple(sorted(path.name.partition("_")[0] for path in FOLDER.glob("versions/[0-9]*.py")))


def revision_of(connection: Connection) -> str | None:
    """The newest migration that ran there; None in a database without tables of ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def require_known(revision: str) -> None:
    """BotError when it is of a version of the bot that this one has never heard of."""
    if revision not in revisions():
        raise BotError(
            f"The database is of a later version of the bot (revision {revision}): install that one, or put an older "
            "copy back with `cite db restore FILE`."
        )


def _known_revision(connection: Connection) -> str | None:
    found = revision_of(connection)
    if found is not None:
        require_known(found)
    return found


def config(connection: Connection) -> "Config":
    """Alembic's configuration for one open connection."""
    from alembic.config import Config  # late, as above

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


T = TypeVar("T")


def look(database_url: str, read: Callable[[Session], T]) -> T | None:
    """What `read` finds; None when there is no such database or table yet, or it does not answer."""
    engine = make_engine(database_url, read_only=True)
    try:
        with Session(engine) as session:
            return read(session)
    except DatabaseError:
        return None
    finally:
        engine.dispose()


def filled_now(database_url: str) -> Filled:
    """What is filled in table and file; raises ContentError for the file."""
    found = look(database_url, all_filled)
    return read_filled() if found is None else found


SAMPLES = 20  # cells a column, to know the key of a database that version 0.1 made


def check(session: Session) -> None:
    """Raise BadKeyError, one sentence, when this process's keys are not those of the database."""
    needed = needs(session)
    missing = missing_of(needed)
    if missing:
        raise BadKeyError(
            f"CITE_SECRET_KEY is not the key of this database, which needs {named(missing)} and was given "
            f"{named(vault.names)}: put the right one into .env (several with commas, the newest first)."
        )
    if not needed and not _opens_something(session):
        raise BadKeyError(
            "CITE_SECRET_KEY is not the key of this database: it opens nothing of what is stored there. "
            "Put the right one into .env (several with commas, the newest first)."
        )


def adopt(session: Session, now: datetime) -> None:
    """Note that the first key seals from now on; in a database that has no list yet, that any may have."""
    names = vault.names if not needs(session) else vault.names[:1]
    insert_missing(session, SealingKeyRow, [{"name": name, "since": now} for name in names])


def forget_others(session: Session) -> tuple[str, ...]:
    """Everything is sealed with the first key: the names of the others, which leave the list."""
    others = delete(SealingKeyRow).where(SealingKeyRow.name != vault.names[0])
    return tuple(sorted(session.scalars(others.returning(SealingKeyRow.name))))


def needs(session: Session) -> tuple[str, ...]:
    """The names of the keys that this database is sealed with, the newest first; none when it has no list yet."""
    return tuple(session.scalars(select(SealingKeyRow.name).order_by(SealingKeyRow.since.desc(), SealingKeyRow.name)))


def missing_of(needed: Iterable[str]) -> tuple[str, ...]:
    """Those that this process does not have."""
    return tuple(name for name in needed if name not in vault.names)


def named(names: Iterable[str]) -> str:
    """« the keys a1b2c3d4 and 5e6f7a8b »."""
    *first, last = names
    return f"the keys {', '.join(first)} and {last}" if first else f"the key {last}"


def sealed_columns() -> Iterator[tuple[type[Base], tuple[InstrumentedAttribute[Sealed | None], ...]]]:
    """Every table that has sealed columns, with those columns."""
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.local_table.name):  # type: ignore[attr-defined]
        keys = [one.key for one in mapper.column_attrs if isinstance(one.columns[0].type, EncryptedText)]
        if keys:
            yield mapper.class_, tuple(getattr(mapper.class_, key) for key in keys)


def _opens_something(session: Session) -> bool:
    cells = [cell for cell in _samples(session) if cell is not None]
    return not cells or any(cell.opens for cell in cells)


def _samples(session: Session) -> Iterator[Sealed | None]:
    for row, columns in sealed_columns():
        for column in columns:
            newest = [key.desc() for key in inspect(row).primary_key]
            yield from session.scalars(select(column).where(column.is_not(None)).order_by(*newest).limit(SAMPLES))
