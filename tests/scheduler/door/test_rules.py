"""When a door is open, and whom a typed name means, whatever is typed and whenever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import Event, EventRow, Status
from scheduler.core.hours import PARIS
from scheduler.door import roll
from scheduler.door.roll import Gate
from tests.scheduler.door.doors import open_event
from tests.scheduler.scene import NOW

ORDER = [Gate.TOO_EARLY, Gate.OPEN, Gate.LATE, Gate.OVER]


def event_at(starts_at: datetime, minutes: int = 120) -> Event:
    """A value, with no database."""
    row = EventRow(
        id=1, code="c", uid="u", title="Robots", starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes),
        kind="workshop", audiences="", themes="", capacity=12, taken=0, over=0, status="scheduled", questions="",
        revision=1, revised_at=starts_at, made_up=False,
    )  # fmt: skip
    return row.value()


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # bounds are naive


@given(starts_at=MOMENTS, minutes=st.integers(30, 600), times=st.lists(st.integers(-4000, 6000), min_size=2))
def test_a_door_opens_once_and_goes_from_early_to_over_in_one_order(
    starts_at: datetime, minutes: int, times: list[int]
) -> None:
    event = event_at(starts_at, minutes)
    stands = [roll.gate(event, starts_at + timedelta(minutes=one), PARIS) for one in sorted(times)]
    assert [ORDER.index(one) for one in stands] == sorted(ORDER.index(one) for one in stands)
    assert roll.gate(event, starts_at, PARIS) is Gate.OPEN
    assert roll.gate(event, starts_at - roll.OPENS_BEFORE, PARIS) is Gate.OPEN
    called_off = replace(event, status=Status.CANCELLED)
    assert {roll.gate(called_off, starts_at + timedelta(minutes=one), PARIS) for one in times} == {Gate.CALLED_OFF}


@given(starts_at=MOMENTS, minutes=st.integers(30, 600))
def test_a_list_is_seen_from_the_evening_before_to_the_day_after(starts_at: datetime, minutes: int) -> None:
    event = event_at(starts_at, minutes)
    first, last = roll.seen_from(event, PARIS), roll.seen_until(event, PARIS)
    local = first.astimezone(PARIS.zone)
    assert (local.hour, PARIS.day(starts_at) - local.date()) == (18, timedelta(days=1))
    assert PARIS.day(last) - PARIS.day(event.ends_at) == timedelta(days=2)
    assert PARIS.day(last - timedelta(seconds=1)) - PARIS.day(event.ends_at) == timedelta(days=1)
    assert roll.is_seen(event, starts_at, PARIS)
    assert not roll.is_seen(event, first - timedelta(seconds=1), PARIS)
    assert not roll.is_seen(event, last, PARIS)


NAMES = ("Léa", "Léo", "Mathias", "Jean-Baptiste", "Inès Martin", "")


def test_a_name_is_found_by_its_beginning_or_by_its_sound_and_nobody_by_nothing() -> None:
    def found(typed: str) -> tuple[str, ...]:
        return roll.matching(NAMES, typed, str)

    assert found("lea") == ("Léa",)
    assert found("LE") == ("Léa", "Léo")
    assert found("matthias") == ("Mathias",)
    assert found("baptiste") == ("Jean-Baptiste",)
    assert found("martin") == ("Inès Martin",)
    assert found("zoé") == found("") == found(" .!") == ()


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=8))
def test_whatever_is_typed_only_names_of_the_list_are_found(typed: str, names: list[str]) -> None:
    assert set(roll.matching(names, typed, str)) <= set(names)


def test_an_event_of_the_tests_is_open(session: Session) -> None:
    event = session.get_one(EventRow, open_event(session)).value()
    assert roll.gate(event, NOW, PARIS) is Gate.OPEN
