"""What many of these tests begin with."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from knowledge.store.database import Database


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One transaction, which is all of the test."""
    with Session(database.engine, expire_on_commit=False) as opened, opened.begin():
        yield opened
