"""An import updates by uid, all of it or nothing, and reports what families must hear of."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, EventRow, Status
from knowledge.exchange.apply import ALPHABET, ImportReport, MovedEvent, OverEvent, apply
from knowledge.exchange.draft import EventDraft, SignupsExistError
from knowledge.store.database import Database
from tests.knowledge.exchange.build import draft

BEFORE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
Take = Callable[..., ImportReport]


@pytest.fixture
def take(database: Database, now: datetime) -> Take:
    """Import these drafts now, in a transaction of their own."""

    def take(*drafts: EventDraft, at: datetime = now) -> ImportReport:
        return database.do(apply, drafts, at)

    return take


def stored(database: Database, uid: str = "robots") -> Event:
    event = database.do(agenda.by_uid, uid)
    assert event is not None
    return event


def set_taken(session: Session, taken: int) -> None:
    session.execute(update(EventRow).values(taken=taken))


def test_new_events_are_added_each_with_a_code_of_its_own(database: Database, take: Take) -> None:
    report = take(draft("a"), draft("b"))
    events = database.do(agenda.everything)
    assert report == ImportReport(added=tuple(sorted(event.id for event in events)))
    assert len({event.code for event in events}) == 2
    assert all(set(event.code) <= set(ALPHABET) and len(event.code) == 8 for event in events)
    assert {event.revision for event in events} == {1}


def test_a_new_event_keeps_all_that_its_draft_says(database: Database, take: Take) -> None:
    said = draft(
        title_en="Robots",
        room="Mezzanine",
        questions=("phone", "photo"),
        family_cap=3,
        reminders="1d",
        description="Un\n\nDeux",
        status=Status.CANCELLED,
        signup_closes_at=BEFORE,
    )
    take(said)
    event = stored(database)
    names = [name for name in EventDraft.__dataclass_fields__ if name != "unsaid"]
    assert {name: getattr(event, name) for name in names} == {name: getattr(said, name) for name in names}


def test_the_same_again_changes_nothing(database: Database, take: Take) -> None:
    take(draft(), at=BEFORE)
    before = stored(database)
    assert take(draft()) == ImportReport(unchanged=(before.id,))
    assert stored(database) == before


def test_another_title_changes_the_event_but_is_no_move(database: Database, take: Take) -> None:
    take(draft(), at=BEFORE)
    report = take(draft(title="Grands robots"))
    event = stored(database)
    assert report == ImportReport(changed=(event.id,))
    assert (event.title, event.revision, event.revised_at) == ("Grands robots", 1, BEFORE)


@pytest.mark.parametrize("field", ["starts_at", "ends_at"])
def test_another_start_or_end_is_a_move_and_raises_the_revision(
    database: Database, take: Take, now: datetime, field: str
) -> None:
    take(draft(), at=BEFORE)
    old = stored(database)
    report = take(draft(**{field: getattr(old, field) + timedelta(minutes=30)}))
    event = stored(database)
    assert report == ImportReport(changed=(event.id,), moved=(MovedEvent(event.id, old.starts_at, old.ends_at),))
    assert (event.revision, event.revised_at, event.code) == (2, now, old.code)


def test_cancelling_and_taking_it_back_each_raise_the_revision(database: Database, take: Take) -> None:
    take(draft(), at=BEFORE)
    event_id = stored(database).id
    assert take(draft(status=Status.CANCELLED)).cancelled == (event_id,)
    assert stored(database).revision == 2
    report = take(draft())
    assert (report.resumed, report.cancelled, report.moved) == ((event_id,), (), ())
    assert (stored(database).revision, stored(database).status) == (3, Status.SCHEDULED)


def test_an_event_cancelled_and_moved_at_once_is_only_told_as_cancelled(database: Database, take: Take) -> None:
    take(draft())
    old = stored(database)
    report = take(draft(status=Status.CANCELLED, starts_at=old.starts_at - timedelta(hours=1)))
    assert (report.cancelled, report.moved, stored(database).revision) == ((old.id,), (), 2)


def test_what_the_file_does_not_say_stays_as_it_is(database: Database, take: Take) -> None:
    take(draft(status=Status.CANCELLED, title_en="Robots"))
    take(draft(unsaid=frozenset({"status", "title_en"})))
    assert (stored(database).status, stored(database).title_en) == (Status.CANCELLED, "Robots")


def test_events_the_file_does_not_name_stay(database: Database, take: Take) -> None:
    take(draft("a"))
    take(draft("b"))
    assert [event.uid for event in database.do(agenda.everything)] == ["a", "b"]


def test_a_capacity_below_what_is_taken_is_over_by_the_difference_and_logged_without_names(
    database: Database, take: Take, caplog: pytest.LogCaptureFixture
) -> None:
    take(draft(capacity=10))
    database.do(set_taken, 9)
    with caplog.at_level(logging.WARNING, "knowledge"):
        report = take(draft(capacity=6))
    event = stored(database)
    assert report.over == (OverEvent(event.id, 3),)
    assert (event.capacity, event.taken, event.over, event.free_places) == (6, 9, 3, 0)
    assert caplog.messages == [f"event {event.id}: capacity 6, taken 9, over 0 -> 3"]


@pytest.mark.parametrize(("capacity", "over", "free"), [(8, 1, 0), (9, 0, 0), (12, 0, 3)])
def test_raising_the_capacity_again_lowers_over(
    database: Database, take: Take, capacity: int, over: int, free: int
) -> None:
    take(draft(capacity=10))
    database.do(set_taken, 9)
    take(draft(capacity=6))
    take(draft(capacity=capacity))
    assert (stored(database).over, stored(database).free_places) == (over, free)


def test_emptying_the_capacity_of_an_event_with_sign_ups_is_refused_and_nothing_goes_in(
    database: Database, take: Take
) -> None:
    take(draft())
    database.do(set_taken, 1)
    before = database.do(agenda.everything)
    with pytest.raises(SignupsExistError, match="robots") as raised:
        take(draft("new"), draft(capacity=None))
    assert raised.value.uids == ("robots",)
    assert database.do(agenda.everything) == before


def test_emptying_the_capacity_without_sign_ups_is_fine(database: Database, take: Take) -> None:
    take(draft())
    take(draft(capacity=None))
    assert (stored(database).capacity, stored(database).free_places) == (None, None)


def test_a_failed_import_undoes_itself_and_nothing_else_when_the_caller_goes_on(
    database: Database, now: datetime
) -> None:
    def use_case(session: Session) -> None:
        apply(session, [draft("earlier")], now)
        backwards = draft("backwards", ends_at=draft().starts_at)
        with pytest.raises(IntegrityError, match="ends_after_start"):
            apply(session, [draft("earlier", title="Autre"), draft("good"), backwards], now)

    database.do(use_case)
    assert [(event.uid, event.title) for event in database.do(agenda.everything)] == [("earlier", "Petits robots")]


def test_the_taken_count_is_read_under_the_lock_not_from_an_older_look(database: Database, now: datetime) -> None:
    database.do(apply, [draft()], now)

    def use_case(session: Session) -> ImportReport:
        row = session.scalars(select(EventRow)).one()
        assert row.taken == 0
        session.connection().exec_driver_sql("UPDATE events SET taken = 9")
        return apply(session, [draft(capacity=6)], now)

    assert [over.over for over in database.do(use_case).over] == [3]


@pytest.mark.parametrize(
    ("uid", "made_up", "expected"),
    [("real", False, False), ("real", True, True), ("demo-x", False, True)],
)
def test_made_up_events_are_marked_and_stay_so(
    database: Database, now: datetime, uid: str, made_up: bool, expected: bool
) -> None:
    database.do(apply, [draft(uid)], now, made_up)
    database.do(apply, [draft(uid, title="Autre")], now)
    assert stored(database, uid).made_up is expected


def test_more_events_than_one_query_may_name_are_taken_in_and_found_again(database: Database, take: Take) -> None:
    many = [draft(f"event-{number}") for number in range(1200)]
    assert len(take(*many).added) == 1200
    assert len(take(*many).unchanged) == 1200
