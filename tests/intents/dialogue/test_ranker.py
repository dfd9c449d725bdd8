"""The ranker: weights as data, likelihoods that add up, signs that have a weight."""

import numpy as np
import pytest

from intents.dialogue.candidates import candidates
from intents.dialogue.signs import Ranker, load_ranker, signs
from tests.intents.dialogue.conftest import shown

TEXTS = ["des ateliers samedi ?", "le deuxième", "inscrivez Léa", "merci", "et en janvier ?", "c'est quelle salle ?"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_likelihoods_of_all_candidates_add_up_to_one(turn, text):
    said = turn(text, shown("robots", "sewing"))
    assert float(load_ranker().likelihoods(candidates(said), said).sum()) == pytest.approx(1, abs=1e-4)


def test_a_score_is_the_sum_of_what_its_signs_add(turn):
    said = turn("le deuxième", shown("robots", "sewing"))
    weights = load_ranker().weights
    for one in candidates(said):
        adds = sum(float(value) * weights.get(name, 0.0) for name, value in signs(one, said))
        assert load_ranker().score(one, said) == pytest.approx(adds)


def test_without_weights_every_candidate_is_as_likely(turn):
    said = turn("le deuxième", shown("robots", "sewing"))
    likely = Ranker({}).likelihoods(candidates(said), said)
    assert np.allclose(likely, likely[0])


def test_a_sign_is_named_once_for_a_candidate(turn):
    said = turn("et pour 11 ans, celui de la radio ?", shown("robots", "sewing"))
    for one in candidates(said):
        names = [name for name, _ in signs(one, said)]
        assert len(names) == len(set(names))
