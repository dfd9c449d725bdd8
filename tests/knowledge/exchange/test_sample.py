"""The demo's agenda fits any day, says it is made up, and claims nothing of the venue."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Kind
from knowledge.exchange.apply import apply
from knowledge.exchange.draft import EventDraft
from knowledge.exchange.spreadsheets import sample_agenda
from knowledge.store.database import Database

PARIS = ZoneInfo("Europe/Paris")
TODAY = date(2026, 11, 25)
# What the venue's document names, with the most people it says a room holds.
ROOMS = {"Grande salle": None, "Salle de formation": 25, "Salle de créativité": 15,
         "Laboratoire d’expérimentation": None, "Mezzanine": None}  # fmt: skip


@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)))
def test_whatever_the_day_all_lies_within_the_next_nine_weeks(today: date) -> None:
    days = [event.starts_at.astimezone(PARIS).date() for event in sample_agenda(today, PARIS)]
    assert all(today < day <= today + timedelta(weeks=9) for day in days)


def test_children_come_on_wednesday_afternoons_and_saturdays() -> None:
    workshops = [event for event in sample_agenda(TODAY, PARIS) if event.kind is Kind.WORKSHOP]
    starts = [event.starts_at.astimezone(PARIS) for event in workshops]
    assert all(at.weekday() == 5 or (at.weekday() == 2 and at.hour >= 14) for at in starts)
    assert min(event.age_min or 0 for event in workshops) == 3


def test_it_has_something_of_everything_and_one_with_few_places() -> None:
    events = sample_agenda(TODAY, PARIS)
    assert {event.kind for event in events} == set(Kind) - {Kind.VISIT}
    assert [e.uid for e in events if e.capacity == 2] == ["demo-impression-3d"]
    assert any(e.capacity is None for e in events)


def test_every_event_is_told_in_both_languages_and_named_as_the_demos() -> None:
    for event in sample_agenda(TODAY, PARIS):
        assert event.uid.startswith("demo-")
        assert all((event.title, event.title_en, event.description, event.description_en))


@pytest.mark.parametrize("event", sample_agenda(TODAY, PARIS), ids=lambda event: event.uid)
def test_rooms_are_the_venues_and_hold_the_places_offered(event: EventDraft) -> None:
    assert event.room in ROOMS
    assert (event.capacity or 0) <= (ROOMS[event.room] or 1000)


def test_stored_it_is_marked_as_made_up(database: Database, now: datetime) -> None:
    database.do(apply, sample_agenda(TODAY, PARIS), now)
    events = database.do(agenda.upcoming, now)
    assert len(events) == len(sample_agenda(TODAY, PARIS))
    assert all(event.made_up for event in events)
