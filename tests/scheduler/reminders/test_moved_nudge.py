from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from knowledge.store.database import Database
from scheduler.core.hours import PARIS
from scheduler.reminders import reminders
from scheduler.reminders.reminders import STILL_LEFT, is_due
from scheduler.reminders.still_true import still_true
from scheduler.seats.outcomes import Done
from scheduler.signups import signups
from scheduler.signups.event_changes import after_move, unanswered
from tests.scheduler.scene import NOW, change, join, make_event, make_family, notices, transaction

MOVED = NOW + timedelta(hours=1)
START = MOVED + timedelta(days=10)  # the middle is five days later, at 13:00 in Paris
HALF = MOVED + timedelta(days=5)


def moved_event(session: Session, *families: tuple[str, ...]) -> tuple[int, list[list[int]]]:
    """An event with these families that moved to START: its id, each family's sign-ups."""
    event = make_event(session, capacity=9)
    found = []
    for chat, names in enumerate(families, start=1):
        done = join(session, event, chat, *names)
        assert isinstance(done, Done)
        found.append([one.signup_id for one in done.registrations])
    change(
        session,
        event,
        starts_at=START,
        ends_at=START + timedelta(hours=1),
        revision=2,
        revised_at=MOVED,
        moved_at=MOVED,
    )
    return event, found


def nudged(session: Session, now: datetime = HALF) -> list[tuple[int, tuple[int, ...]]]:
    reminders.put_nudges_due(session, now, PARIS)
    return [(one.family_id, one.signup_ids) for one in notices(session) if one.kind == "moved_nudge"]


def test_each_child_is_kept_cancelled_or_not_answered_for(database: Database) -> None:
    with transaction(database) as session:
        event, (mine, theirs) = moved_event(session, ("Léa", "Tom"), ("Zoé",))
        family, _ = make_family(session, 1)
        signups.cancel(session, family_id=family, signup_ids=mine[:1], now=MOVED)
        signups.keep_seats(session, family_id=family, signup_ids=mine, revision=2)
        answers = {one.signup_id: one.answer.value for one in after_move(session, event)}
        assert answers == {mine[0]: "cancelled", mine[1]: "kept", theirs[0]: "none"}
        assert unanswered(session, event, family) == ()


def test_who_came_after_the_move_or_left_before_it_is_not_asked(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=9)
        gone = join(session, event, 1, "Léa")
        assert isinstance(gone, Done)
        family, _ = make_family(session, 1)
        signups.cancel(session, family_id=family, signup_ids=[gone.registrations[0].signup_id], now=NOW)
        change(session, event, starts_at=START, revision=2, revised_at=MOVED, moved_at=MOVED)
        join(session, event, 2, "Zoé", now=MOVED + timedelta(hours=1))
        assert after_move(session, event) == ()
        assert nudged(session) == []
        assert after_move(session, make_event(session)) == ()


def test_half_way_the_silent_families_are_asked_once(database: Database) -> None:
    with transaction(database) as session:
        _, (mine, theirs) = moved_event(session, ("Léa", "Tom"), ("Zoé",))
        family, other = make_family(session, 1)[0], make_family(session, 2)[0]
        signups.keep_seats(session, family_id=other, signup_ids=theirs, revision=2)
        assert nudged(session, HALF - timedelta(minutes=1)) == []
        for hours in range(48):
            reminders.put_nudges_due(session, HALF + timedelta(hours=hours), PARIS)
        assert nudged(session) == [(family, tuple(mine))]
        (notice,) = notices(session)
        assert still_true(session, notice, HALF)
        signups.keep_seats(session, family_id=family, signup_ids=mine, revision=2)
        assert not still_true(session, notice, HALF)


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "cancelled"},
        {"revised_at": MOVED + timedelta(hours=1), "revision": 4},
        {"starts_at": HALF + STILL_LEFT - timedelta(minutes=1)},
        {"moved_at": None},
    ],
    ids=["cancelled", "newer news", "too near", "never moved"],
)
def test_no_nudge_where_it_would_be_wrong(database: Database, fields: dict[str, object]) -> None:
    with transaction(database) as session:
        event, _ = moved_event(session, ("Léa",))
        change(session, event, **fields)
        assert nudged(session) == []


def test_nobody_is_woken_by_a_nudge(database: Database) -> None:
    with transaction(database) as session:
        moved_event(session, ("Léa",))
        night = HALF + timedelta(hours=11)
        assert nudged(session, night) == []
        assert len(nudged(session, night + timedelta(hours=9))) == 1


@given(
    ahead=st.timedeltas(timedelta(0), timedelta(days=40)),
    passed=st.timedeltas(timedelta(0), timedelta(days=40)),
)
def test_a_nudge_is_never_before_the_middle_nor_in_the_last_day_nor_at_night(
    ahead: timedelta, passed: timedelta
) -> None:
    starts, now = MOVED + ahead, MOVED + passed
    if is_due(MOVED, starts, now, PARIS):
        assert now - MOVED >= starts - now >= timedelta(hours=24)
        assert not PARIS.is_quiet(now)
    else:
        assert now - MOVED < starts - now or starts - now < timedelta(hours=24) or PARIS.is_quiet(now)
