"""Engines for SQLite and PostgreSQL that keep what they were told.

Sources: SQLAlchemy's "legacy transaction mode" notes for the BEGIN recipe, SQLite's pragma page for the rest.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url

from knowledge.store.errors import NotDurableError
from knowledge.store.faults import name_faults
from knowledge.store.postgres import postgres_engine

BUSY_TIMEOUT_S = 30
SQLITE_PRAGMAS: dict[str, str | int] = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit that was acknowledged to Telegram survives a power cut
    "foreign_keys": 1,
    "secure_delete": 1,  # what a family erases is overwritten in the file; not every build does so by itself
    "busy_timeout": BUSY_TIMEOUT_S * 1000,
}


def make_engine(url: str, *, pool_size: int = 4, read_only: bool = False) -> Engine:
    """An engine for `url` (sqlite:///, postgresql:// or postgres://); makes a SQLite file's folder.

    A read-only one makes nothing, not even the file, and never holds the write lock.
    """
    parsed = normalise(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_reader(parsed) if read_only else _sqlite(parsed)
    return postgres_engine(parsed, pool_size)


def normalise(url: str) -> URL:
    """Accept the spellings of PostgreSQL addresses that hosts hand out."""
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        return parsed.set(drivername="postgresql+psycopg")
    return parsed


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:" and not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # families' data: nobody else's to read, whatever the umask
            os.close(os.open(url.database, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    # Only two connections: one writer thread, and a reader that must not wait for it (health checks).
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_S}, pool_size=1, max_overflow=1
    )
    name_faults(engine)
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _sqlite_reader(url: URL) -> Engine:
    address = f"sqlite:///file:{url.database}?mode=ro&uri=true"
    return create_engine(address, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_S})


def _prepare_connection(connection: Any, record: object) -> None:
    # The driver's own implicit BEGIN is deferred and breaks savepoints: switch it off.
    connection.isolation_level = None
    cursor = connection.cursor()
    for name, value in SQLITE_PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        # Read back, because SQLite says nothing when it cannot do what it is told.
        (found,) = cursor.execute(f"PRAGMA {name}").fetchone()
        if found not in (value, "memory"):
            raise NotDurableError(f"SQLite cannot keep a database safely here ({name} is {found}): use a local disk.")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    # A deferred transaction that reads, then writes, fails at once with SQLITE_BUSY_SNAPSHOT.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
