"""A strict local Telegram without limits, and the address of a fresh SQLite file."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest

from bot.sandbox.server import Running, running
from bot.sandbox.state import Sandbox
from tests.bot.reliability import process


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
