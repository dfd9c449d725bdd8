"""Answer, ask, or admit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning.meaning import Decision
from intents.model.verdict import ACT_FROM, ASK_FROM, DOUBT, FACT_FROM, decide
from tests.intents.cases import read

SHARE = st.floats(0, 1)
CLAIMING = st.lists(SHARE, max_size=4).map(lambda found: sorted(found, reverse=True))


@pytest.mark.parametrize("case", read("decisions"), ids=lambda case: case["why"])
def test_what_to_do_with_what_was_understood(case):
    found = decide(case["confidence"], case["silent"], case["claiming"], ACT_FROM)
    assert found == Decision[case["then"]]


@given(SHARE, SHARE, CLAIMING)
def test_nothing_is_claimed_below_the_confidence_for_claims(confidence, silent, claiming):
    if confidence < FACT_FROM and decide(confidence, silent, claiming) is Decision.ANSWER:
        assert silent >= (claiming[0] if claiming else 0)


@given(SHARE, SHARE, CLAIMING)
def test_something_is_offered_only_when_it_is_likely_enough(confidence, silent, claiming):
    if decide(confidence, silent, claiming) is Decision.ASK:
        assert claiming[0] >= ASK_FROM


@given(SHARE, SHARE, CLAIMING)
def test_it_is_admitted_only_in_doubt_or_with_nothing_to_offer(confidence, silent, claiming):
    if decide(confidence, silent, claiming) is Decision.UNKNOWN:
        assert confidence < FACT_FROM - DOUBT or (confidence < FACT_FROM and claiming[0] < ASK_FROM)
