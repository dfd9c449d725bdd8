"""Greetings and thanks are put aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.manners import bare
from tests.intents.cases import read

POLITE = st.sampled_from(
    ["bonjour", "Bonjour Madame", "salut", "svp", "please", "merci", "merci beaucoup", "thanks", "cordialement",
     ",", "!", "?", ".", "où", "atelier", "bonjourno", "mercier", "😀"]
)  # fmt: skip
MESSAGES = st.lists(POLITE, max_size=10).map(" ".join) | st.text(max_size=60)


@pytest.mark.parametrize("case", read("manners"), ids=lambda case: case["text"][:40])
def test_only_the_question_is_left(case):
    assert bare(case["text"]) == case["left"]


@given(MESSAGES)
def test_a_message_that_says_something_is_never_emptied(text):
    said = any(character.isalnum() for character in text)
    assert any(character.isalnum() for character in bare(text)) == said
    assert bare(text) or not text


@given(MESSAGES)
def test_what_is_left_is_part_of_what_was_typed(text):
    assert bare(text) in text


@given(MESSAGES)
def test_putting_manners_aside_twice_changes_nothing_more(text):
    assert bare(bare(text)) == bare(text)
