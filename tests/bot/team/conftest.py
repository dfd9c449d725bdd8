"""A desk for each test."""

import pytest

from knowledge.store.database import Database
from tests.bot.team.desk import Desk


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)
