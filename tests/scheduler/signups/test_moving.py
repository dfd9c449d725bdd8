"""Another date: the old place is kept until the new one is sure, and nobody moves for somebody else."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from knowledge.agenda.agenda import by_id
from knowledge.store.database import Database
from scheduler.core.tables import Ending, SignupRow, State
from scheduler.seats import answers
from scheduler.seats.answers import Answer, Question
from scheduler.seats.outcomes import (
    Accepted,
    AgeRefused,
    AlreadyIn,
    CapReached,
    Closed,
    Done,
    EventCancelled,
    ListClosed,
    NotEnough,
    Past,
    SignUpOutcome,
    Standing,
    Unknown,
)
from scheduler.signups import moving, signups
from scheduler.signups.moving import MoveOutcome
from scheduler.waiting import offers
from tests.scheduler import racers
from tests.scheduler.scene import NOW, change, join, make_event, make_family, states, taken_and_seated, transaction

CAMILLE, BRUNO, ALINE = 1, 2, 3


@dataclass(frozen=True)
class Held:
    """What a family has at one event."""

    family: int
    signups: tuple[int, ...]


def held(session: Session, event: int, chat: int, *names: str) -> Held:
    """Let a family sign up, or wait."""
    family, _ = make_family(session, chat, *names)
    outcome = join(session, event, chat, *names)
    assert isinstance(outcome, Standing)
    return Held(family, tuple(one.signup_id for one in outcome.registrations))


def moved(session: Session, mine: Held, to: int, **asked: Any) -> MoveOutcome:
    return moving.move(session, family_id=mine.family, signup_ids=mine.signups, to_event_id=to, **{"now": NOW, **asked})


def two_dates(session: Session, **fields: Any) -> tuple[int, int]:
    """Two Saturdays of one workshop; the fields are the second's."""
    later = {"starts_at": NOW + timedelta(days=17), **fields}
    return make_event(session, capacity=2), make_event(session, **later)


def test_with_seats_the_new_ones_are_taken_and_the_old_ones_given_up(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session)
        mine = held(session, first, CAMILLE, "Léa", "Tom")
        outcome = moved(session, mine, second)
        assert isinstance(outcome, Done)
        assert [one.state for one in outcome.registrations] == [State.CONFIRMED] * 2
        assert {one.event.id for one in outcome.registrations} == {second}
        assert not {one.signup_id for one in outcome.registrations} & set(mine.signups)
        assert taken_and_seated(session, first) == (0, 0)
        assert taken_and_seated(session, second) == (2, 2)
        assert [session.get_one(SignupRow, n).ended for n in mine.signups] == [Ending.MOVED] * 2


def test_a_seat_given_up_is_offered_to_the_queue_of_the_old_date(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session)
        mine = held(session, first, CAMILLE, "Léa", "Tom")
        held(session, first, BRUNO, "Noé")
        moved(session, Held(mine.family, mine.signups[:1]), second)
        assert states(session, first) == [State.CONFIRMED, State.OFFERED]
        assert states(session, second) == [State.CONFIRMED]


def test_without_seats_for_all_nothing_changes_until_the_family_agrees_to_wait(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session, capacity=1)
        mine = held(session, first, CAMILLE, "Léa", "Tom")
        assert moved(session, mine, second) == NotEnough(1, 2)
        assert (states(session, first), states(session, second)) == ([State.CONFIRMED] * 2, [])
        outcome = moved(session, mine, second, or_wait=True)
        assert isinstance(outcome, Done)
        assert [one.state for one in outcome.registrations] == [State.CONFIRMED, State.WAITING]
        assert [one.replaces_id for one in outcome.registrations] == [None, mine.signups[1]]
        assert states(session, first) == [State.CONFIRMED]


def test_moved_waiting_then_accepted_gives_the_old_seat_to_its_own_queue(database: Database) -> None:
    with transaction(database) as session:
        first, second = make_event(session, capacity=1), make_event(session, capacity=1)
        mine, there = held(session, first, CAMILLE, "Léa"), held(session, second, BRUNO, "Noé")
        held(session, first, ALINE, "Zoé")
        outcome = moved(session, mine, second, or_wait=True)
        assert isinstance(outcome, Done)
        assert states(session, first) == [State.CONFIRMED, State.WAITING]
        signups.cancel(session, family_id=there.family, signup_ids=there.signups, now=NOW)
        assert states(session, second) == [State.OFFERED]
        assert states(session, first) == [State.CONFIRMED, State.WAITING], "kept until the new one is sure"
        taken = offers.accept(
            session, family_id=mine.family, signup_ids=[one.signup_id for one in outcome.registrations], now=NOW
        )
        assert isinstance(taken, Accepted)
        assert [(one.signup_id, one.event.id) for one in taken.given_up] == [(mine.signups[0], first)]
        assert states(session, second) == [State.CONFIRMED]
        assert states(session, first) == [State.OFFERED], "the old seat goes to the first in its own line"


@pytest.mark.parametrize("free", [True, False], ids=["a free seat", "a seat on offer"])
def test_moved_on_while_still_waiting_gives_every_older_place_up_at_once(database: Database, free: bool) -> None:
    with transaction(database) as session:
        first, second, third = (make_event(session, capacity=1) for _ in range(3))
        mine = held(session, first, CAMILLE, "Léa")
        held(session, second, BRUNO, "Noé")
        there = None if free else held(session, third, ALINE, "Zoé")
        waiting = moved(session, mine, second, or_wait=True)
        assert isinstance(waiting, Done)
        on = Held(mine.family, tuple(one.signup_id for one in waiting.registrations))
        outcome = moved(session, on, third, or_wait=True)
        assert isinstance(outcome, Done)
        if there is not None:
            assert states(session, first) == [State.CONFIRMED], "kept until the new one is sure"
            signups.cancel(session, family_id=there.family, signup_ids=there.signups, now=NOW)
            newest = [one.signup_id for one in outcome.registrations]
            assert isinstance(offers.accept(session, family_id=mine.family, signup_ids=newest, now=NOW), Accepted)
        dates = (first, second, third)
        assert [states(session, date) for date in dates] == [[], [State.CONFIRMED], [State.CONFIRMED]]
        assert [taken_and_seated(session, date) for date in dates] == [(0, 0), (1, 1), (1, 1)]


def test_an_offer_taken_by_somebody_who_moved_nothing_gives_up_nothing(database: Database) -> None:
    with transaction(database) as session:
        event = make_event(session, capacity=1)
        there, mine = held(session, event, BRUNO, "Noé"), held(session, event, CAMILLE, "Léa")
        signups.cancel(session, family_id=there.family, signup_ids=there.signups, now=NOW)
        taken = offers.accept(session, family_id=mine.family, signup_ids=mine.signups, now=NOW)
        assert isinstance(taken, Accepted)
        assert taken.given_up == ()


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"age_min": 12, "age_max": 15}, AgeRefused),
        ({"family_cap": 1}, CapReached),
        ({"signup_closes_at": NOW - timedelta(days=1)}, Closed),
        ({"status": "cancelled"}, EventCancelled),
        ({"starts_at": NOW - timedelta(minutes=1)}, Past),
        ({"starts_at": NOW + timedelta(minutes=50), "capacity": 1}, ListClosed),
    ],
)
@pytest.mark.parametrize("or_wait", [False, True])
def test_a_date_that_cannot_be_taken_leaves_the_old_place_alone(
    database: Database, fields: dict[str, Any], refused: type[SignUpOutcome], or_wait: bool
) -> None:
    with transaction(database) as session:
        first, second = two_dates(session, **fields)
        mine = held(session, first, CAMILLE, "Léa", "Tom")
        outcome = moved(session, mine, second, or_wait=or_wait)
        assert isinstance(outcome, NotEnough if refused is ListClosed and not or_wait else refused)
        assert (states(session, first), states(session, second)) == ([State.CONFIRMED] * 2, [])


def test_nobody_moves_from_a_date_that_has_begun(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session)
        mine = held(session, first, CAMILLE, "Léa")
        change(session, first, starts_at=NOW - timedelta(minutes=1))
        assert moved(session, mine, second) == Past()
        assert (states(session, first), states(session, second)) == ([State.CONFIRMED], [])


def test_another_family_s_sign_ups_do_not_move(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session)
        theirs = held(session, first, BRUNO, "Noé")
        mine = held(session, first, CAMILLE, "Léa")
        assert moved(session, Held(mine.family, theirs.signups), second) == Unknown()
        mixed = moved(session, Held(mine.family, (*mine.signups, *theirs.signups)), second)
        assert isinstance(mixed, Done)
        assert [one.first_name for one in mixed.registrations] == ["Léa"]
        assert states(session, first) == [State.CONFIRMED]


def test_moving_twice_takes_one_seat(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session, capacity=5)
        mine = held(session, first, CAMILLE, "Léa")
        first_time = moved(session, mine, second)
        assert isinstance(first_time, Done)
        assert moved(session, mine, second) == AlreadyIn(first_time.registrations)
        assert taken_and_seated(session, second) == (1, 1)


def test_answers_to_the_questions_come_along(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session)
        mine = held(session, first, CAMILLE, "Léa")
        row = session.get_one(SignupRow, mine.signups[0])
        answers.keep(session, [row], [Answer(Question.PHONE, "06")], NOW)
        outcome = moved(session, mine, second)
        assert isinstance(outcome, Done)
        kept = answers.of_signups(session, [one.signup_id for one in outcome.registrations])
        assert [(one.question, one.words) for one in kept] == [(Question.PHONE, "06")]


def test_other_dates_are_those_to_come_of_the_same_workshop_at_another_time(database: Database) -> None:
    with transaction(database) as session:
        first, second = two_dates(session, title="scratch !")
        make_event(session, title="Python", starts_at=NOW + timedelta(days=20))
        make_event(session)  # beside it, at the same hour
        make_event(session, starts_at=NOW - timedelta(days=20))
        make_event(session, starts_at=NOW + timedelta(days=20), status="cancelled")
        make_event(session, starts_at=NOW + timedelta(days=20), signup_closes_at=NOW)
        event = by_id(session, first)
        assert event is not None
        assert [other.id for other in moving.other_dates(session, event, NOW)] == [second]


def ready_to_move(session: Session, families: int) -> tuple[int, int, list[list[tuple[int, int]]]]:
    """One seat at the second date, and a family a process that wants it."""
    first, second = make_event(session, capacity=families), make_event(session, capacity=1)
    all_held = [held(session, first, chat, "Léa") for chat in range(1, families + 1)]
    return first, second, [[(mine.family, mine.signups[0])] for mine in all_held]


def test_two_processes_moving_into_the_last_seat_get_it_once_and_the_other_keeps_its_own(
    database: Database, database_url: str, unlocked: str
) -> None:
    with transaction(database) as session:
        first, second, shares = ready_to_move(session, 2)
    racers.race(racers.move_all, database_url, unlocked, shares, second)
    with transaction(database) as session:
        assert Counter(states(session, second)) == {State.CONFIRMED: 1}
        assert Counter(states(session, first)) == {State.CONFIRMED: 1}
        assert taken_and_seated(session, first) == taken_and_seated(session, second) == (1, 1)


def test_the_lock_is_what_keeps_two_moves_apart_on_postgresql(
    postgres_database: Database, postgres_url: str, unlocked: str
) -> None:
    with transaction(postgres_database) as session:
        _, second, shares = ready_to_move(session, 2)
    stopped = racers.race(racers.moving_without_the_lock, postgres_url, unlocked, shares, second)
    with transaction(postgres_database) as session:
        assert taken_and_seated(session, second)[1] + sum(stopped) > 1
