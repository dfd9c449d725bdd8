"""A change that every process must know of: told in its own transaction, heard at once where PostgreSQL is direct.

Nothing depends on it: whoever hears looks into the database, as all do every few seconds anyway.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from knowledge.store.engine import CONNECT_S, DATABASE_FAULTS

log = logging.getLogger(__name__)

CHANNEL = "cite_changes"
AGAIN_S = 5.0  # after the connection was lost, or there was none
# Nothing is asked on it, so the system itself must notice when the other end is gone.
_LASTING: dict[str, Any] = {
    "connect_timeout": CONNECT_S,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
_TELL = select(func.pg_notify(CHANNEL, ""))


def tell_all(session: Session) -> None:
    """Let all processes that listen look, once this is committed; however often it is said, they look once."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(_TELL)


async def listen(engine: Engine, heard: Callable[[], object]) -> None:
    """Call `heard` whenever all are told, and whenever listening begins, until cancelled.

    A lost connection is replaced. Returns where there is nothing to hear: on SQLite, and behind a pooler.
    """
    if engine.dialect.name != "postgresql":
        return
    while True:
        with suppress(psycopg.Error, OSError, *DATABASE_FAULTS):
            if not await asyncio.to_thread(_is_direct, engine):
                return
            async with await _connection(engine) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                log.info("listens for changes", extra={"action": "listens"})
                heard()  # whatever was told meanwhile
                async for _ in connection.notifies():
                    heard()
        await asyncio.sleep(AGAIN_S)


def _is_direct(engine: Engine) -> bool:
    """Whether connections are the server's own. A pooler lends them, and tells its clients a number of its own."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        return bool(connection.scalar(select(func.pg_backend_pid())) == driver.info.backend_pid)


async def _connection(engine: Engine) -> psycopg.AsyncConnection[Any]:
    """One beside the pool, for as long as the process lives."""
    _, given = engine.dialect.create_connect_args(engine.url)
    return await psycopg.AsyncConnection.connect(**{**_LASTING, **given}, autocommit=True)
