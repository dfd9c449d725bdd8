"""What words plainly ask, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning.catalogue import DETAILS as DETAIL_INTENTS
from intents.slots.pointing import DETAILS, Asked, asked
from intents.text.text import read_lists, words
from tests.intents.cases import params, read


@pytest.mark.parametrize("case", params(read("asked")))
def test_what_is_asked_is_found_and_what_only_looks_like_it_is_not(case):
    found = {one.value for one in asked(words(case["text"]))}
    assert set(case["asks"]) <= found
    assert not found & set(case.get("not", ()))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_has_words_in_both_languages(language):
    assert set(read_lists(f"{language}/asks.yaml")) == {one.value for one in Asked} | {"ignore", "protect"}


def test_the_details_are_intents_of_their_own():
    assert set(DETAILS.values()) <= DETAIL_INTENTS


@given(st.lists(st.text(max_size=8), max_size=10))
def test_no_words_make_it_stumble(said):
    assert asked(said) <= set(Asked)
