from datetime import timedelta

import pytest

from knowledge.agenda.agenda import EventRow
from knowledge.exchange.apply import ImportReport, MovedEvent
from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.outbox.outbox import Slot
from scheduler.reminders.still_true import still_true
from scheduler.signups import event_changes, signups
from scheduler.signups.event_changes import follow_up
from scheduler.waiting import offers, waiting
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

WAS = Slot(NOW + timedelta(days=10), NOW + timedelta(days=10, hours=2))


def test_every_family_hears_once_of_a_move_and_its_offer_gets_the_new_date(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        change(session, event, capacity=2)
        waiting.fill(session, event, now=NOW)
        later = NOW + timedelta(days=2)
        ends = later + timedelta(hours=1)
        change(session, event, starts_at=later, ends_at=ends, revision=2, revised_at=NOW)
        assert event_changes.event_moved(session, event, was=WAS, now=NOW) == 2
        assert event_changes.event_moved(session, event, was=WAS, now=NOW) == 0
        assert [notice.kind for notice in notices(session, 1)] == ["event_moved", "calendar"]
        kinds = [(notice.kind, still_true(session, notice, NOW)) for notice in notices(session, 2)]
        assert kinds == [("offer", False), ("event_moved", True), ("offer", True)]
        assert offers.sweep(session, now=NOW + timedelta(hours=6)).expired != ()


def test_a_cancelled_event_revokes_its_offers_and_tells_everyone_once(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        change(session, event, capacity=1)
        waiting.fill(session, event, now=NOW)
        assert event_changes.event_cancelled(session, event, now=NOW) == 0
        change(session, event, status="cancelled", revision=2)
        assert event_changes.event_cancelled(session, event, now=NOW) == 2
        assert event_changes.event_cancelled(session, event, now=NOW) == 0
        assert states(session, event) == ["waiting", "waiting"]
        assert taken_and_seated(session, event) == (0, 0)
        kinds = [(notice.kind, still_true(session, notice, NOW)) for notice in notices(session, 1)]
        assert kinds == [("offer", False), ("event_cancelled", True)]


def test_the_notice_of_a_move_carries_the_old_date_and_the_file_goes_only_to_who_has_a_seat(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        change(session, event, starts_at=NOW + timedelta(days=12), ends_at=NOW + timedelta(days=13), revision=2)
        event_changes.event_moved(session, event, was=WAS, now=NOW)
        assert [(one.kind, one.was) for one in notices(session, 1)] == [("event_moved", WAS), ("calendar", None)]
        assert [(one.kind, one.was) for one in notices(session, 2)] == [("event_moved", WAS)]
        family, _ = make_family(session, 1)
        ids = notices(session, 1)[0].signup_ids
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        assert not still_true(session, notices(session, 1)[1], NOW)


def test_an_event_that_resumes_is_told_once_and_its_line_moves_again(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        change(session, event, status="cancelled", revision=2)
        event_changes.event_cancelled(session, event, now=NOW)
        assert event_changes.event_resumed(session, event, now=NOW) == 0
        change(session, event, status="scheduled", revision=3, capacity=2)
        assert event_changes.event_resumed(session, event, now=NOW) == 2
        assert event_changes.event_resumed(session, event, now=NOW) == 0
        told = [(one.kind, still_true(session, one, NOW)) for one in notices(session, 1)]
        assert told == [
            ("event_cancelled", False),
            ("calendar", False),
            ("event_resumed", True),
            ("calendar", True),
        ]
        assert states(session, event) == ["confirmed", "offered"]


def test_an_import_that_resumes_and_moves_an_event_brings_one_message(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        change(session, event, revision=2, starts_at=NOW + timedelta(days=12), ends_at=NOW + timedelta(days=13))
        report = ImportReport(
            changed=(event,), resumed=(event,), moved=(MovedEvent(event, WAS.starts_at, WAS.ends_at),)
        )
        follow_up(session, report, PARIS, NOW)
        assert [(one.kind, one.was) for one in notices(session)] == [("event_resumed", WAS), ("calendar", None)]


@pytest.mark.parametrize(("capacity", "expected"), [(3, ["confirmed", "confirmed", "offered"]), (0, None)])
def test_an_import_that_changes_the_capacity_fills_or_throws_nobody_out(
    database: Database, capacity: int, expected: list[str] | None
) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        for chat, name in enumerate(("Léa", "Tom", "Zoé"), start=1):
            join(session, event, chat, name)
        # What knowledge.exchange does with a capacity below what is taken.
        change(session, event, capacity=capacity, over=max(0, 2 - capacity))
        follow_up(session, ImportReport(changed=(event,)), PARIS, NOW)
        assert states(session, event) == (expected or ["confirmed", "confirmed", "waiting"])
        row = session.get_one(EventRow, event)
        assert (row.value().free_places, taken_and_seated(session, event)) == (0, (row.taken, row.taken))
