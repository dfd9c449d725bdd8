"""Reading the agenda: what is to come, one event, and which events fit what was asked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge import agenda
from knowledge.agenda import EventQuery
from knowledge.events import Audience, Event, Kind, Status, Theme
from knowledge.importers.apply import apply
from knowledge.importers.draft import EventDraft
from knowledge.store import Database
from tests.knowledge.importers.build import draft

CASES = YAML(typ="safe", pure=True).load(Path(__file__).with_name("agenda_queries.yaml").read_text("utf-8"))


def event_of(one: EventDraft) -> Event:
    said = {name: getattr(one, name) for name in EventDraft.__dataclass_fields__ if name != "unsaid"}
    return Event(id=1, code="abcdefgh", taken=0, over=0, revision=1, revised_at=one.starts_at, **said)


def query_of(asks: dict[str, Any]) -> EventQuery:
    def members(kind: Any, name: str) -> frozenset[Any]:
        return frozenset(map(kind, asks.get(name, ())))

    return EventQuery(
        spans=tuple((as_day(first), as_day(last)) for first, last in asks.get("spans", ())),
        hours=as_hours(asks["hours"]) if "hours" in asks else None,
        ages=tuple(asks.get("ages", ())),
        weekdays=members(int, "weekdays"), not_weekdays=members(int, "not_weekdays"),
        audiences=members(Audience, "audiences"), themes=members(Theme, "themes"),
        kinds=members(Kind, "kinds"),
    )  # fmt: skip


def as_day(day: date | str) -> date:
    return date.fromisoformat(str(day))


def as_hours(hours: Iterable[str]) -> tuple[time, time]:
    first, last = map(time.fromisoformat, hours)
    return first, last


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["asks"]))
def test_an_event_fits_what_was_asked_or_not(case: dict[str, Any]) -> None:
    assert agenda.fits(event_of(draft()), query_of(case["asks"])) is case["fits"]


def test_an_event_late_on_saturday_in_paris_is_no_sunday_event() -> None:
    start = datetime.fromisoformat("2026-07-04T23:30+02:00")
    late = event_of(draft(starts_at=start, ends_at=start + timedelta(hours=2)))
    assert agenda.fits(late, EventQuery(weekdays=frozenset({5})))
    assert agenda.fits(late, EventQuery(spans=((date(2026, 7, 4), date(2026, 7, 4)),)))


def test_an_event_without_ages_fits_every_age() -> None:
    assert agenda.fits(event_of(draft(age_min=None, age_max=None)), EventQuery(ages=(3, 90)))


def test_matching_keeps_the_order() -> None:
    events = tuple(event_of(draft(uid, age_min=low)) for uid, low in (("a", 8), ("b", 10), ("c", 7)))
    assert [event.uid for event in agenda.matching(events, EventQuery(ages=(8,)))] == ["a", "c"]


def test_upcoming_leaves_out_what_is_over_or_cancelled_soonest_first(
    database: Database, now: datetime
) -> None:
    hour = timedelta(hours=1)
    database.do(apply, [
        draft("later", starts_at=now + 5 * hour, ends_at=now + 6 * hour),
        draft("running", starts_at=now - hour, ends_at=now + hour),
        draft("just over", starts_at=now - hour, ends_at=now),
        draft("cancelled", starts_at=now + hour, ends_at=now + 2 * hour, status=Status.CANCELLED),
    ], now)  # fmt: skip
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
