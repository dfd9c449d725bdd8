"""Reading the agenda: what is to come, and one event."""

from datetime import datetime, timedelta

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Status
from knowledge.exchange.apply import apply
from knowledge.store.database import Database
from tests.knowledge.exchange.build import draft


def test_upcoming_leaves_out_what_is_over_or_cancelled_soonest_first(database: Database, now: datetime) -> None:
    hour = timedelta(hours=1)
    database.do(
        apply,
        [
            draft("later", starts_at=now + 5 * hour, ends_at=now + 6 * hour),
            draft("running", starts_at=now - hour, ends_at=now + hour),
            draft("just over", starts_at=now - hour, ends_at=now),
            draft("cancelled", starts_at=now + hour, ends_at=now + 2 * hour, status=Status.CANCELLED),
        ],
        now,
    )
    assert [event.uid for event in database.do(agenda.upcoming, now)] == ["running", "later"]
    assert len(database.do(agenda.everything)) == database.do(agenda.size) == 4


def test_an_event_is_found_by_its_code_in_any_case_and_by_its_uid(database: Database, now: datetime) -> None:
    database.do(apply, [draft()], now)
    event = database.do(agenda.by_uid, "robots")
    assert event is not None
    for found in (
        database.do(agenda.by_code, event.code.upper()),
        database.do(agenda.by_code, "robots"),
        database.do(agenda.by_id, event.id),
    ):
        assert found == event


def test_what_nobody_knows_is_none(database: Database) -> None:
    assert database.do(agenda.by_code, "nothing") is None
    assert database.do(agenda.by_id, 99) is None
    assert database.do(agenda.by_uid, "nothing") is None
