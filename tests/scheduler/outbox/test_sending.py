"""Claiming on a clock of the test's own: who goes next, when, and what a claim costs."""

import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from scheduler.core.tables import OutboxRow
from scheduler.outbox import lines, sending
from scheduler.outbox.outbox import Notice, NoticeKind, SendClass, put_notice
from scheduler.outbox.sending import Later
from tests.scheduler.outgoing import POISONED, T0, arrive, claim, claimed, fail, owe, row_at
from tests.scheduler.scene import NOW


def test_the_most_urgent_class_goes_first_and_each_class_in_its_order(session: Session) -> None:
    classes = (SendClass.REMINDER, SendClass.ANNOUNCEMENT, SendClass.REMINDER, SendClass.REPLY, SendClass.OFFER)
    rows = [owe(session, chat, kind) for chat, kind in enumerate(classes, start=1)]
    order = [claimed(session).id for _ in rows]
    assert order == [rows[3], rows[4], rows[0], rows[2], rows[1]]


def test_a_reply_overtakes_a_cancellation_that_waits_in_the_same_chat(session: Session) -> None:
    told, reply = owe(session, 7, SendClass.CONFIRMATION), owe(session, 7)
    assert claimed(session).id == reply
    arrive(session, reply)
    assert claimed(session).id == told


def test_a_row_that_was_cleared_away_does_not_make_the_senders_rest(session: Session) -> None:
    notice = Notice(kind=NoticeKind.REMINDER, family_id=1, event_id=1, revision=1)
    put_notice(session, notice, tuple(range(1, 60)), send_class=SendClass.REMINDER, key="r", now=NOW)
    assert claim(session) == Later(0.0)
    assert claim(session) == Later(0.0)
    assert claim(session) is None


@pytest.mark.parametrize("step", [60.0, 3600.0, 86_400.0])
def test_a_clock_that_is_set_back_holds_no_row_for_as_long(session: Session, step: float) -> None:
    paused, in_flight = owe(session, 7), owe(session, 8)
    fail(session, paused, 1, POISONED)
    assert claimed(session, "dead", T0 + 1).id == in_flight
    stepped = T0 + 1 - step
    assert claim(session, at=stepped) is None
    assert row_at(session, paused).not_before - stepped < 10
    assert claimed(session, at=stepped + 10).id == paused
    assert claimed(session, at=stepped + sending.LEASE_S + 1).id == in_flight


def test_a_clock_that_is_right_moves_no_pause(session: Session) -> None:
    row = owe(session, 7)
    _, at = fail(session, row, 3, POISONED)
    before = row_at(session, row).not_before
    assert claim(session, at=at - 1) is None
    assert row_at(session, row).not_before == before


def test_a_replica_whose_clock_is_a_little_behind_moves_no_pause(session: Session) -> None:
    row, other = owe(session, 7), owe(session, 8)
    _, at = fail(session, row, 1, POISONED)
    before = row_at(session, row).not_before
    assert claimed(session, "ahead", at + 1.5).id == other
    assert claim(session, "behind", at) is None
    assert row_at(session, row).not_before == before


def test_a_claim_costs_what_is_owed_not_what_was_ever_sent(session: Session) -> None:
    session.execute(insert(OutboxRow.__table__), [_row(chat) for chat in range(1, 1501)])
    before = _cheapest_of(session, range(30))
    _already_sent(session, 20_000)
    # A claim takes well under a millisecond, reading what was sent some ten: a busy machine may add its part.
    assert _cheapest_of(session, range(30, 60)) < 1.6 * before + 0.001
    if session.get_bind().dialect.name == "sqlite":
        assert "ix_outbox_open" in _plan(session)
        assert "SCAN outbox\n" not in _plan(session) + "\n"


def _cheapest_of(session: Session, seconds: range) -> float:
    """The processor time of the cheapest claim, for the machine may be busy."""
    costs = []
    for second in seconds:
        begun = time.process_time()
        found = claimed(session, at=T0 + second)
        costs.append(time.process_time() - begun)
        arrive(session, found.id)
    return min(costs)


def _row(chat: int, **values: Any) -> dict[str, Any]:
    return {
        "chat_id": chat,
        "send_class": 4,
        "payload": "x",
        "state": "waiting",
        "attempts": 0,
        "not_before": 0.0,
        "created_at": NOW,
        **values,
    }


def _already_sent(session: Session, count: int) -> None:
    done = [_row(n % 3000 + 1, state="sent", payload=None, sent_at=NOW - timedelta(days=1)) for n in range(count)]
    session.execute(insert(OutboxRow), done)


def _plan(session: Session) -> str:
    """SQLite's plan for the heads of the lines."""
    kept: list[str] = []
    connection = session.connection()

    def keep(conn: Any, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        kept.append(statement)

    event.listen(connection, "before_cursor_execute", keep)
    lines.heads(session, T0, 1)
    event.remove(connection, "before_cursor_execute", keep)
    asked = kept[-1]
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", tuple(T0 for _ in range(asked.count("?"))))
    return "\n".join(str(row[-1]) for row in rows)
