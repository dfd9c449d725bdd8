"""Two senders at the same instant on PostgreSQL, where SQLite's one writer cannot help."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.outbox import sending
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, put
from scheduler.outbox.sending import Claimed, Later, Sender, put_leased
from scheduler.reminders import reminders
from tests.scheduler.outgoing import T0, void
from tests.scheduler.scene import NOW, transaction, until_somebody_waits

RATE = 25.0
PATIENCE_S = 20.0


@pytest.fixture
def owed(postgres_database: Database) -> list[int]:
    """Two messages, and a bucket with exactly one token at T0."""
    with transaction(postgres_database) as session:
        sending.take_back(session, T0 - 1 / RATE)
        made = [put(session, chat_id=n, send_class=SendClass.REPLY, payload="x", now=NOW) for n in (1, 2)]
    return [row for row in made if row is not None]


def claim(session: Session, owner: str) -> Claimed | Later | None:
    return sending.claim(session, owner=owner, clock=T0 + 0.001, rate=RATE, render=void)


def test_while_one_sender_claims_the_others_wait_so_that_no_token_is_spent_twice(
    postgres_database: Database, owed: list[int]
) -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction(postgres_database) as one:
            assert isinstance(claim(one, "one"), Claimed)
            one.flush()
            other = pool.submit(postgres_database.do, claim, "two")
            until_somebody_waits(postgres_database)
        assert isinstance(other.result(PATIENCE_S), Later)


def test_a_message_whose_words_break_in_the_database_is_set_aside_and_the_next_one_leaves(
    postgres_database: Database,
) -> None:
    def breaks(session: Session, row: OutboxRow, notice: Notice) -> str | None:
        session.execute(text("SELECT 1 / 0"))
        return None

    with transaction(postgres_database) as session:
        sending.take_back(session, T0 - 60)
        notice = Notice(kind=NoticeKind.REMINDER, family_id=1, event_id=1, revision=1)
        put(session, chat_id=1, send_class=SendClass.REPLY, notice=notice, now=NOW)
        behind = put(session, chat_id=1, send_class=SendClass.REPLY, payload="x", now=NOW)
    with transaction(postgres_database) as session:
        assert sending.claim(session, owner="a", clock=T0, rate=None, render=breaks) == Later(0.0)
    found = postgres_database.do(claim, "a")
    assert isinstance(found, Claimed)
    assert found.id == behind


def test_nobody_waits_for_whoever_claims_to_lease_a_reply(postgres_database: Database, owed: list[int]) -> None:
    with transaction(postgres_database) as claiming:
        assert isinstance(claim(claiming, "claims"), Claimed)
        claiming.flush()
        with transaction(postgres_database) as answering:
            answering.execute(text("SET LOCAL lock_timeout = '1s'"))
            sender = Sender("answers", None)
            assert put_leased(answering, sender, chat_id=9, payload="x", clock=T0, now=NOW) is None


def test_a_row_that_is_being_changed_is_passed_over(postgres_database: Database, owed: list[int]) -> None:
    with transaction(postgres_database) as changing:
        reminders.lost(changing, 1, NOW)
        with transaction(postgres_database) as other:
            # A sender that waits for a lock says so, instead of hanging the test.
            other.execute(text("SET LOCAL lock_timeout = '1s'"))
            found = claim(other, "other")
    assert isinstance(found, Claimed)
    assert found.id == owed[1]
