"""The last hours: all who wait hear of a free seat, the first tap wins, and outdated messages are edited."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.outbox.outbox import Notice, OutboxState
from scheduler.reminders.still_true import still_true
from scheduler.seats.outcomes import Accepted, Done, TooLate
from scheduler.seats.seats import InLine, may_win
from scheduler.signups import signups
from scheduler.waiting import offers as ending
from scheduler.waiting import waiting
from scheduler.waiting.offers import accept
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, states, transaction

START = NOW + timedelta(days=10)
LATE = START - timedelta(hours=1, minutes=30)


def ids_of(done: object) -> list[int]:
    assert isinstance(done, Done)
    return [one.signup_id for one in done.registrations]


def deliver(session: Session) -> None:
    """All that is owed was sent."""
    session.flush()
    session.execute(update(OutboxRow).values(state=OutboxState.SENT, sent_message_id=OutboxRow.id + 100))


def edits(session: Session) -> list[tuple[int, str]]:
    """Whose message is edited, and what it says then."""
    rows = session.scalars(select(OutboxRow).where(OutboxRow.edits_id.is_not(None)).order_by(OutboxRow.id))
    return [(row.chat_id, Notice.from_json(row.notice).kind) for row in rows if row.notice is not None]


@pytest.mark.parametrize(
    ("free", "line", "winners"),
    [
        (1, [InLine(1, 1, True, 1), InLine(2, 2, True, 2)], [1, 2]),
        (1, [InLine(1, 1, True, 1, True), InLine(2, 1, True, 1, True), InLine(3, 2, True, 3)], [3]),
        (2, [InLine(3, 2, True, 3), InLine(1, 1, True, 1, True), InLine(2, 1, True, 1, True)], [3, 1, 2]),
        (1, [InLine(1, 1, False, 1), InLine(2, 2, True, 2)], [2]),
        (0, [InLine(1, 1, True, 1)], []),
    ],
    ids=["all", "too many together", "together behind another", "out of reach", "none free"],
)
def test_in_the_last_call_whoever_fits_may_win(free: int, line: list[InLine], winners: list[int]) -> None:
    assert [one.signup_id for one in may_win(free, line)] == winners


def test_the_last_in_line_wins_by_answering_first_and_the_others_messages_are_edited(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        rows = [ids_of(join(session, event, chat, name)) for chat, name in enumerate(("Léa", "Tom", "Zoé"), start=1)]
        fams = [make_family(session, chat)[0] for chat in (1, 2, 3)]
        assert families.link_chat(session, 22, fams[1])
        signups.cancel(session, family_id=fams[0], signup_ids=rows[0], now=LATE)
        assert [notice.kind for notice in notices(session)] == ["last_call"] * 3
        deliver(session)
        assert isinstance(accept(session, family_id=fams[2], signup_ids=rows[2], now=LATE), Accepted)
        assert edits(session) == [(2, "last_call_lost"), (22, "last_call_lost")]
        assert all(still_true(session, notice, LATE) for notice in notices(session, 2)[-1:])
        late = accept(session, family_id=fams[1], signup_ids=rows[1], now=LATE)
        assert isinstance(late, TooLate)
        assert late.waiting[0].entry_position == 1
        assert len(edits(session)) == 2
        signups.cancel(session, family_id=fams[2], signup_ids=rows[2], now=LATE)
        assert not still_true(session, notices(session, 2)[-2], LATE)


def test_while_a_seat_is_left_no_message_is_edited(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0, starts_at=START)
        rows = [ids_of(join(session, event, chat, name)) for chat, name in enumerate(("Tom", "Zoé", "Max"), start=1)]
        change(session, event, capacity=2)
        waiting.fill(session, event, now=LATE)
        deliver(session)
        for chat, wanted in ((3, []), (2, [(1, "last_call_lost")])):
            family, _ = make_family(session, chat)
            accept(session, family_id=family, signup_ids=rows[chat - 1], now=LATE)
            assert edits(session) == wanted


def test_the_message_of_the_family_that_won_is_not_edited_though_a_sibling_waits(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0, starts_at=START)
        rows = ids_of(join(session, event, 1, "Léa", "Tom"))
        change(session, event, capacity=1)
        waiting.fill(session, event, now=LATE)
        deliver(session)
        family, _ = make_family(session, 1)
        accept(session, family_id=family, signup_ids=rows[1:], now=LATE)
        assert states(session, event) == ["waiting", "confirmed"]
        assert edits(session) == []


def test_who_let_an_offer_run_out_may_win_like_those_who_wait_and_a_second_tap_changes_nothing(
    database: Database,
) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0, starts_at=START)
        rows = [ids_of(join(session, event, chat, name)) for chat, name in enumerate(("Tom", "Zoé"), start=1)]
        first, second = (make_family(session, chat)[0] for chat in (1, 2))
        change(session, event, capacity=1)
        waiting.fill(session, event, now=NOW)
        ending.sweep(session, now=LATE)
        assert states(session, event) == ["waiting"]
        for _tap in range(2):
            taken = accept(session, family_id=first, signup_ids=rows[0], now=LATE)
            assert isinstance(taken, Accepted)
        assert isinstance(accept(session, family_id=second, signup_ids=rows[1], now=LATE), TooLate)
        assert states(session, event) == ["confirmed", "waiting"]


def test_an_entry_that_stays_together_wins_with_all_of_it(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0, starts_at=START)
        join(session, event, 1, "Zoé")
        family, people = make_family(session, 2, "Léa", "Tom")
        ids = ids_of(
            signups.sign_up(
                session, family_id=family, event_id=event, participants=people, or_wait=True, together=True, now=NOW
            )
        )
        change(session, event, capacity=1)
        waiting.fill(session, event, now=LATE)
        assert notices(session, 2) == []
        assert isinstance(accept(session, family_id=family, signup_ids=ids, now=LATE), TooLate)
        change(session, event, capacity=2)
        waiting.fill(session, event, now=LATE)
        assert [notice.kind for notice in notices(session, 2)] == ["last_call"]
        assert isinstance(accept(session, family_id=family, signup_ids=ids, now=LATE), Accepted)
        assert states(session, event) == ["waiting", "confirmed", "confirmed"]


def test_an_expired_offer_and_its_nudge_are_edited_in_each_chat_and_only_those(database: Database) -> None:
    with transaction(database) as session:
        event, other = make_event(session, capacity=0), make_event(session, capacity=0)
        for one in (event, other):
            join(session, one, 1, "Léa")
            change(session, one, capacity=1)
        family, _ = make_family(session, 1)
        assert families.link_chat(session, 2, family)
        waiting.fill(session, event, now=NOW)
        ending.sweep(session, now=NOW + timedelta(hours=12, minutes=-30))
        ending.sweep(session, now=NOW + timedelta(hours=22))
        deliver(session)
        waiting.fill(session, other, now=NOW + timedelta(hours=22))
        deliver(session)
        ending.sweep(session, now=NOW + timedelta(days=1))
        offers = [kind for _, kind in edits(session)]
        assert set(offers) == {"offer_over"}
        assert sorted(chat for chat, _ in edits(session)) == [1, 1, 2, 2]
        assert {notice.event_id for notice in notices(session) if notice.kind == "offer_over"} == {event}


def test_an_offer_that_nobody_can_read_goes_to_the_next_at_the_next_beat(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        for chat, name in enumerate(("Tom", "Zoé"), start=1):
            join(session, event, chat, name)
        change(session, event, capacity=1)
        waiting.fill(session, event, now=NOW)
        families.mark_unreachable(session, 1, NOW)
        swept = ending.sweep(session, now=NOW + timedelta(minutes=1))
        assert swept.expired == ()
        assert states(session, event) == ["waiting", "offered"]
        family, _ = make_family(session, 1)
        (tom,) = signups.registrations(session, family, NOW)
        assert (tom.position, tom.entry_position) == (1, 1)
