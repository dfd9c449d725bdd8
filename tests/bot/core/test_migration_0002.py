"""A database with families in it, brought from the first tables to the present ones."""

from collections.abc import Iterator

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot.core import database
from bot.core.errors import BotError
from knowledge.store.columns import vault
from scheduler.core.people import BirthMonth
from scheduler.core.tables import SignupRow
from scheduler.families.families import participants
from scheduler.seats import registrations, seats
from tests.bot.core.older_tables import tables_of

BEFORE = """
INSERT INTO families (id, number, language, reminders_on, created_at) VALUES (1, 10000001, 'fr', TRUE, :at);
INSERT INTO participants (id, family_id, first_name, birth_year, birth_month, identity, created_at)
    VALUES (1, 1, :lea, 2018, 3, 'a', :at), (2, 1, :papa, NULL, NULL, 'b', :at);
INSERT INTO events (id, code, uid, title, starts_at, ends_at, kind, audiences, themes, capacity, taken, over, status,
    questions, revision, revised_at, made_up)
    VALUES (1, 'abcdefgh', 'e1', 'Robots', :at, :later, 'workshop', '', '', 1, 0, 0, 'scheduled', '', 1, :at, FALSE);
INSERT INTO signups (id, event_id, family_id, participant_id, state, created_at, waiting_since)
    VALUES (1, 1, 1, 1, 'waiting', :at, :at), (2, 1, 1, 2, 'waiting', :at, :at)
"""


@pytest.fixture
def old(own_database_url: str, unlocked: str) -> Iterator[Engine]:
    """The first tables, with a child, an adult and their places in line."""
    with tables_of("0001", own_database_url) as engine:
        with engine.begin() as connection:
            values = {
                "at": "2026-11-25 10:00:00",
                "later": "2026-11-25 12:00:00",
                "lea": vault.seal("Léa"),
                "papa": vault.seal("Papa"),
            }
            for statement in BEFORE.split(";\n"):
                connection.execute(text(statement), {k: v for k, v in values.items() if f":{k}" in statement})
        yield engine


def test_birth_months_are_sealed_and_every_sign_up_gets_its_link_and_its_entry(old: Engine) -> None:
    database.upgrade(old)
    with Session(old) as session:
        assert [one.birth for one in participants(session, 1)] == [BirthMonth(2018, 3), None]
        sealed = session.execute(text("SELECT birth FROM participants WHERE id = 1")).scalar_one()
        assert "2018" not in sealed
        rows = session.query(SignupRow).order_by(SignupRow.id).all()
        assert [row.entry_id for row in rows] == [1, 1]
        found = registrations.by_token(session, rows[1].token)
        assert found is not None
        assert found[1].signup_id == 2
        assert [one.signup_id for one in seats.line(session, 1)] == [1, 2]


def test_without_the_key_nothing_is_changed_and_one_sentence_says_why(
    old: Engine, unlocked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "_keys", ())
    with pytest.raises(BotError, match="needs CITE_SECRET_KEY"):
        database.upgrade(old)
    monkeypatch.undo()
    with old.connect() as connection:
        assert connection.execute(text("SELECT birth_year FROM participants WHERE id = 1")).scalar_one() == 2018


def test_there_is_no_way_back_once_birth_months_are_sealed(old: Engine) -> None:
    database.upgrade(old)
    with pytest.raises(BotError, match="backup"), old.begin() as connection:
        command.downgrade(database.config(connection), "0001")
