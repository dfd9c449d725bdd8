"""One bot process for all dialogues, another one whose clock may jump."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.dialogues.venue import Venue, open_venue
from tests.model_cache import prime


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both databases lie, and beside them the language model."""
    folder = tmp_path_factory.mktemp("venue")
    prime(folder)
    return folder


@pytest.fixture(scope="session")
def venue(home: Path, unlocked: str) -> Iterator[Venue]:
    """The bot at today's date; every dialogue plants its own events."""
    with open_venue(home, "today", unlocked) as venue:
        yield venue


@pytest.fixture(scope="session")
def time_machine(home: Path, unlocked: str) -> Iterator[Venue]:
    """The bot whose business clock the tests move forward."""
    with open_venue(home, "later", unlocked) as venue:
        yield venue
