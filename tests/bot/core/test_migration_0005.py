"""The table of filled cells comes to a database of before, and goes again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.core import database
from knowledge.agenda.filled_table import FilledRow
from tests.bot.core.older_tables import tables_of

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DAY = date(2026, 12, 1)


@pytest.fixture
def old(own_database_url: str) -> Iterator[Engine]:
    """The fourth tables."""
    with tables_of("0004", own_database_url) as engine:
        yield engine


def row(**more: object) -> FilledRow:
    """A cell that was filled."""
    said = {"fr": "Gratuit.", "en": "Free.", "author": "Camille", "checked": DAY}
    return FilledRow(cell="escape.price", created_at=NOW, **said, **more)


def test_one_row_a_cell_is_in_force_and_any_number_has_ended(old: Engine) -> None:
    database.upgrade(old)
    with Session(old) as session:
        session.add_all([row(ended_at=NOW), row(ended_at=NOW), row()])
        session.commit()
        kept = session.query(FilledRow).order_by(FilledRow.id).all()
        assert [(one.checked, one.until, one.created_at, one.ended_at) for one in kept] == [
            (DAY, None, NOW, NOW),
            (DAY, None, NOW, NOW),
            (DAY, None, NOW, None),
        ]
        session.add(row())
        with pytest.raises(IntegrityError):
            session.commit()


def test_the_way_back_takes_the_table_out_and_the_way_up_brings_it_again(old: Engine) -> None:
    before = set(inspect(old).get_table_names())
    database.upgrade(old)
    with old.begin() as connection:
        command.downgrade(database.config(connection), "0004")
    assert set(inspect(old).get_table_names()) == before
    database.upgrade(old)
    assert database.is_current(old)
    with old.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM filled_facts")).scalar_one() == 0
