"""Topics that the agenda can say more about."""

import pytest

from bot.assistant.agenda import SOUGHT, sought, topic_of
from intents.meaning.meaning import Slots
from knowledge.library.library import load_library


def test_every_topic_that_looks_into_the_agenda_exists():
    library = load_library()
    assert all(topic in library for topic in SOUGHT)


def test_a_topic_looks_for_its_subject_beside_what_was_said():
    found = sought("aud_seniors", Slots(ages=(70,), themes=("bases",)))
    assert (found.audiences, found.ages, found.themes) == (("seniors",), (70,), ("bases",))
    assert sought("address", Slots()) is None


@pytest.mark.parametrize(
    ("slots", "topic"),
    [
        (Slots(themes=("ia",)), "theme_ai"),
        (Slots(audiences=("seniors",)), "aud_seniors"),
        (Slots(kinds=("conference",)), "conferences"),
        (Slots(themes=("ia",), ages=(9,)), None),
        (Slots(themes=("ia", "codage")), None),
        (Slots(), None),
    ],
)
def test_one_subject_alone_has_a_topic_that_tells_of_it(slots, topic):
    assert topic_of(slots) == topic
