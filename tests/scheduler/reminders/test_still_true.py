"""What is still worth saying when its turn comes."""

from datetime import timedelta

import pytest

from knowledge.store.database import Database
from scheduler.outbox.outbox import NoticeKind, Slot
from scheduler.reminders.still_true import still_true
from scheduler.signups import event_changes
from scheduler.waiting import offers, waiting
from tests.scheduler.scene import NOW, change, join, make_event, notices, transaction


@pytest.mark.parametrize(("after", "told"), [(-5, True), (5, True), (119, True), (120, False)])
def test_a_cancellation_is_told_as_long_as_somebody_may_stand_before_the_door(
    database: Database, after: int, told: bool
) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        change(session, event, status="cancelled", revision=2)
        event_changes.event_cancelled(session, event, now=NOW)
        (notice,) = [one for one in notices(session) if one.kind is NoticeKind.EVENT_CANCELLED]
        assert still_true(session, notice, NOW + timedelta(days=10, minutes=after)) is told


def test_that_an_offer_is_over_is_told_although_the_event_moved_meanwhile(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        join(session, event, 1, "Léa")
        change(session, event, capacity=1)
        waiting.fill(session, event, now=NOW)
        tomorrow = NOW + timedelta(days=1, minutes=1)
        offers.sweep(session, now=tomorrow)
        change(session, event, starts_at=NOW + timedelta(days=12), ends_at=NOW + timedelta(days=13), revision=2)
        was = Slot(NOW + timedelta(days=10), NOW + timedelta(days=10, hours=2))
        event_changes.event_moved(session, event, was=was, now=tomorrow)
        kinds = {one.kind: still_true(session, one, tomorrow) for one in notices(session)}
        assert kinds == {NoticeKind.OFFER: False, NoticeKind.OFFER_EXPIRED: True}
