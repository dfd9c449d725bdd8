"""The ranker: weights as data, likelihoods that add up, signs that have a weight."""

import numpy as np
import pytest

from intents.dialogue.candidates import candidates
from intents.dialogue.ranker import Ranker, each_counts, load_ranker, runs
from intents.dialogue.signs import signs
from tests.intents.dialogue.conftest import shown

TEXTS = ["des ateliers samedi ?", "le deuxième", "inscrivez Léa", "merci", "et en janvier ?", "c'est quelle salle ?"]


@pytest.mark.parametrize("text", TEXTS)
def test_the_likelihoods_of_all_candidates_add_up_to_one(turn, text):
    said = turn(text, shown("robots", "sewing"))
    assert float(load_ranker().likelihoods(candidates(said), said).sum()) == pytest.approx(1, abs=1e-4)


def test_a_candidate_is_as_likely_as_its_signs_add_up(turn):
    said = turn("le deuxième", shown("robots", "sewing"))
    found, counts = candidates(said), load_ranker().beside(runs(said))
    scores = np.array([sum(float(value) * counts.get(name, 0.0) for name, value in signs(one, said)) for one in found])
    assert load_ranker().likelihoods(found, said) == pytest.approx(np.exp(scores) / np.exp(scores).sum(), abs=1e-4)


def test_a_sign_counts_more_beside_a_word_that_was_learnt_with_it(turn):
    said = turn("et en janvier ?", shown("robots", "sewing"))
    ranker = Ranker({"keep.any": 1.0}, {"et": {"keep.any": 2.0}, "jamais": {"keep.any": 9.0}})
    assert ranker.beside(runs(said))["keep.any"] == pytest.approx(1.0 + 2.0 * each_counts(len(runs(said))))


def test_titles_times_and_numbers_are_heard_by_their_kind(turn):
    heard = runs(turn("et l'atelier robots le 5 janvier pour 9 ?", shown("robots", "sewing")))
    assert {"et", "<when>", "<number>", "? |"} <= heard
    assert not {"janvi", "9", "5"} & heard


def test_without_weights_every_candidate_is_as_likely(turn):
    said = turn("le deuxième", shown("robots", "sewing"))
    likely = Ranker({}).likelihoods(candidates(said), said)
    assert np.allclose(likely, likely[0])


def test_a_sign_is_named_once_for_a_candidate(turn):
    said = turn("et pour 11 ans, celui de la radio ?", shown("robots", "sewing"))
    for one in candidates(said):
        names = [name for name, _ in signs(one, said)]
        assert len(names) == len(set(names))
