"""The calendar file: readable by others, the same UID for ever, a SEQUENCE that grows with each change."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from sqlalchemy.orm import Session

from bot.views.attachments import calendar_file
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, Status
from knowledge.store.columns import Base
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.scheduler.scene import make_event

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def event(tmp_path_factory: pytest.TempPathFactory) -> Event:
    database = Database(make_engine(f"sqlite:///{tmp_path_factory.mktemp('ics') / 'a.db'}"))

    def made(session: Session) -> Event:
        Base.metadata.create_all(session.connection())
        found = agenda.by_id(session, make_event(session, title="Robots, vis ; & écrous"))
        assert found is not None
        return found

    try:
        return database.do(made)
    finally:
        database.close()


def parsed(event: Event) -> icalendar.Component:
    (entry,) = calendar(event).walk("VEVENT")
    return entry


def calendar(event: Event) -> icalendar.Component:
    return icalendar.Calendar.from_ical(calendar_file(event, event.title, NOW).content)


def sequence(event: Event) -> int:
    return int(parsed(event).decoded("sequence"))


def cancelled(event: Event) -> Event:
    return replace(event, status=Status.CANCELLED, revision=event.revision + 1)


def test_other_programs_read_title_place_and_hours(event: Event) -> None:
    entry = parsed(event)
    assert str(entry["summary"]) == "Robots, vis ; & écrous"
    assert "5/11 avenue de Vendôme" in str(entry["location"])
    assert (entry.start, entry.end) == (event.starts_at, event.ends_at)


def test_a_moved_event_keeps_its_uid_and_raises_its_sequence(event: Event) -> None:
    moved = replace(event, revision=event.revision + 1)
    assert parsed(moved)["uid"] == parsed(event)["uid"]
    assert (parsed(event)["sequence"], parsed(moved)["sequence"]) == (0, 1)


def test_an_event_that_takes_place_is_published(event: Event) -> None:
    assert str(calendar(event)["method"]) == "PUBLISH"
    assert "status" not in parsed(event)


def test_a_cancelled_event_takes_its_own_entry_out_of_the_calendar(event: Event) -> None:
    gone = cancelled(event)
    assert str(calendar(gone)["method"]) == "CANCEL"
    assert str(parsed(gone)["status"]) == "CANCELLED"
    assert parsed(gone)["uid"] == parsed(event)["uid"]
    assert sequence(gone) == gone.revision - 1 > sequence(event)


def test_an_event_that_takes_place_after_all_is_published_above_its_cancellation(event: Event) -> None:
    gone = cancelled(event)
    back = replace(gone, status=Status.SCHEDULED, revision=gone.revision + 1)
    assert str(calendar(back)["method"]) == "PUBLISH"
    assert sequence(back) > sequence(gone)


def test_the_file_is_named_after_the_event(event: Event) -> None:
    assert calendar_file(event, event.title, NOW).name == f"atelier-{event.code}.ics"


def test_a_date_that_was_given_up_is_taken_out_and_may_come_back(event: Event) -> None:
    file = calendar_file(event, event.title, NOW, given_up=True)
    gone = icalendar.Calendar.from_ical(file.content)
    (entry,) = gone.walk("VEVENT")
    assert (str(gone["method"]), str(entry["status"])) == ("CANCEL", "CANCELLED")
    assert (entry["uid"], entry["sequence"]) == (parsed(event)["uid"], parsed(event)["sequence"])
    assert file.name == f"annulation-{event.code}.ics"
    back = icalendar.Calendar.from_ical(calendar_file(event, event.title, NOW + timedelta(hours=1)).content)
    assert back.walk("VEVENT")[0].decoded("dtstamp") > entry.decoded("dtstamp")
