from datetime import timedelta

from knowledge.store import Database
from scheduler import changes, sweep, waiting
from scheduler.outbox import Slot
from scheduler.still_true import still_true
from tests.scheduler.scene import (
    NOW,
    change,
    join,
    make_event,
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
        assert changes.event_moved(session, event, was=WAS, now=NOW) == 2
        assert changes.event_moved(session, event, was=WAS, now=NOW) == 0
        assert [notice.kind for notice in notices(session, 1)] == ["event_moved", "calendar"]
        kinds = [(notice.kind, still_true(session, notice, NOW)) for notice in notices(session, 2)]
        assert kinds == [("offer", False), ("event_moved", True), ("offer", True)]
        assert sweep.sweep(session, now=NOW + timedelta(hours=6)).expired != ()


def test_a_cancelled_event_revokes_its_offers_and_tells_everyone_once(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        change(session, event, capacity=1)
        waiting.fill(session, event, now=NOW)
        assert changes.event_cancelled(session, event, now=NOW) == 0
        change(session, event, status="cancelled", revision=2)
        assert changes.event_cancelled(session, event, now=NOW) == 2
        assert changes.event_cancelled(session, event, now=NOW) == 0
        assert states(session, event) == ["waiting", "waiting"]
        assert taken_and_seated(session, event) == (0, 0)
        kinds = [(notice.kind, still_true(session, notice, NOW)) for notice in notices(session, 1)]
        assert kinds == [("offer", False), ("event_cancelled", True)]
