"""A thousand mixed steps from four processes: no seat twice, no offer twice, and always the one next in line."""

from collections import Counter
from datetime import timedelta

import pytest

from knowledge.store.database import Database
from scheduler.families import families
from tests.scheduler import churn, racers
from tests.scheduler.model import Model
from tests.scheduler.scene import NOW, make_event, make_family, transaction
from tests.scheduler.steps import look, told
from tests.scheduler.workshop import Workshop

PROCESSES, FAMILIES, CAPACITIES = 4, 24, (2, 3, 4)
STARTS = NOW + timedelta(days=4)


def prepare(database: Database) -> churn.Town:
    churn.JOURNAL.drop(database.engine, checkfirst=True)
    churn.JOURNAL.create(database.engine)
    with transaction(database) as session:
        # In one order in every run, as the model goes by it.
        events = tuple(make_event(session, capacity=capacity, starts_at=STARTS) for capacity in CAPACITIES)
        made = []
        for n in range(1, FAMILIES + 1):
            family, children = make_family(session, n, "Léa", "Tom")
            assert families.family_of(session, family) is not None, "a family's chat is its id"
            made.append((family, children))
    return churn.Town(dict(made), events)


@pytest.mark.parametrize(
    ("steps", "seed"),
    [(240, 1), *(pytest.param(1000, seed, marks=pytest.mark.slow) for seed in range(1, 6))],
)
def test_what_four_processes_do_at_once_is_what_the_rules_say_one_after_the_other(
    database: Database, database_url: str, unlocked: str, steps: int, seed: int
) -> None:
    town = prepare(database)
    seeds = [PROCESSES * seed + n for n in range(PROCESSES)]
    done = racers.race(churn.churn, database_url, unlocked, seeds, town, steps // PROCESSES)
    assert sum(done) == steps
    with transaction(database) as session:
        journal = churn.read_journal(session)
        assert len(journal) == steps
        model = replay(journal, town)
        for event in town.events:
            assert look(session, event)[0] == model.events[event].seen()
        assert told(session) == model.told
    kinds = Counter(entry.step.kind for entry in journal)
    assert set(kinds) == set(churn.WEIGHTS) or steps < 1000, "each kind of step came up"
    assert sum(n for (what, *_), n in model.told.items() if what == "offer") >= steps / 100, "hardly an offer was made"


def replay(journal: list[churn.Entry], town: churn.Town) -> Model:
    """Follow the commits one by one: what each left must be what the model says at that very moment."""
    capacities = zip(town.events, CAPACITIES, strict=True)
    model = Model(Workshop(event, STARTS, capacity) for event, capacity in capacities)
    for n, entry in enumerate(journal):
        ids = {key: one for _, found in entry.seen.values() for key, one in found.items()}
        model.do(entry.step, ids)
        for event, (seen, _) in entry.seen.items():
            where = f"commit {n}, {entry.step}"
            assert seen == model.events[event].seen(), where
            held = len(seen.confirmed) + len(seen.offered) + sum(seats for _, seats in seen.holds)
            assert seen.taken == held <= seen.capacity + seen.over, where
    return model
