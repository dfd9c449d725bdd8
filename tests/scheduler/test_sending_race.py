"""Two senders at the same instant on PostgreSQL, where SQLite's one writer cannot help."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from knowledge.store import Database
from scheduler import reach, sending
from scheduler.outbox import SendClass, put
from scheduler.sending import Claimed, Later
from tests.scheduler.scene import NOW, transaction
from tests.scheduler.test_sending import T0, void


@pytest.fixture
def owed(postgres_database: Database) -> list[int]:
    with transaction(postgres_database) as session:
        made = [put(session, chat_id=n, send_class=SendClass.REPLY, payload="x", now=NOW) for n in (1, 2)]
        claim(session, "first")  # makes the bucket
        sending.take_back(session, T0 - 60)
    return [row for row in made if row is not None]


def claim(session: Session, owner: str) -> Claimed | Later | None:
    # A sender that waits for a lock says so at once, instead of hanging the test.
    session.execute(text("SET LOCAL lock_timeout = '100ms'"))
    return sending.claim(session, owner=owner, clock=T0, rate=25.0, render=void)


def test_while_one_sender_claims_the_others_wait_so_that_no_token_is_spent_twice(
    postgres_database: Database, owed: list[int]
) -> None:
    with transaction(postgres_database) as one:
        first = claim(one, "one")
        with pytest.raises(OperationalError), transaction(postgres_database) as two:
            claim(two, "two")
    with transaction(postgres_database) as two:
        second = claim(two, "two")
    assert isinstance(first, Claimed)
    assert isinstance(second, Claimed)
    assert [first.id, second.id] == owed


def test_a_row_that_is_being_changed_is_passed_over(postgres_database: Database, owed: list[int]) -> None:
    with transaction(postgres_database) as changing:
        reach.lost(changing, 1, NOW)
        with transaction(postgres_database) as other:
            found = claim(other, "other")
    assert isinstance(found, Claimed)
    assert found.id == owed[1]
