"""Waiting lists as the team runs them: what is shown is what was decided, somebody goes first, a list is closed."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.tables import FamilyRow, SignupRow, State
from scheduler.core.team_tables import OutOfTurnRow
from scheduler.families import families
from scheduler.outbox.outbox import NoticeKind
from scheduler.seats.outcomes import ListClosed
from scheduler.seats.seats import InLine, PassedOver, decided, next_in_line
from scheduler.signups import signups
from scheduler.waiting import queue
from scheduler.waiting.queue import Became, FirstOutcome
from tests.scheduler.scene import NOW, change, join, make_event, notices, transaction

ENTRIES = st.lists(st.tuples(st.integers(1, 4), st.booleans(), st.booleans()), max_size=8)
REASON = "Erreur de notre part."
CHILD = 9


def line_of(entries: Sequence[tuple[int, bool, bool]]) -> tuple[InLine, ...]:
    """Entries of so many, reachable or not, together or not; a family each."""
    found: list[InLine] = []
    for n, (size, reachable, together) in enumerate(entries):
        found += [InLine(len(found) + k + 1, n, reachable, n, together) for k in range(size)]
    return tuple(found)


@given(free=st.integers(-1, 10), entries=ENTRIES)
def test_every_entry_has_a_reason_or_all_its_seats_and_no_later_one_takes_what_an_earlier_could(
    free: int, entries: list[tuple[int, bool, bool]]
) -> None:
    line, left = line_of(entries), max(0, free)
    found = decided(free, line)
    assert tuple(one for turn in found for one in turn.entry) == line
    assert next_in_line(free, line) == tuple(one for turn in found for one in turn.chosen)
    for turn in found:
        size, first = len(turn.entry), turn.entry[0]
        match turn.why:
            case None:
                assert turn.chosen == turn.entry
            case PassedOver.UNREACHABLE:
                assert (first.reachable, turn.chosen) == (False, ())
            case PassedOver.TOGETHER:
                assert first.together
                assert 0 < left < size
                assert turn.chosen == ()
            case PassedOver.NO_SEAT:
                assert turn.chosen == turn.entry[:left]
                assert left < size
        left -= len(turn.chosen)
    assert left >= 0


def number(session: Session, chat: int) -> int:
    family = families.family_of(session, chat)
    assert family is not None
    return family.number


def family_id(session: Session, chat: int) -> int:
    return session.scalars(select(FamilyRow.id).where(FamilyRow.number == number(session, chat))).one()


def full(session: Session) -> int:
    """An event whose seat a first family has; three others wait: two children together, one, one."""
    event = make_event(session, capacity=1)
    for chat, names in ((1, ["Max"]), (2, ["Nour", "Ali"]), (3, ["Paul"]), (4, ["Zoé"])):
        join(session, event, chat, *names, now=NOW + timedelta(minutes=chat))
    theirs = select(SignupRow).where(SignupRow.family_id == family_id(session, 2))
    for row in session.scalars(theirs):
        row.together = True
    return event


def order(session: Session, event: int) -> list[int]:
    found = queue.of_event(session, event)
    assert found is not None
    return [key for key, _ in groupby(one.family_number for one in found.entries)]


def let_first(session: Session, event: int, chat: int) -> FirstOutcome:
    return queue.let_go_first(
        session, event_id=event, family_id=family_id(session, chat), reason=REASON, by=5, now=NOW + timedelta(hours=1)
    )


def test_who_is_let_first_stands_first_for_everybody_and_gets_the_next_seat(database: Database) -> None:
    with transaction(database) as session:
        event = full(session)
        assert let_first(session, event, 4) is FirstOutcome.FIRST
        assert order(session, event) == [number(session, one) for one in (4, 2, 3)]
        own = signups.registrations(session, family_id(session, 3), NOW)
        assert own[0].position == CHILD - 5  # as the family reads it, too: behind Zoé, Nour and Ali
        (seat,) = session.scalars(select(SignupRow).where(SignupRow.state == State.CONFIRMED)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW + timedelta(hours=1))
        assert [one.kind for one in notices(session, 4)] == [NoticeKind.OFFER]
        found = queue.of_event(session, event)
        assert found is not None
        assert [(one.family_number, one.became) for one in found.offers] == [(number(session, 4), Became.OPEN)]


def test_a_seat_that_nobody_before_could_take_is_offered_at_once_and_the_reason_is_sealed(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        join(session, event, 1, "Max", "Lou")
        join(session, event, 2, "Nour", "Ali", now=NOW + timedelta(minutes=1))
        for row in session.scalars(select(SignupRow).where(SignupRow.family_id == family_id(session, 2))):
            row.together = True
        (seat, _) = session.scalars(select(SignupRow).where(SignupRow.state == State.CONFIRMED)).all()
        signups.cancel(session, family_id=seat.family_id, signup_ids=[seat.id], now=NOW)
        found = queue.of_event(session, event)
        assert found is not None
        assert [one.why for one in found.entries] == [PassedOver.TOGETHER]
        assert let_first(session, event, 2) is FirstOutcome.FIRST  # it still wants both
        change(session, event, capacity=3)
        assert let_first(session, event, 2) is FirstOutcome.OFFERED
        assert let_first(session, event, 2) is FirstOutcome.NOT_IN_LINE
        rows = session.scalars(select(OutOfTurnRow)).all()
        assert {row.reason for row in rows} == {REASON}
        assert all(REASON not in row.sealed_reason.stored for row in rows)


def test_the_line_says_since_when_somebody_really_waits(database: Database) -> None:
    with transaction(database) as session:
        event = full(session)
        let_first(session, event, 4)
        let_first(session, event, 3)
        found = queue.of_event(session, event)
        assert found is not None
        assert [one.reason for one in found.entries] == [REASON, REASON, None]
        assert found.entries[0].since == NOW + timedelta(minutes=3)


def test_nobody_joins_a_closed_list_and_who_waits_stays(database: Database) -> None:
    with transaction(database) as session:
        event = full(session)
        before = order(session, event)
        assert queue.close(session, event_id=event, by=5, now=NOW)
        assert not queue.close(session, event_id=event, by=5, now=NOW)
        assert isinstance(join(session, event, 6, "Léo"), ListClosed)
        assert order(session, event) == before
        assert queue.reopen(session, event)
        join(session, event, 6, "Léo")
        assert order(session, event)[-1] == number(session, 6)


def test_who_is_sent_away_is_told_once_and_an_offer_stands(database: Database) -> None:
    with transaction(database) as session:
        event = full(session)
        change(session, event, capacity=2)
        assert let_first(session, event, 3) is FirstOutcome.OFFERED
        offered = session.scalars(select(SignupRow.id).where(SignupRow.state == State.OFFERED)).all()
        assert queue.send_away(session, event_id=event, by=5, now=NOW) == 2
        assert queue.send_away(session, event_id=event, by=5, now=NOW) == 0
        kinds = [one.kind for chat in (2, 4) for one in notices(session, chat)]
        assert kinds == [NoticeKind.LIST_CLOSED, NoticeKind.LIST_CLOSED]
        assert session.scalars(select(SignupRow.id).where(SignupRow.state == State.OFFERED)).all() == offered
