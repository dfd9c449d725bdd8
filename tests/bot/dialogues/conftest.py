"""One bot process for all dialogues, another one whose clock may jump."""

from collections.abc import Iterator

import pytest

from tests.bot.dialogues.venue import Venue, open_venue


@pytest.fixture(scope="session")
def venue(tmp_path_factory: pytest.TempPathFactory, unlocked: str) -> Iterator[Venue]:
    """The bot at today's date; every dialogue plants its own events."""
    with open_venue(tmp_path_factory.mktemp("venue"), unlocked) as venue:
        yield venue


@pytest.fixture(scope="session")
def time_machine(tmp_path_factory: pytest.TempPathFactory, unlocked: str) -> Iterator[Venue]:
    """The bot whose business clock the tests move forward."""
    with open_venue(tmp_path_factory.mktemp("time"), unlocked) as venue:
        yield venue
