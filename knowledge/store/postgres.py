"""PostgreSQL behind a network that may fall silent: every wait ends, and whoever is gone holds no lock.

psycopg waits without limit, and a keepalive never fires behind a proxy whose kernel goes on acknowledging. So
the wait itself has a deadline. The server has its own, earlier ones, so that it is mostly the server that says
what took too long. They are set in each transaction, as PgBouncer in transaction mode allows nothing else.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from knowledge.store.faults import name_faults

T = TypeVar("T")

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


class PunctualConnection(psycopg.Connection[Any]):
    """A connection that waits `answer_within` seconds for an answer, then closes its socket and raises."""

    answer_within: float = ANSWER_S

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait; OperationalError when it takes too long."""
        try:
            return super().wait(gen, interval, self.answer_within if timeout is None else timeout)
        except psycopg.OperationalError:
            if self.info.transaction_status is TransactionStatus.ACTIVE:
                # Its answer, coming late, would be taken for that of the next statement.
                self.close()
            raise


def postgres_engine(url: URL, pool_size: int) -> Engine:
    """An engine whose every wait ends; `connect_timeout` in the address is respected."""
    given = {} if "connect_timeout" in url.query else {"connect_timeout": CONNECT_S}
    # No prepared statements of the server: they belong to a session, which PgBouncer lends to others.
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=2, pool_timeout=POOL_S, connect_args=given | {"prepare_threshold": None}
    )
    name_faults(engine)
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "begin", _limit)
    event.listen(engine, "checkin", _note_the_time)
    event.listen(engine, "checkout", _ask_after_a_rest)
    return engine


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Let the transaction under way take long, as a migration may; nothing to do on SQLite."""
    raw = connection.connection.dbapi_connection
    if not isinstance(raw, PunctualConnection):
        yield
        return
    connection.exec_driver_sql(_LIFT_LIMITS)
    raw.answer_within = LONG_ANSWER_S
    try:
        yield
    finally:
        raw.answer_within = ANSWER_S


def _connect(dialect: Any, record: Any, args: tuple[Any, ...], given: dict[str, Any]) -> PunctualConnection:
    return PunctualConnection.connect(*args, **given)


def _limit(connection: Connection) -> None:
    connection.exec_driver_sql(_SET_LIMITS)


def _note_the_time(connection: Any, record: ConnectionPoolEntry) -> None:
    record.info[_USED_AT] = time.monotonic()


def _ask_after_a_rest(connection: PunctualConnection, record: ConnectionPoolEntry, proxy: object) -> None:
    # The server may have ended it meanwhile. SQLAlchemy's own `pool_pre_ping` asks at every transaction.
    if time.monotonic() - record.info.get(_USED_AT, time.monotonic()) < RESTED_S:
        return
    connection.answer_within = PING_S
    try:
        connection.execute("")
        connection.rollback()
    except psycopg.Error as error:
        raise DisconnectionError from error  # the pool takes another one
    finally:
        connection.answer_within = ANSWER_S
