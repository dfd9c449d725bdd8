"""Scores, likelihoods, and a softmax learnt from a few lessons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from intents.model.fitting import fit
from intents.model.softmax import TABLE, Softmax, likelihoods, numbered, places

SCORES = arrays.arrays(np.float32, st.integers(1, 200), elements=st.floats(-1e4, 1e4, width=32))
SAID = {"bread": ["du pain", "une baguette", "pain complet"], "cake": ["un gâteau", "une tarte", "gâteau au citron"]}
ROWS = [places(text.split(), (), {}) for texts in SAID.values() for text in texts]
LABELS = [label for label, texts in SAID.items() for _ in texts]


@given(SCORES)
def test_likelihoods_add_up_to_one_in_the_order_of_the_scores(scores):
    found = likelihoods(scores)
    assert float(found.sum()) == pytest.approx(1, abs=1e-4)
    assert ((found >= 0) & (found <= 1)).all()
    assert found[scores.argmax()] == found.max()


@given(SCORES, st.floats(-100, 100, width=16))
def test_only_the_differences_between_scores_count(scores, more):
    assert likelihoods(scores + np.float32(more)) == pytest.approx(likelihoods(scores), abs=1e-2)


def test_a_message_without_features_scores_as_messages_do_on_the_whole():
    softmax = Softmax.of(("a", "b"), np.ones((TABLE, 2), np.float32), np.array([1, 2], np.float32))
    assert softmax.scores(np.zeros(0, np.int32)).tolist() == [1, 2]


def test_a_long_message_scores_no_higher_than_a_short_one_for_its_length():
    softmax = Softmax.of(("a",), np.ones((TABLE, 1), np.float32), np.zeros(1, np.float32))
    scores = [softmax.scores(np.arange(size, dtype=np.int32))[0] for size in (4, 100)]
    assert scores == pytest.approx([2, 10])


def test_what_was_learnt_is_known_again_and_the_labels_are_in_order():
    softmax = fit(ROWS, LABELS)
    assert softmax.labels == ("bread", "cake")
    assert [softmax.labels[softmax.scores(row).argmax()] for row in ROWS] == LABELS
    assert np.isfinite(softmax.weights).all()


def test_the_same_lessons_give_the_same_weights():
    one, other = fit(ROWS, LABELS), fit(ROWS, LABELS)
    assert np.array_equal(one.weights, other.weights)
    assert np.array_equal(one.bias, other.bias)


def test_a_lesson_without_features_can_be_learnt_from():
    softmax = fit([*ROWS, np.zeros(0, np.int32)], [*LABELS, "nothing"])
    assert np.isfinite(softmax.scores(ROWS[0])).all()


def test_features_that_no_lesson_had_weigh_nothing():
    unseen = np.setdiff1d(np.arange(TABLE), np.concatenate(ROWS))
    assert not fit(ROWS, LABELS).weights[unseen].any()


def test_labels_are_numbered_as_they_come():
    assert numbered(["b", "a"]) == {"b": 0, "a": 1}
