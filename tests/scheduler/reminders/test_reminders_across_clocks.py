"""Every rule at every clock change until 2030, at hours that are skipped or come twice; and clocks that jump."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.beat.beat import beat
from scheduler.core.hours import PARIS, VenueHours
from scheduler.reminders.rules import Facts, Plan, Seat, due, due_at, parse_rules
from tests.scheduler.scene import NOW, join, make_event, notices, transaction

ZONE = ZoneInfo("Europe/Paris")
EVERY = timedelta(hours=1)
LONG_AGO = datetime(2025, 12, 1, tzinfo=UTC)
RULES = ("7d", "2d@09:00", "1d", "1d@18:00", "1d@02:30", "0d@08:00", "0d@02:30", "24h", "2h", "30m", "90s")
HOURS = ((0, 30), (1, 30), (2, 0), (2, 30), (2, 59), (3, 0), (3, 30), (9, 0), (14, 0))


def last_sunday(year: int, month: int) -> date:
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


CHANGES = [last_sunday(year, month) for year in range(2026, 2031) for month in (3, 10)]


def starts(change: date) -> Iterator[datetime]:
    """Events on the day of the change and those around it; hours in the gap and in both folds."""
    for day, (hour, minute), fold in product((-1, 0, 1, 7), HOURS, (0, 1)):
        local = datetime(change.year, change.month, change.day, hour, minute, tzinfo=ZONE, fold=fold)
        yield (local + timedelta(days=day)).astimezone(UTC)


def instants(start: datetime, at: datetime) -> list[datetime]:
    """When the beat falls: around the instant, around the start, and every quarter of an hour between."""
    near = [at + timedelta(seconds=n) for n in (-1, 0, 1, 29)] + [start + timedelta(seconds=n) for n in (-1, 0, 1)]
    steps = [at + timedelta(minutes=15) * n for n in range(int((start - at) / timedelta(minutes=15)) + 4)]
    return sorted([*near, *steps[:40], *steps[-8:]])


@pytest.mark.parametrize("hours", [PARIS, VenueHours(ZONE, None)], ids=["quiet nights", "any hour"])
@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_every_rule_gives_one_reminder_and_none_after_the_start(change: date, hours: VenueHours) -> None:
    for start, text in product(set(starts(change)), RULES):
        rule = parse_rules(text)[0]
        at = due_at(rule, start, hours)
        facts = Facts(
            family_id=1,
            event_id=2,
            plan=Plan(1, LONG_AGO, start, (rule,)),
            reminders_on=True,
            seats=(Seat(3, LONG_AGO),),
        )
        seen = [(now, reminder) for now in instants(start, at) for reminder in due([facts], now, hours)]
        assert len({reminder.key for _, reminder in seen}) == (1 if at < start else 0), (start, text)
        assert all(at <= now < start for now, _ in seen), (start, text)
        assert not any(hours.is_quiet(at) for _ in seen), (start, text)


@pytest.mark.parametrize(
    "change",
    [pytest.param(day, marks=() if day.year == 2026 else pytest.mark.slow, id=str(day)) for day in CHANGES],
)
def test_in_the_database_each_is_one_row_however_often_it_beats(database: Database, change: date) -> None:
    events = list(product(sorted(set(starts(change)))[::7], RULES[::2]))
    with transaction(database) as session:
        for n, (start, rule) in enumerate(events, start=1):
            values = {"starts_at": start, "reminders": rule, "revised_at": LONG_AGO, "age_min": None, "age_max": None}
            join(session, make_event(session, now=LONG_AGO, **values), n, "Léa", now=LONG_AGO)
        begin = datetime(change.year, change.month, change.day, tzinfo=UTC) - timedelta(days=9)
        for beats in range(18 * 24):
            _beat(session, begin + EVERY * beats)
        put = [notice.event_id for notice in notices(session)]
        assert len(put) == len(set(put))
        expected = [n for n, (start, rule) in enumerate(events, 1) if _is_possible(start, rule, begin)]
        assert len(put) == len(expected)


def _is_possible(start: datetime, rule: str, begin: datetime) -> bool:
    """Whether a beat falls between the instant of the rule and the start."""
    at = due_at(parse_rules(rule)[0], start, PARIS)
    steps = -((begin - at) // EVERY)
    return begin + EVERY * steps < start and at < start


def _beat(session: Session, now: datetime) -> int:
    return beat(session, owner="a", clock=now.timestamp(), now=now, hours=PARIS, rules=()).reminders


def test_a_clock_that_steps_back_and_forth_repeats_nothing_and_skips_nothing(database: Database) -> None:
    rules, start = parse_rules("1d@18:00,2h"), NOW + timedelta(days=10)
    evening = datetime(2026, 12, 4, 18, 0, tzinfo=ZONE)
    with transaction(database) as session:
        join(session, make_event(session, starts_at=start), 1, "Léa")
        put = 0
        for minutes in (-1, 0, 1, -60, -59, 30, -30, 90, 31, 61):
            now = evening + timedelta(minutes=minutes)
            put += beat(session, owner="a", clock=now.timestamp(), now=now, hours=PARIS, rules=rules).reminders
        assert put == 1
        for now in (start + timedelta(hours=1), start - timedelta(hours=1), start, start - timedelta(minutes=30)):
            put += beat(session, owner="a", clock=now.timestamp(), now=now, hours=PARIS, rules=rules).reminders
        assert put == 2
        assert [notice.rule for notice in notices(session)] == ["1d@18:00", "2h"]
