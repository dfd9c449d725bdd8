"""Claiming and settling on a clock of the test's own: who goes next, who is given up, what stays in doubt."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session

from knowledge.store import Database
from scheduler import failing, lines, sending
from scheduler.failing import NOTICE_TRIES, REPLY_TRIES, Silence, Verdict
from scheduler.models import OutboxRow
from scheduler.outbox import Notice, NoticeKind, OutboxState, SendClass, put, put_edit, put_notice, put_notice_edit
from scheduler.sending import Claimed, Later
from tests.scheduler.scene import NOW

T0 = NOW.timestamp()
POISONED = Silence(error="TimedOut", may_have_arrived=True, telegram_answers=True)
OUTAGE = Silence(error="NetworkError", may_have_arrived=False, telegram_answers=False)


def owe(session: Session, chat: int, send_class: SendClass = SendClass.REPLY, payload: str = "x") -> int:
    row = put(session, chat_id=chat, send_class=send_class, payload=payload, now=NOW)
    assert row is not None
    return row


def void(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    return None


def in_words(session: Session, row: OutboxRow, notice: Notice) -> str | None:
    return f"{notice.kind} {notice.rule}"


def claim(session: Session, owner: str = "a", at: float = T0, render: sending.Render = void) -> Any:
    return sending.claim(session, owner=owner, clock=at, rate=None, render=render)


def claimed(session: Session, owner: str = "a", at: float = T0, render: sending.Render = void) -> Claimed:
    found = claim(session, owner, at, render)
    assert isinstance(found, Claimed)
    return found


def arrive(session: Session, row: int, at: float = T0, owner: str = "a", message: int = 1) -> None:
    sending.mark_sent(session, owner, row, message, datetime.fromtimestamp(at, UTC))


def row_at(session: Session, row: int) -> OutboxRow:
    return session.get_one(OutboxRow, row, populate_existing=True)


def fail(session: Session, row: int, times: int, silence: Silence, at: float = T0) -> tuple[Verdict, float]:
    """Try it so many times, whenever it is ready; what became of it, and when."""
    verdict = Verdict.AGAIN
    for _ in range(times):
        at = max(at, row_at(session, row).not_before)
        assert claimed(session, at=at).id == row
        at += 1
        verdict = failing.no_answer(session, "a", row, silence, at)
    return verdict, at


@pytest.fixture
def session(database: Database):  # type: ignore[no-untyped-def]  # a generator of a Session
    with Session(database.engine, expire_on_commit=False) as opened, opened.begin():
        yield opened


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


def test_a_poisoned_reply_is_given_up_while_others_arrive_and_its_chat_goes_on(session: Session) -> None:
    poisoned, behind, other = owe(session, 7), owe(session, 7), owe(session, 8)
    _, at = fail(session, poisoned, 1, POISONED)
    assert claimed(session, at=at).id == other
    arrive(session, other, at + 1)
    verdict, at = fail(session, poisoned, REPLY_TRIES - 1, POISONED, at)
    assert verdict is Verdict.GAVE_UP
    assert (row_at(session, poisoned).state, row_at(session, poisoned).payload) == (OutboxState.FAILED, None)
    assert failing.given_up(session) == (poisoned,)
    assert at - T0 < 120
    assert claimed(session, at=at).id == behind


def test_a_reminder_gets_more_tries_than_a_reply(session: Session) -> None:
    poisoned, other = owe(session, 7, SendClass.REMINDER), owe(session, 8)
    assert claimed(session).id == other
    arrive(session, other, T0 + 10)
    verdict, at = fail(session, poisoned, NOTICE_TRIES - 1, POISONED)
    assert verdict is Verdict.AGAIN
    assert fail(session, poisoned, 1, POISONED, at)[0] is Verdict.GAVE_UP


def test_nothing_is_given_up_while_nothing_arrives_anywhere(session: Session) -> None:
    row = owe(session, 7)
    verdict, at = fail(session, row, 3 * NOTICE_TRIES, POISONED)
    assert verdict is Verdict.AGAIN
    assert row_at(session, row).not_before - at == failing.LONGEST_PAUSE_S


def test_a_message_that_keeps_failing_steps_aside_so_that_the_next_one_can_show_what_is_wrong(session: Session) -> None:
    poisoned, behind = owe(session, 7), owe(session, 7)
    _, at = fail(session, poisoned, lines.STEPS_ASIDE - 1, POISONED)
    assert claim(session, at=at) is None
    _, at = fail(session, poisoned, 1, POISONED, at)
    assert claimed(session, at=at).id == behind
    arrive(session, behind, at + 1)
    assert fail(session, poisoned, 1, POISONED, at)[0] is Verdict.GAVE_UP


def test_an_outage_counts_against_no_message_however_long_it_lasts(session: Session) -> None:
    row, other = owe(session, 7), owe(session, 8, SendClass.ANNOUNCEMENT)
    verdict, at = fail(session, row, 50, OUTAGE)
    assert verdict is Verdict.AGAIN
    assert row_at(session, row).attempts == 0
    assert claimed(session, at=at).id == other  # one that never left may be repeated, an announcement too
    assert failing.no_answer(session, "a", other, OUTAGE, at) is Verdict.AGAIN
    assert sending.ambiguous(session) == ()


def test_being_told_to_wait_counts_as_no_try(session: Session) -> None:
    row = owe(session, 7)
    assert claimed(session).attempts == 1
    sending.retry(session, "a", row, T0, 5.0, "RetryAfter")
    assert claimed(session, at=T0 + 5).attempts == 1


def test_a_lost_answer_leaves_a_doubt_that_stays_when_the_repetition_arrives(session: Session) -> None:
    reply, announcement = owe(session, 7), owe(session, 8, SendClass.ANNOUNCEMENT)
    _, at = fail(session, reply, 1, POISONED)
    assert claimed(session, at=at).id == announcement
    assert failing.no_answer(session, "a", announcement, POISONED, at) is Verdict.UNCLEAR
    assert claimed(session, at=at + 10).id == reply
    arrive(session, reply)
    assert [(doubt.id, doubt.state) for doubt in sending.ambiguous(session)] == [
        (reply, OutboxState.SENT), (announcement, OutboxState.UNCLEAR),
    ]  # fmt: skip
    assert row_at(session, announcement).payload is None


@pytest.mark.parametrize("how", ["taken over", "taken back"])
def test_a_sender_that_dies_leaves_a_doubt_and_an_announcement_is_not_repeated(session: Session, how: str) -> None:
    reply, announcement = owe(session, 7), owe(session, 8, SendClass.ANNOUNCEMENT)
    assert {claimed(session, "dead").id, claimed(session, "dead").id} == {reply, announcement}
    if how == "taken back":
        sending.take_back(session, T0)
    later = T0 + sending.LEASE_S + 1
    assert claimed(session, at=later).id == reply
    assert not isinstance(claim(session, at=later), Claimed)
    assert claim(session, at=later) is None
    assert [doubt.id for doubt in sending.ambiguous(session)] == [reply, announcement]
    assert row_at(session, announcement).state == OutboxState.UNCLEAR


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


def reminder(rule: str) -> Notice:
    return Notice(kind=NoticeKind.REMINDER, family_id=1, event_id=1, revision=1, rule=rule)


def test_an_edit_of_what_was_sent_names_its_message(session: Session) -> None:
    row = owe(session, 7)
    claimed(session)
    arrive(session, row, message=44)
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", now=NOW)
    found = claimed(session)
    assert (found.id, found.payload, found.edits) == (edit, "y", 44)


def test_an_edit_of_what_waits_replaces_its_content(session: Session) -> None:
    row = owe(session, 7, SendClass.OFFER)
    assert put_edit(session, edits_id=row, chat_id=7, notice=reminder("7d"), now=NOW) == row
    found = claimed(session, render=in_words)
    assert (found.id, found.payload, found.edits) == (row, "reminder 7d", None)
    assert session.scalars(select(OutboxRow.id)).all() == [row]


def test_an_edit_of_what_is_in_flight_waits_for_it(session: Session) -> None:
    row = owe(session, 7, SendClass.OFFER)
    claimed(session)
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", now=NOW)
    assert claim(session) is None
    arrive(session, row, message=44)
    assert (claimed(session).id, row_at(session, row).state) == (edit, OutboxState.SENT)


def test_what_turns_out_not_to_have_gone_out_takes_the_edit_over(session: Session) -> None:
    row = owe(session, 7, SendClass.OFFER)
    claimed(session)
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", now=NOW)
    sending.retry(session, "a", row, T0, 0.0, "RetryAfter")
    assert claim(session) == Later(0.0)
    found = claimed(session)
    assert (found.id, found.payload, found.edits) == (row, "y", None)
    assert edit is not None
    assert row_at(session, edit).state == OutboxState.VOID


@pytest.mark.parametrize("is_news", [True, False], ids=["news", "only-an-edit"])
def test_an_edit_of_what_never_arrived_goes_out_anew_only_when_it_brings_news(session: Session, is_news: bool) -> None:
    row = owe(session, 7, SendClass.OFFER)
    claimed(session)
    sending.mark_failed(session, "a", row, "BadRequest")
    kind = SendClass.OFFER if is_news else SendClass.EDIT
    edit = put_edit(session, edits_id=row, chat_id=7, payload="y", send_class=kind, now=NOW)
    found = claim(session)
    if is_news:
        assert (found.id, found.edits) == (edit, None)
    else:
        assert found == Later(0.0)


def test_a_notice_is_edited_in_each_chat_once(session: Session) -> None:
    put_notice(session, reminder("7d"), (7,), send_class=SendClass.OFFER, key="offer", now=NOW)
    for changed in (2, 1):  # what waits takes the content over again, and no row is added
        done = put_notice_edit(
            session, reminder("late"), (7, 8), edits_key="offer", send_class=SendClass.OFFER, key="over", now=NOW
        )
        assert done == changed
    found = [claimed(session, render=in_words) for _ in range(2)]
    assert [(one.chat_id, one.payload) for one in found] == [(7, "reminder late"), (8, "reminder late")]
    assert claim(session, render=in_words) is None


def test_a_claim_costs_what_is_owed_not_what_was_ever_sent(session: Session) -> None:
    session.execute(insert(OutboxRow), [_row(chat) for chat in range(1, 1501)])
    before = _cheapest_of(session, range(30))
    _already_sent(session, 20_000)
    assert _cheapest_of(session, range(30, 60)) < 1.6 * before
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
    return {"chat_id": chat, "send_class": 4, "payload": "x", "state": "waiting", "attempts": 0, "not_before": 0.0,
            "created_at": NOW, **values}  # fmt: skip


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
