from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.hours import PARIS, ReminderRuleError, VenueHours
from scheduler.reminders.rules import WORTH_WAITING, Unit, due_at, parse_rules

ZONE = ZoneInfo("Europe/Paris")
instants = st.integers(1_772_000_000, 1_924_000_000).map(  # 2026 to 2030
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)
NO_NIGHT = VenueHours(ZONE, None)


def last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


CHANGES = [last_sunday(year, month) for year in range(2026, 2031) for month in (3, 10)]


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def due(rule: str, starts: str, hours: VenueHours = NO_NIGHT) -> datetime:
    return due_at(parse_rules(rule)[0], paris(starts), hours)


def test_the_default_of_the_settings_is_understood() -> None:
    assert [str(rule) for rule in parse_rules("7d,1d@18:00, 2h ,2h")] == ["7d", "1d@18:00", "2h"]
    assert parse_rules("") == parse_rules("off") == ()


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("7d,x", "x"), ("7d,,2h", ""), ("2h@18:00", "2h@18:00"), ("0h", "0h"), ("0d", "0d"),
        ("1d@25:00", "1d@25:00"), ("1d@18", "1d@18"), ("400d", "400d"), ("-1d", "-1d"), ("²d", "²d"),
    ],
)  # fmt: skip
def test_a_bad_piece_is_named_in_one_sentence(text: str, piece: str) -> None:
    with pytest.raises(ReminderRuleError) as caught:
        parse_rules(text)
    assert f'"{piece}"' in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("days", [1, 2, 7])
def test_a_day_before_is_the_same_wall_clock_time_across_a_clock_change(change: date, days: int) -> None:
    starts = datetime(change.year, change.month, change.day, 14, 0, tzinfo=ZONE)
    due = due_at(parse_rules(f"{days}d")[0], starts, NO_NIGHT)
    local = due.astimezone(ZONE)
    assert (local.date(), local.hour, local.minute) == (change - timedelta(days=days), 14, 0)
    elapsed = starts.astimezone(UTC) - due
    assert elapsed == timedelta(days=days) + timedelta(hours=-1 if change.month == 3 else 1)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("rule", "elapsed"), [("2h", 7200), ("90m", 5400), ("30s", 30), ("24h", 86400)])
def test_hours_before_are_elapsed_hours_across_a_clock_change(change: date, rule: str, elapsed: int) -> None:
    for fold in (0, 1):
        starts = datetime(change.year, change.month, change.day, 2, 30, tzinfo=ZONE, fold=fold)
        due = due_at(parse_rules(rule)[0], starts, NO_NIGHT)
        assert (starts.astimezone(UTC) - due).total_seconds() == elapsed


@pytest.mark.parametrize("change", CHANGES)
def test_a_wall_clock_time_that_is_skipped_or_comes_twice_gives_one_instant(change: date) -> None:
    starts = datetime(change.year, change.month, change.day, 14, 0, tzinfo=ZONE) + timedelta(days=1)
    due = due_at(parse_rules("1d@02:30")[0], starts, NO_NIGHT).astimezone(ZONE)
    assert (due.date(), due.hour, due.fold) == (change, 3 if change.month == 3 else 2, 0)


@pytest.mark.parametrize(
    ("rule", "starts", "expected"),
    [
        ("12h", "2026-12-12T14:00", "2026-12-12T08:00"),  # 2 at night: waits for the morning
        ("2h", "2026-12-12T09:00", "2026-12-12T08:00"),  # exactly an hour remains then
        ("2h", "2026-12-12T08:59", "2026-12-11T20:55"),  # less would: the evening before
        ("1d@22:00", "2026-12-12T10:00", "2026-12-12T08:00"),
        ("1d@21:00", "2026-12-12T08:30", "2026-12-11T20:55"),
        ("1d@20:59", "2026-12-12T08:30", "2026-12-11T20:59"),
        ("30m", "2026-12-12T22:00", "2026-12-12T20:55"),
        ("7d", "2026-12-12T14:00", "2026-12-05T14:00"),
    ],
)
def test_a_reminder_leaves_the_night_alone(rule: str, starts: str, expected: str) -> None:
    assert due(rule, starts, PARIS) == paris(expected)


@given(
    start=instants,
    amount=st.integers(1, 40),
    unit=st.sampled_from(list(Unit)),
)
def test_no_reminder_is_due_at_night_or_after_the_start(start: datetime, amount: int, unit: Unit) -> None:
    at = due_at(parse_rules(f"{amount}{unit}")[0], start, PARIS)
    assert at < start
    assert not PARIS.is_quiet(at)
    plain = due_at(parse_rules(f"{amount}{unit}")[0], start, NO_NIGHT)
    if at > plain:
        assert start - at >= WORTH_WAITING
