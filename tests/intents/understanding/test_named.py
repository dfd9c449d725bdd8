"""Things that were named after the model had learnt: heard as they are, with nothing learnt anew."""

from datetime import UTC, datetime

import pytest

from bot.assistant.learning import heard
from intents.meaning.meaning import Meaning
from intents.understanding.named import NO_NAMES, as_learnt
from knowledge.library.filled import Name, named
from knowledge.library.library import load_library
from knowledge.library.things import load_things
from tests.model_cache import shared_understanding

NOW = datetime(2026, 11, 30, 15, tzinfo=UTC)
NAMES = (
    Name(thing="named1", fr="le robotarium", kind="space", aliases=("robotarium", "salle des bras articulés")),
    Name(thing="lab", aliases=("antre des makers",)),
)
HEARD = heard(named(load_things(), NAMES), NAMES)


def meant(text: str) -> Meaning:
    """What it means with these names."""
    return shared_understanding().understand_named(text, None, (), NOW, HEARD)


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("prix du robotarium", "price"),
        ("c'est combien le Robotarium ?", "price"),
        ("le robotarium ouvre à quelle heure ?", "opening_hours"),
        ("la salle des bras articulés est accessible en fauteuil ?", "disabled_access"),
        ("how much is the robotarium?", "price"),
        ("c'est quoi le robotarium ?", "about"),
        ("robotarium", "about"),
        ("où est le robotarium ?", "where_inside"),
    ],
)
def test_what_is_asked_of_a_new_thing_is_asked_of_it_alone(text: str, attribute: str) -> None:
    found = meant(text)
    assert (found.intent, found.things[0]) == (f"?{attribute}", "named1")
    assert (found.also, found.runners_up, found.text) == (None, (), text)


@pytest.mark.parametrize("text", ["ça dure combien de temps le robotarium ?", "j'adore le robotarium"])
def test_what_is_not_clear_of_it_is_not_known_and_no_neighbour_is_told(text: str) -> None:
    found = meant(text)
    assert found.intent not in load_library()
    assert found.things in ((), ("named1",))


def test_an_order_stays_an_order() -> None:
    assert meant("je veux m'inscrire au robotarium").intent == "sign_up"


@pytest.mark.parametrize("question", ["c'est combien {} ?", "c'est quoi {}", "où se trouve {} ?", "{} ouvre quand ?"])
def test_a_further_name_is_heard_as_the_thing_itself(question: str) -> None:
    found, plainly = meant(question.format("l'antre des Makers")), meant(question.format("le labo"))
    assert (found.intent, found.things) == (plainly.intent, plainly.things)


def test_other_messages_are_what_they_were() -> None:
    plain = shared_understanding()
    for text in ("bonjour", "vous ouvrez à quelle heure ?", "c'est combien l'escape game ?", "antre", "des makers"):
        assert meant(text) == plain.understand(text, None, (), NOW)
        assert as_learnt(text, HEARD) == text
        assert as_learnt(text, NO_NAMES) == text
