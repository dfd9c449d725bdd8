"""A strict local Telegram without limits, and the address of a fresh SQLite file."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.sandbox.running import Running, running
from bot.sandbox.state import Sandbox
from tests.bot.reliability import process
from tests.conftest import POSTGRES


@pytest.fixture(autouse=True)
def _processes_run_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "HOME", home)


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the library warns of its own future each time it reads a retry_after."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def server() -> AsyncIterator[Running]:
    async with running(Sandbox(limits=None)) as server:
        yield server


@pytest.fixture
def sandbox(server: Running) -> Sandbox:
    return server.sandbox


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes run: one folder for all, so that only the first has to learn the language model."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def file_url(home: Path) -> str:
    return f"sqlite:///{home / uuid4().hex}.sqlite"


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database without any table, for processes that bring it up to date themselves."""
    name = f"{make_url(postgres_url).database}_{uuid4().hex[:6]}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
