"""Two families become one: no child twice, no place lost, none sold twice, nothing told twice."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import EventRow
from knowledge.store.database import Database
from scheduler.core.people import BirthMonth
from scheduler.core.tables import FamilyRow, OutboxRow, ParticipantRow, SignupRow, State
from scheduler.families import consents, families
from scheduler.families.consents import Purpose
from scheduler.joining import merging
from scheduler.outbox.outbox import Notice, NoticeKind, OutboxState, SendClass, Slot, put_notice
from scheduler.seats import answers, registrations
from scheduler.seats.answers import Answer, Question
from scheduler.signups import event_changes, signups
from tests.scheduler.scene import (
    NOW,
    change,
    join,
    make_event,
    make_family,
    notices,
    states,
    taken_and_seated,
    transaction,
)

ANNE, BRUNO, OTHER = 1, 2, 3


def merge(session: Session) -> int:
    """Bruno's family becomes part of Anne's; her family's id."""
    into, _ = make_family(session, ANNE)
    from_id, _ = make_family(session, BRUNO)
    merging.merge(session, from_id=from_id, into_id=into, now=NOW)
    return into


def live(session: Session, family: int, event: int) -> list[tuple[str, str]]:
    """Who of the family stands how at the event."""
    found = signups.registrations(session, family, NOW - timedelta(days=99))
    return [(entry.first_name or "", entry.state.value) for entry in found if entry.event.id == event]


def test_the_same_child_becomes_one_and_its_sign_ups_follow_with_their_answers(database: Database) -> None:
    with transaction(database) as session:
        first, second = make_event(session), make_event(session)
        join(session, first, ANNE, "Léa")
        join(session, second, BRUNO, "lea", "Tom")
        theirs, _ = make_family(session, BRUNO)
        rows = registrations.live_rows(session, second, theirs)
        answers.keep(session, rows, [Answer(Question.PHONE, "06")], NOW)
        family = merge(session)
        assert [one.first_name for one in families.participants(session, family)] == ["Léa", "Tom"]
        assert live(session, family, first) == [("Léa", "confirmed")]
        assert live(session, family, second) == [("Léa", "confirmed"), ("Tom", "confirmed")]
        assert len(answers.of_signups(session, [row.id for row in rows])) == 2
        assert families.chats_of_family(session, family) == (ANNE, BRUNO)
        assert session.scalar(select(func.count()).select_from(FamilyRow)) == 1


def test_a_seat_that_both_had_for_one_child_goes_to_the_family_that_waits(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        for chat in (ANNE, BRUNO, OTHER):
            join(session, event, chat, "Léa")
        assert states(session, event) == ["confirmed", "confirmed", "waiting"]
        family = merge(session)
        assert live(session, family, event) == [("Léa", "confirmed")]
        assert states(session, event) == ["confirmed", "offered"]
        assert [notice.kind for notice in notices(session, OTHER)] == ["offer"]
        assert taken_and_seated(session, event) == (2, 2)


@pytest.mark.parametrize("anne_first", [True, False])
def test_the_better_standing_stays_whoever_had_it(database: Database, anne_first: bool) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        for chat in (ANNE, BRUNO) if anne_first else (BRUNO, ANNE):
            join(session, event, chat, "Léa")
        family = merge(session)
        assert live(session, family, event) == [("Léa", "confirmed")]
        assert states(session, event) == ["confirmed"]
        assert taken_and_seated(session, event) == (1, 1)


def test_a_seat_is_better_than_an_older_place_in_line(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, ANNE, "Léa")
        join(session, event, BRUNO, "Léa")
        theirs, _ = make_family(session, BRUNO)
        (row,) = registrations.live_rows(session, event, theirs)
        row.created_at = row.waiting_since = NOW - timedelta(days=1)
        assert live(session, merge(session), event) == [("Léa", "confirmed")]


def test_of_two_places_in_line_the_nearer_stays(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        for chat, name in ((OTHER, "Zoé"), (BRUNO, "Léa"), (4, "Max"), (ANNE, "Léa")):
            join(session, event, chat, name)
        family = merge(session)
        (entry,) = signups.registrations(session, family, NOW)
        assert (entry.state, entry.position) == (State.WAITING, 1)


def test_a_place_on_offer_is_better_than_one_in_line(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, OTHER, "Zoé")
        join(session, event, BRUNO, "Léa")
        join(session, event, ANNE, "Léa")
        other, _ = make_family(session, OTHER)
        ids = [row.id for row in registrations.live_rows(session, event, other)]
        signups.cancel(session, family_id=other, signup_ids=ids, now=NOW)
        family = merge(session)
        assert live(session, family, event) == [("Léa", "offered")]
        assert {notice.family_id for notice in notices(session)} == {family}


def test_an_event_that_has_begun_keeps_its_count(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        for chat in (ANNE, BRUNO):
            join(session, event, chat, "Léa")
        change(session, event, starts_at=NOW - timedelta(hours=1), ends_at=NOW + timedelta(hours=1))
        family = merge(session)
        assert live(session, family, event) == [("Léa", "confirmed")]
        assert session.get_one(EventRow, event).taken == 2


def test_children_born_in_another_month_stay_two(database: Database) -> None:
    with transaction(database) as session:
        for chat, month in ((ANNE, 1), (BRUNO, 2)):
            family, _ = make_family(session, chat)
            families.add_participant(session, family, "Léa", BirthMonth(2018, month), NOW)
        assert len(families.participants(session, merge(session))) == 2


def test_places_without_a_name_are_kept(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, age_min=None, age_max=None, capacity=9)
        for chat in (ANNE, BRUNO):
            family, _ = make_family(session, chat)
            signups.sign_up(session, family_id=family, event_id=event, unnamed=2, now=NOW)
        assert len(live(session, merge(session), event)) == 4


def test_agreements_come_along(database: Database) -> None:
    with transaction(database) as session:
        theirs, _ = make_family(session, BRUNO)
        families.record_consent(session, theirs, NOW)
        consents.give(session, theirs, [Purpose.PHOTO], NOW)
        consents.withdraw_photo(session, theirs, NOW)
        family = merge(session)
        assert [one.purpose for one in consents.of_family(session, family)] == ["notice", "guardian", "photo"]
        kept = families.family_of(session, ANNE)
        assert kept is not None
        assert kept.consented_at == NOW


def test_what_was_reminded_of_is_not_reminded_of_again(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, BRUNO, "Tom")
        theirs, _ = make_family(session, BRUNO)
        ids = tuple(row.id for row in registrations.live_rows(session, event, theirs))
        notice = Notice(
            kind=NoticeKind.REMINDER, family_id=theirs, event_id=event, revision=1, rule="7d", signup_ids=ids
        )
        key = f"reminder:{theirs}:{event}:1:7d"
        put_notice(session, notice, (BRUNO,), send_class=SendClass.REMINDER, key=key, now=NOW)
        family = merge(session)
        assert list(session.scalars(select(OutboxRow.key))) == [f"reminder:{family}:{event}:1:7d:{BRUNO}"]
        assert [notice.family_id for notice in notices(session)] == [family]


def test_what_was_told_of_a_move_may_be_answered_and_is_not_told_again(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, BRUNO, "Tom")
        was = Slot(NOW + timedelta(days=5), NOW + timedelta(days=5, hours=2))
        change(session, event, revision=2)
        event_changes.event_moved(session, event, was=was, now=NOW)
        session.execute(update(OutboxRow).values(state=OutboxState.SENT))
        family = merge(session)
        assert {notice.family_id for notice in notices(session)} == {family}
        event_changes.event_moved(session, event, was=was, now=NOW)
        assert [notice.kind for notice in notices(session, BRUNO)] == [NoticeKind.EVENT_MOVED, NoticeKind.CALENDAR]


def test_a_chat_that_was_part_of_the_family_before_may_join_again(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, BRUNO, "Tom")
        theirs, _ = make_family(session, BRUNO)
        ours, _ = make_family(session, ANNE)
        for family in (theirs, ours):
            notice = Notice(kind=NoticeKind.REMINDER, family_id=family, event_id=event, revision=1, rule="7d")
            key = f"reminder:{family}:{event}:1:7d"
            put_notice(session, notice, (BRUNO,), send_class=SendClass.REMINDER, key=key, now=NOW)
        assert merge(session) == ours


def test_nothing_of_the_other_family_is_left(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session), BRUNO, "Léa", "Tom")
        join(session, make_event(session), ANNE, "Léa")
        family = merge(session)
        for table in (ParticipantRow, SignupRow):
            assert set(session.scalars(select(table.family_id))) == {family}
