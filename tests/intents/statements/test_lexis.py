"""Words as questions and sentences are compared by."""

import pytest

from intents.statements.sentences import answered_by, given, likeness, matters, telling, wanted
from intents.text.text import words
from knowledge.library.things import load_things


def test_words_that_speak_of_one_matter_share_it():
    assert matters("ordinateur") & matters("ordinateurs") & matters("laptop")
    assert not matters("tablette") & matters("ordinateur")
    assert not matters("zut")


def test_words_that_say_nothing_are_left_out():
    assert telling(words("est-ce qu'il faut un goûter ?")) == ("gouter",)


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [("robot", "robot", 1, 1), ("collation", "colation", 0.8, 0.9), ("imprimant", "imprimer", 0.6, 0.8),
     ("pain", "robot", 0, 0)],
)  # fmt: skip
def test_likeness_is_of_one_word_a_slip_or_a_common_start(one, other, least, most):
    assert least <= likeness(one, other) <= most


def test_a_question_wants_what_a_sentence_gives():
    said = "L’atelier est animé par Sofiane pour 5 euros."
    assert wanted(words("c'est combien et qui anime ?")) == {"person", "number"}
    assert given(words(said), said) == {"person", "number", "money"}


def test_every_attribute_that_answers_another_is_one():
    known = load_things().attributes.keys()
    assert answered_by().keys() <= known
    assert {one for told in answered_by().values() for one in told} <= known
