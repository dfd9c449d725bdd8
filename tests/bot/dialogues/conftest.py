"""One bot process for all dialogues, another one whose clock may jump.

None outlives this folder, and none runs while no test uses it: each beats five times a second, which takes a tenth of a
processor.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from scheduler.core.hours import PARIS
from tests.bot.dialogues.venue import Venue, open_venue
from tests.model_cache import shared_understanding


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where both databases lie; the language model is learnt before it is needed."""
    shared_understanding()
    return tmp_path_factory.mktemp("venue")


@pytest.fixture(scope="package")
def today(home: Path, unlocked: str) -> Iterator[Venue]:
    """The bot of `venue`, between two tests as well."""
    with open_venue(home, "today", unlocked) as venue:
        yield venue


@pytest.fixture(scope="package")
def today_with_team(home: Path, unlocked: str) -> Iterator[Venue]:
    """The bot of `venue_with_team`, likewise."""
    with open_venue(home, "team", unlocked, team=True) as venue:
        yield venue


@pytest.fixture(scope="package")
def later(home: Path, unlocked: str) -> Iterator[Venue]:
    """The bot of `time_machine`, likewise."""
    with open_venue(home, "later", unlocked) as venue:
        yield venue


@pytest.fixture
def venue(today: Venue) -> Iterator[Venue]:
    """The bot at today's date; every dialogue plants its own events."""
    with today.awake():
        yield today


@pytest.fixture
def venue_with_team(today_with_team: Venue) -> Iterator[Venue]:
    """The bot at today's date, with a team's chat."""
    with today_with_team.awake():
        yield today_with_team


@pytest.fixture
def time_machine(later: Venue) -> Iterator[Venue]:
    """The bot whose business clock the tests move forward."""
    with later.awake():
        yield later


@pytest.fixture
def morning(time_machine: Venue) -> datetime:
    """Ten in the morning, some days after whatever the test before did."""
    day = (time_machine.now + timedelta(days=9)).date()
    ten = datetime(day.year, day.month, day.day, 10, tzinfo=PARIS.zone)
    time_machine.jump_to(ten + timedelta(seconds=5))  # past the minute, whatever the rounding
    return ten
