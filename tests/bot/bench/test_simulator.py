"""Invented people and agendas: what is said is true of them, and the bot answers most of their messages."""

from collections import Counter
from random import Random
from string import Formatter
from zoneinfo import ZoneInfo

import pytest

from bot.assistant.asking import Clerk
from bot.assistant.compose import Assistant
from bot.bench.judging import Expect, Outcome
from bot.bench.simulator import simulate, talk
from bot.bench.simulator.patterns import TEACHING, TESTING, load_writers
from bot.bench.simulator.talk import Talk
from bot.bench.simulator.world import invent
from bot.core.errors import BotError
from knowledge.library.library import load_library
from tests.bot.bench.conftest import NOW
from tests.model_cache import shared_understanding

PARIS = ZoneInfo("Europe/Paris")
SEEDS = range(200)


@pytest.fixture
def clerk():
    """Whoever answers; each conversation brings its agenda."""
    return Clerk(assistant=Assistant(load_library(), PARIS), understanding=shared_understanding(), events=(), now=NOW)


def walks():
    """Every step of two hundred invented conversations, each after the one before it."""
    for seed in SEEDS:
        rng = Random(seed)
        now = Talk(invent(rng, PARIS))
        for _ in range(6):
            possible = talk.steps(now, rng)
            if not possible:
                break
            step = rng.choice(possible)
            yield now, step
            if step.ends:
                break
            now = step.talk


def test_what_is_due_fits_what_is_looked_for_and_what_fits_may_be_shown():
    for before, step in walks():
        if step.wanted.expect is Expect.EVENTS and step.talk.wish != before.wish:
            fits = {one.uid for one in before.world.events if step.talk.wish.fits(one)}
            due = set(step.wanted.uids)
            assert due
            assert due <= fits
            assert due | set(step.wanted.may) == fits


def test_what_is_picked_or_asked_about_was_listed():
    for before, step in walks():
        if step.move.startswith(("pick", "sign", "detail")):
            assert {one.uid for one in before.listed} >= set(step.wanted.uids)


def test_every_move_is_made():
    made = Counter(step.move for _, step in walks())
    assert set(made) == set(load_writers("a")[0].patterns)


@pytest.mark.parametrize("writer", load_writers(), ids=lambda one: one.name)
def test_every_pattern_has_the_places_of_its_move(writer):
    for _, step in walks():
        for pattern in writer.patterns[step.move]:
            asked = {name for _, name, _, _ in Formatter().parse(pattern) if name} - {"child"}
            given = set(step.places)
            assert asked <= given
            assert len(asked) == len(given - {"of_topic", "on_topic"})


def test_an_agenda_happens_after_now_and_is_read_as_it_was_invented():
    world = invent(Random(7), PARIS)
    assert all(one.starts_at > world.now for one in world.events)
    read = {one.uid: one for one in simulate.events_of_world(world)}
    for one in world.events:
        assert (read[one.uid].title, read[one.uid].starts_at) == (one.title, one.starts_at)
        assert (read[one.uid].age_min, read[one.uid].age_max) == (one.ages or (None, None))


def test_a_conversation_ends_with_its_first_wrong_answer(clerk):
    said = list(simulate.simulate(clerk, load_writers("a"), 5, 3))
    talks = {one.talk: [other.outcome for other in said if other.talk == one.talk] for one in said}
    assert all(set(outcomes[:-1]) <= {Outcome.RIGHT} for outcomes in talks.values())


def test_the_same_seed_says_the_same():
    first, second = (next(simulate.taught(load_writers("b"), 1, 5, PARIS)).texts for _ in range(2))
    assert first
    assert first == second


def test_most_messages_of_writers_who_are_not_learnt_from_are_answered(clerk):
    said = list(simulate.simulate(clerk, load_writers(TESTING), 12, 1))
    assert sum(one.outcome is Outcome.RIGHT for one in said) >= 0.85 * len(said)


def test_who_is_learnt_from_is_not_who_is_measured_with():
    assert not set(TEACHING) & set(TESTING)
    assert {one.name for one in load_writers()} == set(TEACHING + TESTING)


def test_a_writer_who_does_not_exist_is_named():
    with pytest.raises(BotError, match="z is no writer"):
        load_writers("az")
