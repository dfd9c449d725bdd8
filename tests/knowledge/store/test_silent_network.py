"""PostgreSQL behind a network that falls silent: every wait ends, and PgBouncer may stand in between."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.core import database as schema
from bot.core.tables import InboxRow
from knowledge.store import engine as postgres
from knowledge.store.database import Database
from knowledge.store.engine import make_engine, unhurried
from knowledge.store.punctual import PunctualConnection
from tests.silent_proxy import SilentProxy, silent_proxy

SOON_S = 0.5


def target(url: str) -> tuple[str, int]:
    """Where the server listens."""
    parsed = make_url(url)
    return parsed.host or "127.0.0.1", parsed.port or 5432


def through(url: str, port: int, host: str = "127.0.0.1") -> str:
    """The same database by way of this port."""
    return make_url(url).set(host=host, port=port).render_as_string(hide_password=False)


@pytest.fixture
def proxy(postgres_url: str) -> Iterator[SilentProxy]:
    with silent_proxy(target(postgres_url)) as made:
        yield made


@pytest.fixture
def far(postgres_url: str, proxy: SilentProxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """An engine behind the proxy, impatient."""
    monkeypatch.setattr(PunctualConnection, "answer_within", SOON_S)
    monkeypatch.setattr(postgres, "ANSWER_S", SOON_S)
    monkeypatch.setattr(postgres, "PING_S", SOON_S)
    made = make_engine(through(postgres_url, proxy.port), pool_size=1)
    yield made
    made.dispose()


def test_a_statement_that_nobody_answers_ends_and_the_next_one_gets_a_new_connection(
    far: Engine, proxy: SilentProxy
) -> None:
    with far.begin() as connection:
        assert connection.scalar(text("SELECT 1")) == 1
    connection = far.connect()
    proxy.silence()
    begun = time.monotonic()
    with pytest.raises(OperationalError), connection.begin():
        raise AssertionError("answered")
    connection.close()
    assert SOON_S <= time.monotonic() - begun < 5 * SOON_S
    proxy.speak()
    with far.begin() as connection:
        assert connection.scalar(text("SELECT 3")) == 3


def test_a_rested_connection_that_has_fallen_silent_is_replaced_unseen(
    far: Engine, proxy: SilentProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    with far.begin() as connection:
        connection.scalar(text("SELECT 1"))
    proxy.silence()
    proxy.speak()
    monkeypatch.setattr(postgres, "RESTED_S", 0.0)
    with far.begin() as connection:
        assert connection.scalar(text("SELECT 2")) == 2


def test_connecting_to_a_silent_server_ends(postgres_url: str, proxy: SilentProxy) -> None:
    proxy.silence()
    made = make_engine(through(postgres_url, proxy.port) + "?connect_timeout=2")
    with pytest.raises(OperationalError), made.connect():
        raise AssertionError("connected")


def test_psycopg_alone_waits_for_ever(postgres_url: str, proxy: SilentProxy) -> None:
    with psycopg.connect(through(postgres_url, proxy.port).replace("+psycopg", "")) as plain:
        proxy.silence()
        waiting = threading.Thread(target=_ask, args=(plain,), daemon=True)
        waiting.start()
        waiting.join(6 * SOON_S)
        assert waiting.is_alive()
        with socket.socket(fileno=os.dup(plain.fileno())) as its_own:
            its_own.shutdown(socket.SHUT_RDWR)
        waiting.join(10)
        assert not waiting.is_alive()


def _ask(connection: psycopg.Connection) -> None:
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")


def test_each_transaction_has_the_servers_limits_and_only_it(postgres_url: str) -> None:
    made = make_engine(postgres_url, pool_size=1)
    with made.begin() as connection:
        assert _limits(connection) == {name: seconds * 1000 for name, seconds in postgres._LIMITS.items()}
        with unhurried(connection):
            assert set(_limits(connection).values()) == {0}
    event.remove(made, "begin", postgres._limit)
    with made.begin() as connection:
        assert set(_limits(connection).values()) == {0}
    made.dispose()


def _limits(connection: Connection) -> dict[str, int]:
    found = text("SELECT name, setting::int AS value FROM pg_settings WHERE name = ANY(:names)")
    return {row.name: row.value for row in connection.execute(found, {"names": list(postgres._LIMITS)})}


def test_the_server_ends_what_waits_for_a_lock_too_long(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "_SET_LIMITS", "SET LOCAL lock_timeout = '100ms'")
    made = make_engine(postgres_url, pool_size=2)
    lock = text("SELECT pg_advisory_xact_lock(4711)")
    with made.begin() as one:
        one.execute(lock)
        with pytest.raises(OperationalError, match="lock timeout"), made.begin() as other:
            other.execute(lock)
    made.dispose()


@pytest.fixture
def bouncer(empty_postgres_url: str, tmp_path: Path) -> Iterator[str]:
    """The same database through PgBouncer in transaction mode, with one connection of the server for all."""
    program = shutil.which("pgbouncer", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.skip("pgbouncer is not installed, so what stands behind it is not tested")
    (host, port), url = target(empty_postgres_url), make_url(empty_postgres_url)
    with socket.create_server(("127.0.0.1", 0)) as free:
        own = free.getsockname()[1]
    password = f" password={url.password}" if url.password else ""
    settings = (
        f"[databases]\n* = host={host} port={port} user={url.username}{password}\n"
        f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {own}\nauth_type = any\npool_mode = transaction\n"
        "default_pool_size = 1\nmax_prepared_statements = 0\nunix_socket_dir =\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".ini") as file:
        file.write(settings)
        file.flush()
        Path(file.name).chmod(0o644)  # it refuses to run as root, and may then read only what all may
        with subprocess.Popen([program, "-q", file.name], user="nobody" if os.getuid() == 0 else None) as process:
            try:
                yield through(empty_postgres_url, own)
            finally:
                process.kill()  # SIGTERM would wait for clients that a failed test has not closed


def test_behind_pgbouncer_migrations_and_many_transactions_of_several_threads_work(
    bouncer: str, empty_postgres_url: str
) -> None:
    made = make_engine(bouncer)
    over = time.monotonic() + 10
    while not _connects(made):
        assert time.monotonic() < over
        time.sleep(0.05)  # it does not say when it listens
    schema.upgrade(made)
    with psycopg.connect(empty_postgres_url.replace("+psycopg", "")) as direct:
        ours = "locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        locks = direct.execute(f"SELECT count(*) FROM pg_locks WHERE {ours}").fetchone()
    assert locks == (0,)
    database = Database(made)
    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(lambda _: database.do(_count), range(100)))
    assert counts == [0] * 100
    database.close()


def _connects(engine: Engine) -> bool:
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False


def _count(session: Session) -> int:
    return session.execute(select(func.count()).where(InboxRow.update_id == 1)).scalar_one()
