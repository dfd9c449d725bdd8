"""How far the likeliest answer may be trusted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from intents.model.attributes import LeftOver, Match
from intents.model.model import SIGNS, signs, untaught
from intents.model.softmax import Logistic

SHARE = st.floats(0, 1)
LEFT = st.builds(LeftOver, SHARE, SHARE, st.floats(0, 1e6), st.integers(0, 300))
NOTHING = LeftOver(0, 0, 0, 3)
FITS = Match(0.9, 0.9)


@given(SHARE, SHARE, SHARE, LEFT, st.builds(Match, SHARE, SHARE))
def test_signs_are_numbers_and_confidence_is_a_share_whatever_was_said(best, second, silent, left, match):
    found = signs(best, second, silent, left, match)
    assert found.shape == (SIGNS,)
    assert np.isfinite(found).all()
    assert 0 <= untaught().likelihood(found) <= 1


def test_confidence_grows_with_the_signs():
    trust = Logistic(np.array([1, -1], np.float32), 0.0)
    assert trust.likelihood(np.array([2, 0])) > 0.5 > trust.likelihood(np.array([0, 2]))


def test_before_anything_is_learnt_a_likely_answer_that_explains_all_is_trusted_most():
    def confidence(best, left=NOTHING):
        return untaught().likelihood(signs(best, (1 - best) / 2, (1 - best) / 2, left, FITS))

    assert confidence(0.9) > confidence(0.6) > confidence(0.6, LeftOver(0.8, 0.9, 12, 6)) > confidence(0.2)
