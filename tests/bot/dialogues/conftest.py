"""One bot process for all dialogues, another one whose clock may jump."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.dialogues.venue import Venue, open_venue


@pytest.fixture(scope="session")
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where both databases lie, and beside them the language model: learnt once, kept for later runs."""
    folder, kept = tmp_path_factory.mktemp("venue"), request.config.cache.mkdir("cite-model")
    shutil.copytree(kept, folder, dirs_exist_ok=True)
    yield folder
    for model in filter(Path.is_dir, folder.iterdir()):
        shutil.copytree(model, kept / model.name, dirs_exist_ok=True)


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
