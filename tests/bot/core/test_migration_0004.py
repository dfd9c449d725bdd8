"""A database with questions from before the team could answer them, brought to the present tables and back."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot.core import database
from bot.core.tables import QuestionRow
from knowledge.store.columns import vault
from tests.bot.core.older_tables import tables_of

BEFORE = (
    "INSERT INTO questions (id, chat_id, words, topic, created_at, asked_team_at) VALUES"
    " (1, 5, :words, 'parking', '2026-11-25 10:00:00', '2026-11-25 10:01:00'),"
    " (2, 5, :words, NULL, '2026-11-25 10:00:00', NULL)"
)


@pytest.fixture
def old(own_database_url: str, unlocked: str) -> Iterator[Engine]:
    """The third tables, with a question that was handed on and one that was not."""
    with tables_of("0003", own_database_url) as engine:
        with engine.begin() as connection:
            connection.execute(text(BEFORE), {"words": vault.seal("Où se garer ?")})
        yield engine


def test_questions_from_before_stay_as_they_are(old: Engine) -> None:
    database.upgrade(old)
    with Session(old) as session:
        rows = session.query(QuestionRow).order_by(QuestionRow.id).all()
        assert [(row.words, row.topic, row.asked_team_at is not None) for row in rows] == [
            ("Où se garer ?", "parking", True),
            ("Où se garer ?", None, False),
        ]
        assert {(row.seen, row.event_id, row.outbox_id, row.answered_at) for row in rows} == {(None,) * 4}


def test_the_way_back_keeps_the_questions(old: Engine) -> None:
    database.upgrade(old)
    with Session(old) as session:
        session.get_one(QuestionRow, 1).seen = "Je n’ai pas cette information."
        session.commit()
        sealed = session.execute(text("SELECT seen FROM questions WHERE id = 1")).scalar_one()
        assert "information" not in sealed
    with old.begin() as connection:
        command.downgrade(database.config(connection), "0003")
    with old.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM questions")).scalar_one() == 2
    database.upgrade(old)
    assert database.is_current(old)
