"""Engines for SQLite and PostgreSQL that keep what they were told, whose every wait ends; what can go wrong."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DisconnectionError, InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

if TYPE_CHECKING:
    from knowledge.store.punctual import PunctualConnection


class StoreError(Exception):
    """The database or its key is not usable; the message is one plain sentence."""


class LockedError(StoreError):
    """Personal data was touched although no secret key was given."""


class BadKeyError(StoreError):
    """A secret key is missing, not in Fernet's format, or not the one of this database."""


class UnreadableError(StoreError):
    """A cell that none of the keys opens: it was damaged, or sealed with another one."""


class UnavailableError(StoreError):
    """The connection to the database broke below its driver."""


class NaiveTimeError(StoreError):
    """A time without a zone was about to be stored."""


class NotDurableError(StoreError):
    """SQLite cannot do here what a commit that survives a power cut needs."""


# The database or the disk does not work. Other errors of SQLAlchemy (a value out of range, a broken constraint) are
# faults of our own code.
DATABASE_FAULTS = (OperationalError, InterfaceError, InternalError, PoolTimeoutError, UnavailableError)


def name_faults(engine: Engine) -> None:
    """Let an OSError that comes out of the driver be an UnavailableError, and its connection be given up."""
    event.listen(engine, "handle_error", _named)


def _give_up_readers(context: ExceptionContext) -> None:
    """A session that may only read: after a failover it is with the wrong server, and stays so."""
    from knowledge.store.punctual import ReadOnlySqlTransaction

    if isinstance(context.original_exception, ReadOnlySqlTransaction):
        context.is_disconnect = True


def _named(context: ExceptionContext) -> Exception | None:
    error = context.original_exception
    if not isinstance(error, OSError):
        return None
    context.is_disconnect = True
    return UnavailableError(f"the database's connection broke ({type(error).__name__})")


CONNECT_S = 5  # to connect
PING_S = 3.0  # for an idle connection to say that it still works
ANSWER_S = 15.0  # for the answer to a statement
LONG_ANSWER_S = 3600.0  # the same where a statement may take long, see :func:`unhurried`
POOL_S = 10.0  # for another thread's connection
RESTED_S = 1.0  # after so long unused, a connection is asked whether it still works
# An idle transaction is one whose client is gone: until it ends, its locks hold up everybody.
_LIMITS = {"statement_timeout": 10, "lock_timeout": 8, "idle_in_transaction_session_timeout": 10}
_SET_LIMITS = "; ".join(f"SET LOCAL {name} = '{seconds}s'" for name, seconds in _LIMITS.items())
_LIFT_LIMITS = "; ".join(f"SET LOCAL {name} = 0" for name in _LIMITS)
_USED_AT = "used at"


def postgres_engine(url: URL, pool_size: int) -> Engine:
    """An engine whose every wait ends; `connect_timeout` in the address is respected."""
    given = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_S}
    # No prepared statements of the server: they belong to a session, which PgBouncer lends to others.
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=2, pool_timeout=POOL_S, connect_args=given | {"prepare_threshold": None}
    )
    name_faults(engine)
    event.listen(engine, "handle_error", _give_up_readers)
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "begin", _limit)
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", _ask_after_a_rest)
    return engine


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Let the transaction under way take long, as a migration may; nothing to do on SQLite."""
    if connection.dialect.name != "postgresql":
        yield
        return
    raw: Any = connection.connection.dbapi_connection
    connection.exec_driver_sql(_LIFT_LIMITS)
    raw.answer_within = LONG_ANSWER_S
    try:
        yield
    finally:
        raw.answer_within = ANSWER_S


def _connect(dialect: Any, record: Any, args: tuple[Any, ...], given: dict[str, Any]) -> "PunctualConnection":
    from knowledge.store.punctual import PunctualConnection  # only where the database is PostgreSQL

    return PunctualConnection.connect(*args, **given)


def _limit(connection: Connection) -> None:
    connection.exec_driver_sql(_SET_LIMITS)


def _note_the_time(connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED_AT] = time.monotonic()


def _ask_after_a_rest(connection: "PunctualConnection", record: ConnectionPoolEntry, proxy: object) -> None:
    # The server may have ended it meanwhile. SQLAlchemy's own `pool_pre_ping` asks at every transaction.
    if time.monotonic() - record.info.get(_USED_AT, time.monotonic()) < RESTED_S:
        return
    from knowledge.store.punctual import DRIVER_FAULTS

    connection.answer_within = PING_S
    try:
        connection.execute("")
        connection.rollback()
    except DRIVER_FAULTS as error:
        raise DisconnectionError from error  # the pool takes another one
    finally:
        connection.answer_within = ANSWER_S


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
