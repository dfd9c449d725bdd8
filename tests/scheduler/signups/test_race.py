"""Hundreds of families want twenty seats at once: from one process and from four, on both databases."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from math import ceil
from pathlib import Path
from random import Random
from threading import Barrier, BrokenBarrierError
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from knowledge.store import engine
from knowledge.store.columns import Base
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats import seats
from scheduler.seats.outcomes import Accepted, Done, TooLate
from scheduler.signups import moving, signups
from scheduler.waiting import offers
from tests.scheduler import racers
from tests.scheduler.scene import NOW, join, make_event, make_family, states, taken_and_seated, transaction

PROCESSES, SEATS, THREADS = 4, 20, 8
P99_S = 5.0
ALONE = 20  # sign-ups, one after the other, that tell how fast this machine is just now

crowds = pytest.mark.parametrize(
    ("crowd", "seed"),
    [(100, 1), *(pytest.param(500, seed, marks=pytest.mark.slow) for seed in range(1, 6))],
)


def shuffled(crowd: int, seed: int) -> list[int]:
    """The chats in the order in which they come; the seed stands in the test's name."""
    chats = list(range(1, crowd + 1))
    Random(seed).shuffle(chats)
    return chats


def prepare(database: Database) -> int:
    with transaction(database) as session:
        return make_event(session, capacity=SEATS, uid="race")


def assert_every_seat_and_position_went_once(database: Database, took: Sequence[float], crowd: int) -> None:
    with transaction(database) as session:
        rows = signups.roster(session, "race")
        assert rows is not None
        assert Counter(row.state for row in rows) == {State.CONFIRMED: SEATS, State.WAITING: crowd - SEATS}
        waiting = [row.position for row in rows if row.state is State.WAITING]
        assert waiting == list(range(1, crowd - SEATS + 1))
        assert len({row.family_number for row in rows}) == crowd
    assert len(took) == crowd
    assert sorted(took)[ceil(0.99 * crowd) - 1] < max(P99_S, 2.5 * crowd * one_alone(database))


def one_alone(database: Database) -> float:
    """Seconds of a sign-up while nobody else signs up: on a machine busy with something else, 500 take over 5 s."""
    with transaction(database) as session:
        event = make_event(session, capacity=ALONE)
    started = perf_counter()
    for chat in range(ALONE):
        with transaction(database) as session:
            join(session, event, 10_000 + chat, "Léa")
    return (perf_counter() - started) / ALONE


@crowds
def test_four_processes_fill_twenty_seats_and_one_gapless_line(
    database: Database, database_url: str, unlocked: str, crowd: int, seed: int
) -> None:
    event, chats = prepare(database), shuffled(crowd, seed)
    shares = [chats[n::PROCESSES] for n in range(PROCESSES)]
    took = racers.race(racers.one_after_the_other, database_url, unlocked, shares, event)
    assert_every_seat_and_position_went_once(database, [one for share in took for one in share], crowd)


@crowds
def test_one_process_like_the_bot_fills_twenty_seats_and_one_gapless_line(
    database: Database, database_url: str, crowd: int, seed: int
) -> None:
    event = prepare(database)
    took = racers.as_the_bot_does(database_url, shuffled(crowd, seed), event)
    assert_every_seat_and_position_went_once(database, took, crowd)


@crowds
def test_plain_threads_fill_twenty_seats_and_one_gapless_line_on_postgresql(
    postgres_database: Database, postgres_url: str, crowd: int, seed: int
) -> None:
    event = prepare(postgres_database)
    took = racers.over_threads(postgres_url, shuffled(crowd, seed), event, THREADS)
    assert_every_seat_and_position_went_once(postgres_database, took, crowd)


def a_family_a_process(session: Session) -> tuple[int, list[list[tuple[int, int]]]]:
    """An event with two seats, and for each process a family with a child."""
    event = make_event(session, capacity=2)
    made = [make_family(session, chat, "Léa") for chat in range(1, PROCESSES + 1)]
    return event, [[(family, children[0])] for family, children in made]


def test_the_race_is_a_real_one_counting_first_overbooks(database: Database, database_url: str, unlocked: str) -> None:
    with transaction(database) as session:
        event, shares = a_family_a_process(session)
    racers.race(racers.counting_first, database_url, unlocked, shares, event)
    with transaction(database) as session:
        assert taken_and_seated(session, event)[1] > 2


def test_the_lock_is_needed_on_postgresql_without_it_seats_are_given_twice_or_the_check_must_step_in(
    postgres_database: Database, postgres_url: str, unlocked: str
) -> None:
    with transaction(postgres_database) as session:
        event, shares = a_family_a_process(session)
    stopped = racers.race(racers.without_the_lock, postgres_url, unlocked, shares, event)
    with transaction(postgres_database) as session:
        assert taken_and_seated(session, event)[1] + sum(stopped) > 2


@pytest.mark.parametrize("deferred", [False, True], ids=["immediate", "deferred"])
def test_an_immediate_begin_is_needed_on_sqlite_a_deferred_one_fails_after_a_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deferred: bool
) -> None:
    if deferred:
        monkeypatch.setattr(engine, "_begin_immediate", lambda connection: connection.exec_driver_sql("BEGIN"))
    url = f"sqlite:///{tmp_path / 'cite.sqlite'}"
    database = Database(make_engine(url))
    Base.metadata.create_all(database.engine)
    with transaction(database) as session:
        event = make_event(session, capacity=1)
    met = Barrier(2)

    def come(chat: int) -> Any:
        own = Database(make_engine(url))
        try:
            with transaction(own) as session:
                families.family_of(session, chat)
                with suppress(BrokenBarrierError):
                    met.wait(1.0)  # both have read: an immediate begin lets only one in at a time
                return join(session, event, chat, "Léa")
        finally:
            own.close()

    with ThreadPoolExecutor(2) as pool:
        errors = [one.exception() for one in [pool.submit(come, chat) for chat in (1, 2)]]
    with transaction(database) as session:
        assert states(session, event) == (["confirmed"] if deferred else ["confirmed", "waiting"])
    database.close()
    locked = [error for error in errors if isinstance(error, OperationalError) and "locked" in str(error)]
    assert len(locked) == int(deferred)


def test_moves_both_ways_at_once_never_wait_for_each_other(postgres_database: Database) -> None:
    with transaction(postgres_database) as session:
        events = [make_event(session, capacity=99) for _ in range(2)]
        seated = [join(session, events[n % 2], n + 1, "Léa") for n in range(4)]
    met = Barrier(len(seated))

    def to_and_fro(n: int) -> None:
        outcome, there = seated[n], 1 - n % 2
        for _ in range(8):
            assert isinstance(outcome, Done)
            ids = [entry.signup_id for entry in outcome.registrations]
            met.wait(racers.PATIENCE_S)
            with transaction(postgres_database) as session:
                family, _ = make_family(session, n + 1)
                outcome = moving.move(session, family_id=family, signup_ids=ids, to_event_id=events[there], now=NOW)
            there = 1 - there

    with ThreadPoolExecutor(len(seated)) as pool:
        errors = [one.exception() for one in [pool.submit(to_and_fro, n) for n in range(len(seated))]]
    assert errors == [None] * len(seated)


def test_an_offer_that_ends_while_a_tap_waits_for_the_lock_is_not_taken_from_who_has_it_now(
    postgres_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = NOW + timedelta(days=1)
    with transaction(postgres_database) as session:
        event = make_event(session, capacity=1)
        outcomes = [join(session, event, chat, "Léa") for chat in (1, 2, 3)]
        ids = [entry.signup_id for done in outcomes if isinstance(done, Done) for entry in done.registrations]
        fams = [make_family(session, chat)[0] for chat in (1, 2, 3)]
        signups.cancel(session, family_id=fams[0], signup_ids=ids[:1], now=NOW)
    real = seats.lock_all

    def the_other_was_first(session: Session, event_ids: Any) -> Any:
        monkeypatch.setattr(seats, "lock_all", real)
        with transaction(postgres_database) as other:
            offers.sweep(other, now=tomorrow)
            taken = offers.accept(other, family_id=fams[2], signup_ids=ids[2:], now=tomorrow)
            assert isinstance(taken, Accepted)
        return real(session, event_ids)

    monkeypatch.setattr(seats, "lock_all", the_other_was_first)
    with transaction(postgres_database) as session:
        late = offers.accept(session, family_id=fams[1], signup_ids=ids[1:2], now=tomorrow)
        assert isinstance(late, TooLate)
        assert taken_and_seated(session, event) == (1, 1)
