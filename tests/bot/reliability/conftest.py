"""A strict local Telegram without limits, and the address of a fresh SQLite file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox.running import Running, running
from bot.sandbox.state import Sandbox


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


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'cite.sqlite'}"
