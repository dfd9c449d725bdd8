import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.slots.pointing import find_count
from tests.intents.cases import params, read


@pytest.mark.parametrize("case", params(read("counts")))
def test_the_number_of_people_is_found_and_no_other_number(case):
    assert find_count(case["text"]) == case["count"]


@given(st.integers(2, 99), st.sampled_from(["{} enfants", "on sera {}", "{} places svp", "two of us, no, {} people"]))
def test_a_number_of_people_in_figures_is_that_number(number, pattern):
    expected = 2 if pattern.startswith("two") else number
    assert find_count(pattern.format(number)) == expected


@given(st.text())
def test_no_text_makes_it_stumble(text):
    find_count(text)
