"""Twelve children at once, two phones on the same list, and the last free place: on both databases."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.core.team_tables import AttendanceRow
from scheduler.door import checking, closing
from scheduler.door.checking import Added, Full, Marked, WalkIn
from scheduler.door.roll import Mark
from tests.scheduler.door.doors import ANA, PAUL, expected, now_at, seats_of
from tests.scheduler.racers import PATIENCE_S
from tests.scheduler.scene import NOW, taken_and_seated, transaction

CHILDREN = 12


@pytest.mark.parametrize("backwards", [False, True])
def test_two_phones_check_twelve_children_in_at_once_and_each_child_has_come_once(
    database: Database, database_url: str, backwards: bool
) -> None:
    with transaction(database) as session:
        event = expected(session, *(("Léa",) for _ in range(CHILDREN)))
        seats = seats_of(session, event)
    met = Barrier(2)

    def check_in(person: int) -> list[Marked]:
        own, done = Database(make_engine(database_url)), []
        met.wait(PATIENCE_S)
        for seat in reversed(seats) if backwards and person == PAUL else seats:
            with transaction(own) as session:
                marked = checking.mark(session, event, [seat], Mark.PRESENT, by=person, now=NOW)
                assert isinstance(marked, Marked)
                done.append(marked)
        own.close()
        return done

    with ThreadPoolExecutor(2) as pool:
        both = [one for done in pool.map(check_in, (ANA, PAUL)) for one in done]
    fresh = [seat for one in both for seat in one.fresh]
    assert sorted(fresh) == seats
    assert sorted(seat for one in both for seat in one.already) == seats  # the other phone is told so
    with transaction(database) as session:
        assert len(session.scalars(select(AttendanceRow)).all()) == CHILDREN
        assert now_at(session, event).missing == ()


def test_two_phones_give_the_last_place_to_one_walk_in(database: Database, database_url: str) -> None:
    with transaction(database) as session:
        event = expected(session, ("Léa",), capacity=2)
    met = Barrier(2)

    def add(person: int) -> Added | Full:
        own = Database(make_engine(database_url))
        met.wait(PATIENCE_S)
        with transaction(own) as session:
            done = checking.add(session, event, WalkIn("Zoé", 7, None), by=person, now=NOW)
        own.close()
        assert isinstance(done, Added | Full)
        return done

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(add, (ANA, PAUL)))
    assert {type(one) for one in done} == {Added, Full}
    with transaction(database) as session:
        assert taken_and_seated(session, event) == (2, 2)


def test_who_arrives_as_the_list_is_closed_is_counted_or_told_so(database: Database, database_url: str) -> None:
    with transaction(database) as session:
        event = expected(session, ("Léa",))
        (lea,) = seats_of(session, event)
    met = Barrier(2)

    def act(closes: bool) -> bool:
        own = Database(make_engine(database_url))
        met.wait(PATIENCE_S)
        with transaction(own) as session:
            if closes:
                closing.close(session, event, by=ANA, now=NOW)
            else:
                closes = not isinstance(checking.mark(session, event, [lea], Mark.PRESENT, by=PAUL, now=NOW), Marked)
        own.close()
        return closes

    with ThreadPoolExecutor(2) as pool:
        _, was_late = pool.map(act, (True, False))
    with transaction(database) as session:
        assert now_at(session, event).door.present == (0 if was_late else 1)
