from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.hours import PARIS, QuietHours, QuietHoursError, VenueHours, parse_quiet
from scheduler.waiting.waiting import LAST_HOUR, SHORTEST, deadline

ZONE = ZoneInfo("Europe/Paris")
instants = st.integers(1_772_000_000, 1_924_000_000).map(  # 2026 to 2030
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("starts", "at", "until"),
    [
        ("2026-12-12T14:00", "2026-12-05T10:00", "2026-12-06T10:00"),  # far off: a day
        ("2026-12-12T14:00", "2026-12-10T10:00", "2026-12-10T16:00"),  # two days: six hours
        ("2026-12-12T14:00", "2026-12-12T10:00", "2026-12-12T12:00"),  # within a day: two hours
        ("2026-12-12T14:00", "2026-12-10T20:30", "2026-12-11T09:00"),  # nothing is lost at night
        ("2026-12-12T14:00", "2026-12-10T14:59", "2026-12-10T20:59"),
        ("2026-12-12T14:00", "2026-12-11T20:00", "2026-12-12T09:00"),
        ("2026-12-12T09:45", "2026-12-11T20:00", "2026-12-11T22:00"),  # for that morning others are asked at night too
        ("2026-12-12T14:00", "2026-12-12T12:00", "2026-12-12T13:00"),  # never into the last hour
        ("2026-12-12T14:00", "2026-12-12T12:50", None),  # no real chance to answer
        ("2026-12-12T14:00", "2026-12-05T23:00", None),  # at night nothing is offered...
        ("2026-12-12T10:00", "2026-12-11T23:00", "2026-12-12T09:00"),  # ...unless it is for that morning
        ("2026-12-12T07:00", "2026-12-11T23:00", "2026-12-12T06:00"),
        ("2026-12-12T14:00", "2026-12-12T07:00", None),
        ("2026-12-12T14:00", "2026-12-12T08:00", "2026-12-12T10:00"),
    ],
)
def test_a_seat_is_held_as_long_as_the_event_is_far(starts: str, at: str, until: str | None) -> None:
    expected = None if until is None else paris(until)
    assert deadline(paris(starts), paris(at), PARIS) == expected


@given(
    now=instants,
    ahead=st.timedeltas(timedelta(0), timedelta(days=20)),
)
def test_no_hold_reaches_the_last_hour_or_is_too_short(now: datetime, ahead: timedelta) -> None:
    until = deadline(now + ahead, now, PARIS)
    assert until is None or now + SHORTEST <= until <= now + ahead - LAST_HOUR


@given(at=instants)
def test_the_quiet_hours_around_an_instant_enclose_it(at: datetime) -> None:
    began, ends = PARIS.quiet_began(at), PARIS.quiet_ends(at)
    assert began <= at <= ends
    assert not PARIS.is_quiet(ends)
    if PARIS.is_quiet(at):
        assert PARIS.is_quiet(began)
        assert (began.astimezone(ZONE).hour, ends.astimezone(ZONE).hour) == (21, 8)
        assert timedelta(hours=10) <= ends - began <= timedelta(hours=12)


def test_quiet_hours_are_read_from_the_settings() -> None:
    quiet = parse_quiet("21:00-08:00")
    assert quiet == PARIS.quiet
    assert parse_quiet("off") is None
    assert not VenueHours(ZONE, None).is_quiet(paris("2026-12-12T03:00"))
    siesta = parse_quiet("12:00-14:00")
    assert isinstance(siesta, QuietHours)
    hours = VenueHours(ZONE, siesta)
    assert hours.quiet_ends(paris("2026-12-12T13:00")) == paris("2026-12-12T14:00")
    assert not hours.is_quiet(paris("2026-12-12T14:00"))


@pytest.mark.parametrize("text", ["", "21-8", "25:00-08:00", "08:00-08:00", "21:00"])
def test_bad_quiet_hours_are_named_in_one_sentence(text: str) -> None:
    with pytest.raises(QuietHoursError, match=f'"{text}"'):
        parse_quiet(text)
