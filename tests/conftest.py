"""What all tests share: both databases, a key for personal data, a fixed instant, and --slow."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from hypothesis import settings
from sqlalchemy.engine import Engine, make_url

import bot.core.tables  # noqa: F401  # same
import knowledge.agenda.agenda  # same
import knowledge.agenda.filled_table  # noqa: F401  # same
import scheduler.core.tables  # noqa: F401  # same
from knowledge.store.columns import Base, vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.model_cache import SHARED

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what tests start again and again is compiled once
os.environ["CITE_CACHE"] = str(SHARED)  # what commands and bots find is what the tests have learnt
settings.register_profile("patient", deadline=None)  # no test asserts a time
settings.load_profile("patient")
POSTGRES = os.environ.get("CITE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
SQLITE_FILE = "cite.sqlite"
MEMORY, ENOUGH = Path("/dev/shm"), 4_000_000_000  # pytest makes a folder of its own there; bytes

# A run begins with a file that learns the model; who needs none goes on meanwhile.
LEARNS, NEED_NO_MODEL = (
    "tests/bot/assistant/",
    ("tests/code/", "tests/knowledge/", "tests/sandbox/", "tests/scheduler/"),
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --slow."""
    parser.addoption("--slow", action="store_true", help="run the tests that take minutes too")


def pytest_configure(config: pytest.Config) -> None:
    """Keep what tests and their processes write in memory, where there is much of it: only slow ones take a disk away.

    A commit of SQLite waits for the disk, some milliseconds each time: the suite has hundreds of thousands.
    """
    if not config.getoption("--slow") and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow ones out unless asked for; put files into an order that leaves no process waiting."""
    learns = next((item.path for item in items if item.nodeid.startswith(LEARNS)), None)
    items.sort(key=lambda item: 0 if item.path == learns else 1 if item.nodeid.startswith(NEED_NO_MODEL) else 2)
    if not config.getoption("--slow"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="takes minutes: add --slow to run it"))


@pytest.fixture(scope="session", autouse=True)
def unlocked() -> str:
    """A fresh key for the whole run; a test that starts processes hands it over."""
    key = Fernet.generate_key().decode()
    vault.unlock([key])
    return key


@pytest.fixture
def now() -> datetime:
    """A Wednesday at noon in Paris, in winter time, far from any quiet hour."""
    return datetime(2026, 11, 25, 11, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A throw-away database on a PostgreSQL server, gone after the run; skips when there is no server."""
    name = f"cite_test_{uuid.uuid4().hex[:12]}"
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL server answers: set CITE_TEST_POSTGRES to test on one")
    with server:
        _create(server, name)
        try:
            yield make_url(POSTGRES).set(database=name).render_as_string(hide_password=False)
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _create(server: psycopg.Connection, name: str) -> None:
    """No test takes the server's power away, so no commit need wait for its disk."""
    server.execute(f'CREATE DATABASE "{name}"')
    server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit TO off')


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database without any table, for processes that bring it up to date themselves."""
    name = f"{make_url(postgres_url).database}_{uuid.uuid4().hex[:6]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        _create(connection, name)
        yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / SQLITE_FILE}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same, with no table and no other test's connections: for what makes, changes or replaces tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / SQLITE_FILE}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A SQLite file with all tables and no rows: copying it takes a tenth of making them."""
    engine = make_engine(f"sqlite:///{tmp_path_factory.mktemp('template') / SQLITE_FILE}")
    Base.metadata.create_all(engine)
    engine.dispose()
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_engine(postgres_url: str) -> Iterator[Engine]:
    """The connections of all tests, and all tables."""
    engine = make_engine(postgres_url)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def database(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables, once on each engine."""
    if database_url.startswith("sqlite"):
        yield from _copied(request.getfixturevalue("sqlite_template"), tmp_path / SQLITE_FILE)
    else:
        yield from _emptied(request.getfixturevalue("postgres_engine"))


@pytest.fixture
def postgres_database(postgres_engine: Engine) -> Iterator[Database]:
    """The same on PostgreSQL only, for what SQLite's one writer cannot show."""
    yield from _emptied(postgres_engine)


def _copied(template: Engine, file: Path) -> Iterator[Database]:
    """A file of this test's own; its statements are those that tests before have compiled already."""
    shutil.copyfile(str(template.url.database), file)
    engine = make_engine(f"sqlite:///{file}")
    engine.dialect, engine._compiled_cache = template.dialect, template._compiled_cache
    made = Database(engine)
    yield made
    made.close()


def _emptied(engine: Engine) -> Iterator[Database]:
    made = Database(engine)
    try:
        yield made
    finally:
        made._threads.shutdown()
        if engine.pool.checkedout():  # type: ignore[attr-defined]  # a test that failed has kept one
            engine.dispose()
        _empty(made)


def _empty(database: Database) -> None:
    """Delete every row and let numbers begin at 1 again: a hundred times quicker than TRUNCATE where rows are few."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql(_emptying())


@cache
def _emptying() -> str:
    """One order of many statements: sent one after the other they take ten times as long."""
    tables = Base.metadata.sorted_tables
    numbered = ((table.name, column.name) for table in tables if (column := table.autoincrement_column) is not None)
    sequences = (f"pg_get_serial_sequence('{table}', '{column}')" for table, column in numbered)
    return ";".join(
        (
            *(f'DELETE FROM "{table.name}"' for table in reversed(tables)),
            *(f"SELECT setval({sequence}, 1, false) WHERE {sequence} IS NOT NULL" for sequence in sequences),
        )
    )
