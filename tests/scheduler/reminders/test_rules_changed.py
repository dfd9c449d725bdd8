"""The rules of an event change when its reminders are under way: nobody is reminded twice, or of what is off."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.reminders import reminders
from scheduler.reminders.rules import parse_rules
from tests.scheduler.scene import NOW, change, join, make_event, notices, transaction

START = NOW + timedelta(days=10)  # a Saturday at noon
EVE = (START - timedelta(days=1)).replace(hour=17)  # 18 h in Paris


def put(session: Session, rules: str, at: timedelta) -> int:
    return reminders.put_due(session, EVE + at, PARIS, parse_rules(rules))


@pytest.mark.parametrize("rules", ["1d@17:30", "24h", "1d,2h", "1d@18:00,2d"])
def test_a_new_rule_whose_time_had_come_before_the_last_reminder_brings_no_second_one(
    database: Database, rules: str
) -> None:
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        assert put(session, "7d,1d@18:00,2h", timedelta(0)) == 1
        assert put(session, rules, timedelta(hours=1)) == 0


def test_a_new_rule_that_comes_after_the_last_reminder_is_owed(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        assert put(session, "1d@18:00", timedelta(0)) == 1
        assert put(session, "1d@19:00", timedelta(hours=1)) == 1


def test_an_event_that_gets_rules_of_its_own_on_the_eve_is_not_reminded_of_twice(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        assert put(session, "1d@18:00", timedelta(0)) == 1
        change(session, event, reminders="30h,3h")
        assert put(session, "1d@18:00", timedelta(hours=1)) == 0
        assert [one.rule for one in notices(session)] == ["1d@18:00"]


def test_who_was_not_reminded_by_the_old_rule_is_by_the_new_one(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        join(session, event, 1, "Léa")
        assert put(session, "1d@18:00", timedelta(0)) == 1
        join(session, event, 2, "Tom", now=EVE + timedelta(minutes=20))
        assert put(session, "1d@18:30", timedelta(hours=1)) == 2
