"""Putting reminders: the marks only spare work, and the cost grows with what is due."""

import re
import time
from datetime import datetime, timedelta

import pytest
from sqlalchemy import event as sql_events
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.beat.beat import beat
from scheduler.core.hours import PARIS, VenueHours
from scheduler.core.tables import RemindedRow
from scheduler.families import families
from scheduler.reminders import reminders
from scheduler.reminders.rules import parse_rules
from scheduler.seats.outcomes import Done
from scheduler.signups import signups
from tests.scheduler import crowd
from tests.scheduler.scene import NOW, join, make_event, make_family, notices, transaction

RULES = parse_rules("7d,1d@18:00,2h")
ANY_HOUR = VenueHours(PARIS.zone, None)
START = NOW + timedelta(days=10)
WEEK_BEFORE = START - timedelta(days=7)


def put(session: Session, now: datetime) -> int:
    return reminders.put_due(session, now, PARIS, RULES)


def test_a_seat_given_back_and_restored_around_the_instant_still_gets_its_reminder(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=3)
        join(session, event, 2, "Tom")
        done = join(session, event, 1, "Léa")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        ids = [done.confirmed[0].signup_id]
        signups.cancel(session, family_id=family, signup_ids=ids, now=WEEK_BEFORE - timedelta(minutes=1))
        assert put(session, WEEK_BEFORE) == 1
        signups.restore(session, family_id=family, signup_ids=ids, now=WEEK_BEFORE + timedelta(minutes=2))
        assert put(session, WEEK_BEFORE + timedelta(minutes=3)) == 1
        assert put(session, WEEK_BEFORE + timedelta(minutes=4)) == 0


def test_a_family_that_can_be_reached_again_is_looked_at_again(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        family, _ = make_family(session, 1)
        families.mark_unreachable(session, 1, NOW)
        assert put(session, WEEK_BEFORE) == 0
        families.mark_reachable(session, 1)
        reminders.look_again(session, family)
        assert put(session, WEEK_BEFORE + timedelta(hours=1)) == 1


def test_a_late_reminder_that_waits_for_the_morning_is_not_marked_as_put(database: Database) -> None:
    night = (START - timedelta(days=1)).replace(hour=22)
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        assert put(session, night) == 0
        assert session.scalar(select(func.count()).select_from(RemindedRow)) == 0
        assert put(session, night + timedelta(hours=10)) == 1
        assert [notice.rule for notice in notices(session)] == ["1d@18:00"]


def test_the_marks_of_past_events_go(database: Database) -> None:
    with transaction(database) as session:
        join(session, make_event(session), 1, "Léa")
        put(session, WEEK_BEFORE)
        reminders.forget_past(session, START - timedelta(seconds=1))
        assert session.scalar(select(func.count()).select_from(RemindedRow)) == 1
        reminders.forget_past(session, START)
        assert session.scalar(select(func.count()).select_from(RemindedRow)) == 0


def test_a_beat_asks_the_same_few_questions_however_many_have_signed_up(database: Database) -> None:
    asked: list[list[str]] = []
    for size in (200, 2_000):
        with transaction(database) as session:
            crowd.fill(session, size, NOW + timedelta(hours=1), timedelta(hours=1))
            reminders.put_due(session, NOW, ANY_HOUR, RULES)
            asked.append(_statements(database, session))
            session.rollback()
    assert asked[0] == asked[1]


def _statements(database: Database, session: Session) -> list[str]:
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(re.sub(r"sa_savepoint_\d+", "one", statement))

    sql_events.listen(database.engine, "before_cursor_execute", note)
    beat(session, owner="a", clock=0.0, now=NOW, hours=ANY_HOUR, rules=RULES)
    sql_events.remove(database.engine, "before_cursor_execute", note)
    return seen


@pytest.mark.slow
def test_with_a_hundred_thousand_sign_ups_an_idle_beat_takes_less_than_a_fifth_of_a_second(
    database: Database,
) -> None:
    with transaction(database) as session:
        crowd.fill(session, 100_000, NOW + timedelta(minutes=10), timedelta(hours=2))
    with transaction(database) as session:
        assert beat(session, owner="a", clock=0.0, now=NOW, hours=ANY_HOUR, rules=RULES).reminders > 1_000
    spent = []
    for n in range(5):
        began = time.perf_counter()
        with transaction(database) as session:
            report = beat(session, owner="a", clock=30.0 * n, now=NOW, hours=ANY_HOUR, rules=RULES)
            assert report.reminders == 0
        spent.append(time.perf_counter() - began)
    assert min(spent) < 0.2, f"the quickest of five took {min(spent) * 1000:.0f} ms"
