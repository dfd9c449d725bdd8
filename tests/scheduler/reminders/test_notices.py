from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.core.hours import PARIS, VenueHours
from scheduler.reminders.rules import Facts, Plan, Seat, due, due_at, parse_rules

ZONE = ZoneInfo("Europe/Paris")
RULES = parse_rules("7d,1d@18:00,2h")
START = datetime(2026, 12, 12, 14, 0, tzinfo=ZONE)
LONG_AGO = datetime(2026, 11, 1, 12, 0, tzinfo=ZONE)
PLAN = Plan(revision=3, revised_at=LONG_AGO, starts_at=START, rules=RULES)
FACTS = Facts(family_id=1, event_id=2, plan=PLAN, reminders_on=True, seats=(Seat(10, LONG_AGO), Seat(11, LONG_AGO)))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def rules_due(facts: Facts, now: datetime) -> list[str]:
    return [reminder.rule for reminder in due([facts], now, PARIS)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-05T13:59", []),
        ("2026-12-05T14:00", ["7d"]),
        ("2026-12-11T18:00", ["1d@18:00"]),
        ("2026-12-12T12:00", ["2h"]),
        ("2026-12-12T13:59", ["2h"]),
        ("2026-12-12T14:00", []),
    ],
)
def test_only_the_nearest_reminder_is_owed_until_the_start(now: str, expected: list[str]) -> None:
    assert rules_due(FACTS, at(now)) == expected


def test_the_key_names_family_event_revision_and_rule() -> None:
    (reminder,) = due([FACTS], at("2026-12-05T14:00"), PARIS)
    assert reminder.key == "reminder:1:2:3:7d"
    assert reminder.signup_ids == (10, 11)


@pytest.mark.parametrize("fields", [{"reminders_on": False}, {"seats": ()}, {"plan": replace(PLAN, rules=())}])
def test_nothing_is_owed_to_those_who_do_not_want_or_need_it(fields: dict[str, object]) -> None:
    assert rules_due(replace(FACTS, **fields), at("2026-12-12T13:00")) == []  # type: ignore[arg-type]  # parametrized


def test_a_sign_up_or_a_move_at_the_very_instant_of_a_rule_leaves_it_out() -> None:
    instant = at("2026-12-11T18:00")
    assert rules_due(replace(FACTS, seats=(Seat(10, instant),)), instant) == []
    assert rules_due(replace(FACTS, plan=replace(PLAN, revised_at=instant)), instant) == []
    before = instant - timedelta(seconds=1)
    in_time = replace(FACTS, seats=(Seat(10, before),), plan=replace(PLAN, revised_at=before))
    assert rules_due(in_time, instant) == ["1d@18:00"]


def test_a_late_child_is_in_the_message_its_family_gets_anyway() -> None:
    late = Seat(12, at("2026-12-11T19:00"))
    (reminder,) = due([replace(FACTS, seats=(*FACTS.seats, late))], at("2026-12-11T20:00"), PARIS)
    assert reminder.signup_ids == (10, 11, 12)
    assert rules_due(replace(FACTS, seats=(late,)), at("2026-12-11T20:00")) == []


def test_a_late_reminder_waits_for_the_morning_while_time_remains() -> None:
    assert rules_due(FACTS, at("2026-12-11T23:00")) == []
    assert rules_due(FACTS, at("2026-12-12T08:00")) == ["1d@18:00"]
    early = replace(FACTS, plan=replace(PLAN, starts_at=at("2026-12-12T08:30")))
    assert rules_due(early, at("2026-12-11T23:00")) == ["2h"]  # moved to 20:55, and no hour would remain


CHANGES = [
    datetime(year, month, day, tzinfo=ZONE)
    for year, month, day in ((2026, 3, 29), (2026, 10, 25), (2030, 3, 31), (2030, 10, 27))
]


@given(
    change=st.sampled_from(CHANGES), hours=st.integers(-30, 60), gap=st.integers(1, 47),
    night=st.booleans(), joined=st.integers(-300, 60),
)  # fmt: skip
def test_however_the_beats_fall_no_rule_comes_twice_or_late_or_out_of_order(
    change: datetime, hours: int, gap: int, night: bool, joined: int
) -> None:
    venue = PARIS if night else VenueHours(ZONE, None)
    start = change + timedelta(hours=hours)
    seats = (Seat(10, start + timedelta(hours=joined)),)
    plan = replace(PLAN, starts_at=start, revised_at=LONG_AGO.replace(year=2020))
    facts = replace(FACTS, plan=plan, seats=seats)
    sent: dict[str, datetime] = {}
    now = start - timedelta(days=9)
    while now < start + timedelta(hours=2):
        for reminder in due([facts], now, venue):
            assert now < start
            assert facts.seats[0].registered_at < reminder.due <= now
            sent.setdefault(reminder.key, now)
        now += timedelta(hours=gap)
    order = {f"reminder:1:2:3:{rule}": due_at(rule, start, venue) for rule in RULES}
    assert all(order[a] <= order[b] for a, b in pairwise(sent))
