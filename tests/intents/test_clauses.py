"""A long message in parts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.clauses import MOST, asking, clauses, joins
from tests.intents.cases import read

PIECES = st.sampled_from(
    ["où", "est-ce", "loin", "cher", "et", "mais", "and", "ou bien", "?", "!", ",", "\n", "3D", "…"]
)
MESSAGES = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=80)


@pytest.mark.parametrize("case", read("clauses"), ids=lambda case: case["text"][:40])
def test_a_message_is_cut_where_a_question_could_begin(case):
    assert list(clauses(case["text"])) == case["parts"]


@given(MESSAGES)
def test_parts_only_hold_words_of_the_message_in_their_order(text):
    rest = text.split()
    for word in (word for part in clauses(text) for word in part.split()):
        place = next(place for place, said in enumerate(rest) if word in said)
        rest = [rest[place].partition(word)[2], *rest[place + 1 :]]


@given(MESSAGES)
def test_only_the_last_parts_are_looked_at_and_each_can_mean_something(text):
    parts = clauses(text)
    assert len(parts) <= MOST
    assert all(len(part.split()) >= 2 for part in parts)


@pytest.mark.parametrize("case", read("asking"), ids=lambda case: case["text"][:40])
def test_the_parts_that_ask_are_told_from_those_that_only_tell(case):
    assert list(asking(case["text"], clauses(case["text"]))) == case["ask"]


@given(MESSAGES)
def test_some_part_always_asks_and_the_order_stays(text):
    parts = clauses(text)
    found = asking(text, parts)
    assert bool(found) == bool(parts)
    rest = iter(parts)
    assert all(part in rest for part in found)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("c'est où et combien", True),
        ("l'adresse ainsi que le prix", True),
        ("where is it and how much", True),
        ("le prix & l'adresse", True),
        ("ET le parking ?", True),
        ("où êtes-vous ?", False),
        ("l'étudiante", False),
        ("a landing page", False),
        ("", False),
    ],
)
def test_two_questions_are_joined_by_a_word_that_joins(text, joined):
    assert joins(text) is joined
