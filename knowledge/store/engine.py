"""Engines for SQLite and PostgreSQL that keep what they were told.

Sources: SQLAlchemy's "legacy transaction mode" notes for the BEGIN recipe, SQLite's pragma page for the rest.
"""

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from knowledge.store.errors import NotDurableError
from knowledge.store.faults import name_faults

BUSY_TIMEOUT_S = 30
RESTED_S = 1.0  # after so long unused, a connection is asked whether it still works
_USED_AT = "used at"
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
    engine = create_engine(parsed, pool_size=pool_size, max_overflow=2)
    name_faults(engine)
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", _ask_after_a_rest)
    return engine


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


def _note_the_time(connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED_AT] = time.monotonic()


def _ask_after_a_rest(connection: psycopg.Connection, record: ConnectionPoolEntry, proxy: object) -> None:
    # The server may have ended it meanwhile. SQLAlchemy's own `pool_pre_ping` asks at every transaction.
    if time.monotonic() - record.info.get(_USED_AT, time.monotonic()) < RESTED_S:
        return
    try:
        connection.execute("")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error  # the pool takes another one


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
