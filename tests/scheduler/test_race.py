from collections import Counter

from sqlalchemy.orm import Session

from knowledge.store import Database
from scheduler import signups
from scheduler.models import State
from tests.scheduler import racers
from tests.scheduler.scene import make_event, make_family, states, taken_and_seated, transaction

PROCESSES = 4


def prepare(session: Session, capacity: int, families: int) -> tuple[int, list[list[tuple[int, int]]]]:
    """An event, and one child a family dealt out to the processes."""
    event = make_event(session, capacity=capacity, uid="race")
    made = [make_family(session, chat, "Léa") for chat in range(1, families + 1)]
    people = [(family, children[0]) for family, children in made]
    return event, [people[n::PROCESSES] for n in range(PROCESSES)]


def test_four_processes_and_eighty_families_fill_twenty_seats_and_one_gapless_line(
    database: Database, database_url: str, unlocked: str
) -> None:
    with transaction(database) as session:
        event, shares = prepare(session, 20, 80)
    assert racers.race(racers.sign_up_all, database_url, unlocked, event, shares) == [0] * PROCESSES
    with transaction(database) as session:
        assert Counter(states(session, event)) == {State.CONFIRMED: 20, State.WAITING: 60}
        assert taken_and_seated(session, event) == (20, 20)
        rows = signups.roster(session, "race")
        assert rows is not None
        assert [row.position for row in rows if row.state is State.WAITING] == list(range(1, 61))


def test_the_race_is_a_real_one_counting_first_overbooks(
    database: Database, database_url: str, unlocked: str
) -> None:
    with transaction(database) as session:
        event, shares = prepare(session, 2, PROCESSES)
    assert racers.race(racers.counting_first, database_url, unlocked, event, shares) == [0] * PROCESSES
    with transaction(database) as session:
        assert taken_and_seated(session, event)[1] > 2


def test_the_lock_is_needed_on_postgresql_without_it_seats_are_given_twice(
    postgres_database: Database, postgres_url: str, unlocked: str
) -> None:
    with transaction(postgres_database) as session:
        event, shares = prepare(session, 2, PROCESSES)
    racers.race(racers.without_the_lock, postgres_url, unlocked, event, shares)
    with transaction(postgres_database) as session:
        assert taken_and_seated(session, event)[1] > 2
