"""The team's morning digest: when it is owed, once, and what it counts."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.core.tables import OutboxRow
from scheduler.families import families
from scheduler.outbox.outbox import OutboxState
from scheduler.reminders import for_team, reminders, still_true
from scheduler.reminders.for_team import Contact
from scheduler.seats.answers import Answer, Question
from scheduler.signups import signups
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, transaction

ZONE = ZoneInfo("Europe/Paris")
TEAM = -100
START = datetime(2026, 12, 5, 14, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("starts", "due"),
    [
        ("2026-12-05T14:00", "2026-12-05T08:00"),
        ("2026-12-05T09:00", "2026-12-05T08:00"),
        ("2026-12-05T07:30", "2026-12-04T20:00"),
    ],
)
def test_the_team_is_told_at_eight_or_the_evening_before_an_early_event(starts: str, due: str) -> None:
    at = for_team.due_at(datetime.fromisoformat(starts).replace(tzinfo=ZONE), PARIS)
    assert at == datetime.fromisoformat(due).replace(tzinfo=ZONE)


def test_a_digest_is_owed_once_an_event_with_sign_ups_and_again_when_it_moves(database: Database) -> None:
    morning = START.replace(hour=8)
    with transaction(database) as session:
        make_event(session, starts_at=START)
        event = make_event(session, starts_at=START)
        join(session, event, 1, "Léa")
        assert for_team.put_due(session, TEAM, morning - timedelta(seconds=1), PARIS) == 0
        assert [for_team.put_due(session, TEAM, morning, PARIS) for _ in range(3)] == [1, 0, 0]
        change(session, event, starts_at=START + timedelta(hours=3), ends_at=START + timedelta(hours=4), revision=2)
        assert for_team.put_due(session, TEAM, morning, PARIS) == 1
        first, second = notices(session, TEAM)
        assert (first.event_id, first.revision, second.revision) == (event, 1, 2)
        assert not still_true.still_true(session, first, morning)
        assert still_true.still_true(session, second, morning)
        assert not still_true.still_true(session, second, START + timedelta(hours=3))


def reminded(session: Session, event: int) -> None:
    """A reminder of the event as it is now has reached everybody who can be reached."""
    change(session, event, reminders="10d")
    reminders.put_due(session, START - timedelta(days=9), PARIS, ())
    session.execute(update(OutboxRow).values(state=OutboxState.SENT))


def comes(session: Session, event: int, chat_id: int, at: datetime = NOW) -> None:
    """« Nous venons »."""
    family, _ = make_family(session, chat_id)
    ids = [one.signup_id for one in signups.registrations(session, family, NOW) if one.event.id == event]
    signups.mark_coming(session, family_id=family, signup_ids=ids, now=at)


def found_now(session: Session, event: int) -> for_team.Digest:
    value = agenda.by_id(session, event)
    assert value is not None
    return for_team.of_event(session, value)


def test_who_was_not_reminded_is_not_called_silent(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=START)
        join(session, event, 1, "Léa")
        reminded(session, event)
        join(session, event, 2, "Tom", now=START - timedelta(hours=12))
        assert [one.first_names for one in found_now(session, event).silent] == [("Léa",)]


def test_a_yes_of_before_the_move_is_none_to_the_new_date(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=START)
        join(session, event, 1, "Léa")
        reminded(session, event)
        comes(session, event, 1)
        assert found_now(session, event).silent == ()
        moved = NOW + timedelta(hours=1)
        change(session, event, revision=2, revised_at=moved, moved_at=moved)
        reminded(session, event)
        assert [one.first_names for one in found_now(session, event).silent] == [("Léa",)]
        comes(session, event, 1, moved + timedelta(hours=1))
        assert found_now(session, event).silent == ()


def test_who_signed_up_for_the_new_date_owes_no_answer_to_the_move(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, starts_at=START)
        join(session, event, 1, "Léa")
        moved = NOW + timedelta(hours=1)
        change(session, event, revision=2, revised_at=moved, moved_at=moved)
        join(session, event, 2, "Tom", now=moved + timedelta(hours=1))
        assert [one.first_names for one in found_now(session, event).unsettled] == [("Léa",)]


def test_it_names_who_did_not_answer_with_the_telephone_number_they_left(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=3, starts_at=START)
        join(session, event, 1, "Léa")
        tom, (child,) = make_family(session, 2, "Tom")
        phone = [Answer(Question.PHONE, "06 12 34 56 78")]
        signups.sign_up(session, family_id=tom, event_id=event, participants=[child], answers=phone, now=NOW)
        join(session, event, 3, "Zoé")
        join(session, event, 4, "Max")
        reminded(session, event)
        comes(session, event, 1)
        families.mark_unreachable(session, 3, NOW)
        value = agenda.by_id(session, event)
        assert value is not None
        found = for_team.of_event(session, value)
        numbers = {chat: families.ensure_family(session, chat, "fr", NOW).number for chat in (2, 3)}
        assert (found.confirmed, found.waiting, found.cancelled) == (3, 1, 0)
        assert found.silent == (Contact(numbers[2], ("Tom",), "06 12 34 56 78"),)
        assert found.unreachable == (Contact(numbers[3], ("Zoé",), None),)
        assert found.unsettled == ()
        change(session, event, moved_at=NOW + timedelta(minutes=1), revision=2)
        ids = [one.signup_id for one in signups.registrations(session, tom, NOW)]
        signups.keep_seats(session, family_id=tom, signup_ids=ids, revision=2)
        value = agenda.by_id(session, event)
        assert value is not None
        unsettled = for_team.of_event(session, value).unsettled
        assert [one.first_names for one in unsettled] == [("Léa",), ("Zoé",)]
