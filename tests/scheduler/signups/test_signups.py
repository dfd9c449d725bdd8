from datetime import datetime, timedelta
from typing import Any

import pytest

from knowledge.store.database import Database
from scheduler.core.people import AgeFit, BirthMonth
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import (
    AgeRefused,
    AlreadyIn,
    CapReached,
    Closed,
    Done,
    EventCancelled,
    NotEnough,
    NotNeeded,
    NotRestored,
    Past,
    Restored,
    Unknown,
)
from scheduler.signups import signups
from scheduler.waiting import waiting
from tests.scheduler.scene import (
    NOW,
    change,
    join,
    make_event,
    make_family,
    notices,
    states,
    taken_and_seated,
    transaction,
)


def test_children_get_seats_in_the_order_given_and_the_last_one_waits(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=2)
        outcome = join(session, event, 1, "Léa", "Tom", "Zoé")
        assert isinstance(outcome, Done)
        assert [entry.first_name for entry in outcome.confirmed] == ["Léa", "Tom"]
        assert [(entry.first_name, entry.position) for entry in outcome.waiting] == [("Zoé", 1)]
        assert taken_and_seated(session, event) == (2, 2)


def test_too_few_seats_without_a_decision_change_nothing(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        family, people = make_family(session, 1, "Léa", "Tom")
        outcome = signups.sign_up(session, family_id=family, event_id=event, participants=people, now=NOW)
        assert outcome == NotEnough(free=1, wanted=2)
        assert states(session, event) == []


def test_asking_again_gives_the_same_answer_and_nothing_twice(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        first = join(session, event, 1, "Léa", "Tom")
        again = join(session, event, 1, "Léa", "Tom")
        assert isinstance(first, Done)
        assert isinstance(again, AlreadyIn)
        assert again.registrations == first.registrations
        assert states(session, event) == ["confirmed", "waiting"]


def test_a_newcomer_waits_behind_the_queue_although_a_seat_is_free(database: Database) -> None:
    night = datetime(2026, 11, 25, 22, 0, tzinfo=NOW.tzinfo)
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        family, _ = make_family(session, 1, "Léa")
        lea = signups.registrations(session, family, night)[0]
        signups.cancel(session, family_id=family, signup_ids=[lea.signup_id], now=night)
        assert taken_and_seated(session, event) == (0, 0)  # nothing is offered at night
        late = join(session, event, 3, "Zoé", now=night)
        assert isinstance(late, Done)
        assert [entry.position for entry in late.waiting] == [2]


def test_someone_who_joins_after_the_clock_stepped_back_still_comes_last(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        join(session, event, 1, "Léa")
        late = join(session, event, 2, "Tom", now=NOW - timedelta(hours=1))
        assert isinstance(late, Done)
        assert late.waiting[0].position == 2


def test_unnamed_places_are_counted_in_all(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, age_min=None, age_max=None, capacity=5, kind="conference")
        family, _ = make_family(session, 1)

        def ask(n: int) -> object:
            return signups.sign_up(session, family_id=family, event_id=event, unnamed=n, now=NOW)

        assert isinstance(ask(2), Done)
        assert isinstance(ask(2), AlreadyIn)
        assert isinstance(ask(3), Done)
        assert states(session, event) == ["confirmed"] * 3


def test_an_unfit_age_refuses_the_whole_entry_with_the_reason(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        family, (lea,) = make_family(session, 1, "Léa")
        tom = families.add_participant(session, family, "Tom", BirthMonth(2022, 5), NOW)
        outcome = signups.sign_up(
            session, family_id=family, event_id=event, participants=[lea, tom.id], unnamed=1, now=NOW
        )
        assert isinstance(outcome, AgeRefused)
        assert [(refusal.first_name, refusal.age, refusal.fit) for refusal in outcome.refusals] == [
            ("Tom", 4, AgeFit.TOO_YOUNG),
            (None, None, AgeFit.TOO_OLD),
        ]
        assert states(session, event) == []


@pytest.mark.parametrize(
    ("fields", "outcome"),
    [
        ({"status": "cancelled"}, EventCancelled()),
        ({"starts_at": NOW}, Past()),
        ({"capacity": None}, NotNeeded()),
        ({"signup_closes_at": NOW}, Closed(None)),
        ({"signup_opens_at": NOW + timedelta(days=1)}, Closed(NOW + timedelta(days=1))),
        ({"family_cap": 1}, CapReached(1, 0)),
    ],
)
def test_an_event_that_takes_no_sign_up_says_why(database: Database, fields: dict[str, Any], outcome: object) -> None:
    with transaction(database) as session:
        event = make_event(session, **fields)
        assert join(session, event, 1, "Léa", "Tom") == outcome
        assert states(session, event) == []


def test_another_familys_child_or_an_unknown_event_is_refused(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session)
        _, (lea,) = make_family(session, 1, "Léa")
        family, _ = make_family(session, 2)
        for event_id, people in ((event, [lea]), (event + 1, []), (event, [])):
            answer = signups.sign_up(session, family_id=family, event_id=event_id, participants=people, now=NOW)
            assert answer == Unknown()
        outcome = join(session, event, 1, "Léa")
        assert isinstance(outcome, Done)
        ids = [entry.signup_id for entry in outcome.registrations]
        assert signups.cancel(session, family_id=family, signup_ids=ids, now=NOW).signup_ids == ()
        assert signups.registration(session, family, ids[0]) is None


def test_a_cancelled_seat_is_offered_to_the_first_in_line_with_one_notice(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        done = join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        join(session, event, 3, "Zoé")
        assert isinstance(done, Done)
        ids = [entry.signup_id for entry in done.registrations]
        family, _ = make_family(session, 1)
        for _tap in range(2):
            gone = signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
            assert gone.signup_ids == tuple(ids)
        assert states(session, event) == ["offered", "waiting"]
        assert taken_and_seated(session, event) == (1, 1)
        assert [notice.kind for notice in notices(session)] == ["offer"]
        assert len(notices(session, chat_id=2)) == 1


def test_a_cancellation_is_undone_within_ten_minutes_if_nobody_took_the_seat(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        done = join(session, event, 1, "Léa")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        ids = [done.confirmed[0].signup_id]

        def undo(minutes: int) -> object:
            signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
            later = NOW + timedelta(minutes=minutes)
            return signups.restore(session, family_id=family, signup_ids=ids, now=later)

        assert isinstance(undo(10), Restored)
        assert states(session, event) == ["confirmed"]
        assert undo(11) == NotRestored()
        join(session, event, 2, "Tom")
        assert signups.restore(session, family_id=family, signup_ids=ids, now=NOW) == NotRestored()
        assert taken_and_seated(session, event) == (1, 1)


def test_a_child_signed_up_again_meanwhile_is_not_restored_on_top(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=5)
        done = join(session, event, 1, "Léa")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        ids = [done.confirmed[0].signup_id]
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        join(session, event, 1, "Léa")
        assert signups.restore(session, family_id=family, signup_ids=ids, now=NOW) == NotRestored()
        assert states(session, event) == ["confirmed"]


def test_an_undone_place_in_line_is_at_its_end(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=0)
        done = join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        ids = [done.waiting[0].signup_id]
        signups.cancel(session, family_id=family, signup_ids=ids, now=NOW)
        back = signups.restore(session, family_id=family, signup_ids=ids, now=NOW)
        assert isinstance(back, Restored)
        assert back.waiting[0].position == 2


def test_the_roster_lists_seats_then_offers_then_the_line_then_who_cancelled(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1, uid="scratch")
        join(session, event, 1, "Léa")
        join(session, event, 2, "Tom")
        join(session, event, 3, "Zoé")
        gone = join(session, event, 4, "Ali")
        assert isinstance(gone, Done)
        family, _ = make_family(session, 4)
        signups.cancel(session, family_id=family, signup_ids=[gone.waiting[0].signup_id], now=NOW)
        change(session, event, capacity=2)
        waiting.fill(session, event, now=NOW)
        rows = signups.roster(session, "scratch")
        assert rows is not None
        assert [(row.first_name, row.age, row.state, row.position) for row in rows] == [
            ("Léa", 9, State.CONFIRMED, None),
            ("Tom", 9, State.OFFERED, None),
            ("Zoé", 9, State.WAITING, 1),
            ("Ali", 9, State.CANCELLED, None),
        ]
        assert signups.roster(session, "nothing") is None


def test_coming_is_kept_for_the_familys_seats(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        done = join(session, event, 1, "Léa", "Tom")
        assert isinstance(done, Done)
        family, _ = make_family(session, 1)
        ids = [one.signup_id for one in done.registrations]
        assert signups.mark_coming(session, family_id=family, signup_ids=ids, now=NOW) == 1
        assert [entry.coming for entry in signups.registrations(session, family, NOW)] == [True, False]
