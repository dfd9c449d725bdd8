"""Rows that a venue of the first version would have: in every table that families fill, linked to each other."""

import sqlalchemy as sa

from knowledge.store.columns import vault

_EVENT = """
INSERT INTO events (id, code, uid, title, starts_at, ends_at, kind, audiences, themes, capacity, taken, over, status,
 questions, revision, revised_at, made_up)
VALUES (:n, :name, :name, 'Robots', :at, :later, 'workshop', '', '', NULL, 0, 0, 'scheduled', '', 1, :at, FALSE)
"""
_OF_A_FAMILY = (
    "INSERT INTO families (id, number, language, reminders_on, created_at) VALUES (:n, :n, 'fr', TRUE, :at)",
    "INSERT INTO family_chats (chat_id, family_id) VALUES (:n, :n)",
    "INSERT INTO chats (chat_id, language, dialogue, seen_at) VALUES (:n, 'fr', :sealed, :at)",
    "INSERT INTO participants (id, family_id, first_name, birth_year, birth_month, identity, created_at)"
    " VALUES (:n, :n, :sealed, 2018, 3, 'a', :at)",
    "INSERT INTO signups (id, event_id, family_id, participant_id, state, created_at, waiting_since)"
    " VALUES (:n, :event, :n, :n, 'waiting', :at, :at)",
    "INSERT INTO questions (id, chat_id, words, topic, created_at, asked_team_at)"
    " VALUES (:n, :n, :sealed, 'parking', :at, :at)",
    "INSERT INTO outbox (id, chat_id, send_class, payload, state, attempts, not_before, created_at)"
    " VALUES (:n, :n, 0, :sealed, 'waiting', 0, 0.0, :at)",
    "INSERT INTO inbox (bot_id, update_id, chat_id, body, state, tries, failures, received_at)"
    " VALUES (7, :n, :n, :sealed, 'open', 0, 0, :at)",
)
ROWS_A_FAMILY, FAMILIES_AN_EVENT = len(_OF_A_FAMILY), 20


def fill(engine: sa.Engine, families: int) -> None:
    """So many families, each on the waiting list of an event; the vault is open."""
    at, later, sealed = "2026-11-25 10:00:00", "2026-11-25 12:00:00", vault.seal("Léa")
    events = range(families // FAMILIES_AN_EVENT + 1)
    told = [{"n": n, "event": n // FAMILIES_AN_EVENT, "at": at, "sealed": sealed} for n in range(families)]
    with engine.begin() as connection:
        connection.execute(sa.text(_EVENT), [{"n": n, "name": f"event {n}", "at": at, "later": later} for n in events])
        for insert in _OF_A_FAMILY:
            connection.execute(sa.text(insert), told)
