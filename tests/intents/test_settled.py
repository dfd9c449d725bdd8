"""Agenda questions that are understood by rule, and all that is left to the model."""

from datetime import UTC, datetime

import pytest

from intents.context import Context
from intents.follow_up import cues
from intents.listing import wish
from intents.meaning import Slots, Wish
from intents.settled import settled
from intents.slots import find_slots
from intents.query.rows import EventRow
from intents.titles import Titles
from intents.words import words
from tests.intents.cases import NOW, PARIS, params, read

DATA = read("titles")
START = datetime(2026, 12, 5, 10, tzinfo=PARIS)
TITLES = Titles.of((EventRow(uid, (title,), START) for uid, title in DATA["titles"].items()), DATA["usual"])
QUERY = Slots(ages=(8,), titled=True, events=("film",), themes=("media",))


def read_message(text):
    said = words(text)
    return said, find_slots(text, said, TITLES, NOW, is_word=lambda word: False)


def settle(text, after=None, shown=("film", "clip")):
    said, found = read_message(text)
    at, listed = datetime(2026, 11, 25, tzinfo=UTC), ("film", "clip")
    context = Context(at=at, intent=after, shown=tuple(shown), listed=listed, query=QUERY)
    return settled(said, found, context if after else None, cues(said))


@pytest.mark.parametrize("case", params(read("settled")))
def test_plain_words_settle_what_is_meant(case):
    found = settle(case["text"], case.get("after"), case.get("shown", ("film", "clip")))
    assert (found and found.intent) == case["intent"]
    assert bool(found and found.follows_up) == case.get("follows_up", False)


def test_a_follow_up_completes_what_was_looked_for():
    found = settle("et dimanche", "events")
    assert found.slots.ages == (8,)
    assert found.slots.events == ("film",)


def test_asking_anew_leaves_the_title_and_the_theme():
    found = settle("et qu'est-ce qu'il y a dimanche, vous avez quoi", "events")
    assert found.slots.ages == (8,)
    assert not found.slots.titled
    assert found.slots.themes == ()


def test_asking_about_it_keeps_the_subject():
    assert settle("il y a une conférence là-dessus", "events").slots.themes == ("media",)


def test_a_common_word_of_a_title_picks_from_the_list():
    assert settle("celui sur la pâte à modeler", "events").slots.events == ("film",)
    assert settle("celui du clip vidéo", "events").slots.events == ("clip",)


def test_something_else_leaves_out_what_was_shown():
    assert set(settle("quoi d'autre en janvier", "events").slots.not_events) == {"film", "clip"}


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("vous avez quelque chose sur l'IA ?", Wish.PLAIN),
        ("avez-vous un atelier sur l'IA", Wish.PLAIN),
        ("une conférence sur l'IA", Wish.MAYBE),
        ("l'IA fait partie de vos thèmes ?", Wish.NONE),
        ("un atelier de code dure combien d'heures", Wish.NONE),
        ("vous avez quelque chose demain", Wish.NONE),
    ],
)
def test_how_plainly_events_are_wished_for(text, level):
    assert wish(*read_message(text)) is level
