"""Checking in by list and by code, walk-ins, the absent, closing: on both databases."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow, Status
from scheduler.core.hours import PARIS
from scheduler.core.tables import AnswerRow, FamilyRow, ParticipantRow, SignupRow
from scheduler.core.team_tables import AttendanceRow
from scheduler.door import checking, closing
from scheduler.door.checking import Added, Found, Full, Marked, Shut, WalkIn
from scheduler.door.roll import Mark
from scheduler.families import families
from scheduler.outbox.outbox import Slot
from scheduler.privacy import privacy
from scheduler.signups import event_changes, signups
from tests.scheduler.door.doors import ANA, PAUL, SOON, expected, now_at, seats_of, token_of
from tests.scheduler.scene import NOW, change, join, make_event, make_family, taken_and_seated

ZOE = WalkIn("Zoé", 7, "+33639981234")


def test_the_roll_keeps_families_together_in_the_order_of_first_names(session: Session) -> None:
    event = expected(session, ("Zoé",), ("Tom", "Ana"), ("Éloi",))
    found = now_at(session, event)
    assert [[child.first_name for child in own] for own in found.households] == [["Ana", "Tom"], ["Éloi"], ["Zoé"]]
    assert {child.age for child in found.children} == {9}


def test_who_is_marked_twice_keeps_the_first_hour(session: Session) -> None:
    event = expected(session, ("Léa", "Tom"))
    lea, tom = seats_of(session, event)
    assert checking.mark(session, event, [lea], Mark.PRESENT, by=ANA, now=NOW) == Marked((lea,))
    later = NOW + timedelta(minutes=3)
    assert checking.mark(session, event, [lea, tom], Mark.PRESENT, by=PAUL, now=later) == Marked((tom,), (lea,))
    assert [(child.first_name, child.at) for child in now_at(session, event).present] == [("Léa", NOW), ("Tom", later)]


def test_who_was_excused_and_comes_after_all_is_present_and_a_mark_can_be_taken_back(session: Session) -> None:
    event = expected(session, ("Léa",))
    (lea,) = seats_of(session, event)
    checking.mark(session, event, [lea], Mark.EXCUSED, by=ANA, now=NOW)
    assert [child.signup_id for child in now_at(session, event).excused] == [lea]
    checking.mark(session, event, [lea], Mark.PRESENT, by=ANA, now=NOW)
    assert [child.signup_id for child in now_at(session, event).present] == [lea]
    assert checking.undo(session, event, [lea], now=NOW) == Marked((lea,))
    assert [child.signup_id for child in now_at(session, event).missing] == [lea]
    assert checking.undo(session, event, [lea], now=NOW) == Marked(())


def test_nobody_is_marked_at_a_door_that_is_not_open_nor_at_another_events(session: Session) -> None:
    event, other = expected(session, ("Léa",)), expected(session, ("Max",))
    (lea,), (somebody,) = seats_of(session, event), seats_of(session, other)
    early = NOW - timedelta(hours=1)
    assert checking.mark(session, event, [lea], Mark.PRESENT, by=ANA, now=early) is Shut.TOO_EARLY
    assert checking.mark(session, event, [somebody], Mark.PRESENT, by=ANA, now=NOW) == Marked(())
    assert checking.mark(session, 9999, [lea], Mark.PRESENT, by=ANA, now=NOW) is Shut.GONE
    evening = NOW + timedelta(hours=8)  # late entries are typed afterwards
    assert checking.mark(session, event, [lea], Mark.PRESENT, by=ANA, now=evening) == Marked((lea,))
    assert checking.undo(session, event, [lea], now=NOW + timedelta(days=3)) is Shut.OVER
    change(session, event, status=Status.CANCELLED)
    assert checking.undo(session, event, [lea], now=NOW) is Shut.CALLED_OFF


def found(session: Session, signup_id: int, now: object = NOW) -> Found | None:
    """What the code of this seat leads to."""
    scanned = checking.scan(session, token_of(session, signup_id), by=ANA, now=now)  # type: ignore[arg-type]  # a moment
    return None if scanned is None else scanned.found


def test_a_code_says_arrived_already_too_early_another_day_cancelled_and_unknown(session: Session) -> None:
    event = expected(session, ("Léa", "Tom"), ("Max",), capacity=3)
    lea, tom, other = seats_of(session, event)
    assert found(session, lea, NOW - timedelta(hours=1)) is Found.TOO_EARLY
    assert found(session, lea, NOW - timedelta(days=1)) is Found.OTHER
    assert found(session, lea) is Found.ARRIVED
    assert found(session, lea, NOW + timedelta(minutes=1)) is Found.ALREADY
    assert found(session, tom, NOW + timedelta(hours=3)) is Found.OTHER  # it is over
    family, _ = make_family(session, 102)
    signups.cancel(session, family_id=family, signup_ids=[other], now=NOW)
    assert found(session, other) is Found.CANCELLED
    assert checking.scan(session, "nobody", by=ANA, now=NOW) is None
    assert found(session, tom) is Found.ARRIVED  # no code blocked the next
    closing.close(session, event, by=ANA, now=NOW)
    assert found(session, tom) is Found.CLOSED
    change(session, event, status=Status.CANCELLED)
    assert found(session, tom) is Found.CALLED_OFF


def test_who_waits_in_line_has_no_seat_at_the_door(session: Session) -> None:
    event = expected(session, ("Léa",), ("Max",), capacity=1)
    (waits,) = session.scalars(select(SignupRow.id).where(SignupRow.event_id == event, SignupRow.state == "waiting"))
    assert found(session, waits) is Found.NO_SEAT
    assert now_at(session, event).present == ()


def test_a_code_for_another_day_leads_to_the_familys_seat_of_now(session: Session) -> None:
    event, later = expected(session, ("Léa",)), make_event(session)
    join(session, later, 101, "Léa")
    family, _ = make_family(session, 101)
    (lea,), (other,) = seats_of(session, event), seats_of(session, later)
    assert found(session, other) is Found.OTHER
    assert checking.seats_now(session, family, NOW) == (lea,)
    found(session, lea)
    assert checking.seats_now(session, family, NOW) == ()


def test_a_walk_in_needs_a_yes_over_the_capacity_and_leaves_nothing_when_undone(session: Session) -> None:
    event = expected(session, ("Léa",), capacity=2)
    first = checking.add(session, event, ZOE, by=ANA, now=NOW)
    assert isinstance(first, Added)
    assert not first.over
    assert checking.add(session, event, WalkIn("Max", 8, None), by=ANA, now=NOW) == Full(2, 2)
    assert taken_and_seated(session, event) == (2, 2)
    second = checking.add(session, event, WalkIn("Max", 8, None), by=ANA, now=NOW, may_exceed=True)
    assert isinstance(second, Added)
    assert second.over
    assert taken_and_seated(session, event) == (3, 3)
    told = {child.first_name: (child.age, child.phone, child.walk_in) for child in now_at(session, event).present}
    assert told == {"Zoé": (7, "+33639981234", True), "Max": (8, None, True)}
    for one in (first.signup_id, second.signup_id):
        assert checking.undo(session, event, [one], now=NOW) == Marked((one,))
    assert taken_and_seated(session, event) == (1, 1)
    assert session.get_one(EventRow, event).over == 0
    assert session.scalars(select(AnswerRow)).all() == []
    assert [row.first_name for row in session.scalars(select(ParticipantRow))] == ["Léa"]
    assert len(session.scalars(select(FamilyRow)).all()) == 1


def test_the_absent_are_told_of_once_to_who_checks_in_and_only_where_the_door_is_used(session: Session) -> None:
    event, unused = expected(session, ("Léa",), ("Tom",)), expected(session, ("Max",))
    lea, _ = seats_of(session, event)
    checking.mark(session, event, [lea], Mark.PRESENT, by=ANA, now=NOW)
    quarter = NOW + SOON + timedelta(minutes=15)
    assert list(closing.absents_due(session, quarter - timedelta(seconds=1))) == []
    assert [(due.event.id, due.persons) for due in closing.absents_due(session, quarter)] == [(event, (ANA,))]
    assert list(closing.absents_due(session, quarter)) == []
    assert unused not in [due.event.id for due in closing.absents_due(session, quarter)]


def test_closing_counts_present_absent_and_excused_and_can_be_taken_back(session: Session) -> None:
    event = expected(session, ("Léa", "Tom"), ("Max",), ("Ana",))
    lea, tom, *_ = seats_of(session, event)
    checking.mark(session, event, [lea], Mark.PRESENT, by=ANA, now=NOW)
    checking.mark(session, event, [tom], Mark.EXCUSED, by=ANA, now=NOW)
    checking.add(session, event, ZOE, by=ANA, now=NOW)
    door = closing.close(session, event, by=ANA, now=NOW)
    assert not isinstance(door, Shut)
    assert (door.present, door.absent, door.excused, door.walk_ins) == (2, 2, 1, 1)
    assert checking.mark(session, event, [tom], Mark.PRESENT, by=ANA, now=NOW) is Shut.CLOSED
    assert closing.reopen(session, event, now=NOW)
    assert not closing.reopen(session, event, now=NOW)
    assert checking.mark(session, event, [tom], Mark.PRESENT, by=ANA, now=NOW) == Marked((tom,))


def test_a_door_left_open_closes_itself_after_the_day_after_and_one_never_used_counts_nobody_as_absent(
    session: Session,
) -> None:
    event, unused = expected(session, ("Léa",), ("Tom",)), expected(session, ("Max",))
    checking.mark(session, event, seats_of(session, event)[:1], Mark.PRESENT, by=ANA, now=NOW)
    assert closing.close_due(session, NOW + timedelta(days=1), PARIS) == 0
    assert closing.close_due(session, NOW + timedelta(days=2), PARIS) == 1
    assert closing.close_due(session, NOW + timedelta(days=2), PARIS) == 0
    door = now_at(session, event).door
    assert (door.present, door.absent) == (1, 1)
    assert now_at(session, unused).door.absent is None


def test_to_another_date_nobody_has_come_yet(session: Session) -> None:
    event = expected(session, ("Léa",))
    value = now_at(session, event).event
    checking.mark(session, event, seats_of(session, event), Mark.PRESENT, by=ANA, now=NOW)
    closing.close(session, event, by=ANA, now=NOW)
    later = value.starts_at + timedelta(days=7)
    change(session, event, starts_at=later, ends_at=later + timedelta(hours=2), revision=2, moved_at=NOW)
    event_changes.event_moved(session, event, was=Slot(value.starts_at, value.ends_at), now=NOW)
    found = now_at(session, event)
    assert (found.present, found.door.is_closed, found.door.present) == ((), False, None)


def test_marks_go_with_the_family_and_the_counts_stay(session: Session) -> None:
    event = expected(session, ("Léa",))
    checking.mark(session, event, seats_of(session, event), Mark.PRESENT, by=ANA, now=NOW)
    closing.close(session, event, by=ANA, now=NOW)
    privacy.erase(session, 101, NOW + timedelta(hours=5))
    assert session.scalars(select(AttendanceRow)).all() == []
    assert families.family_of(session, 101) is None
    assert now_at(session, event).door.present == 1
