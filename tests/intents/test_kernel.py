"""Both judges' scores are the plain mathematics that they stand for."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents import training_kernel, training_linear
from intents.kernel import SHARPNESS, Kernel
from intents.model import LINEAR_SHARE, NEAREST_SHARE, Judges, index_of
from intents.training_kernel import STRICTNESS
from intents.vectors import Vector

NAMES = ("a", "b", "c")
LABELS = [2, 0, 1, 0, 2, 2, 1, 0, 1, 1]


def unit_rows(many, width=6, seed=0):
    rows = np.random.default_rng(seed).normal(size=(many, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def sparse(row):
    return Vector(np.arange(len(row), dtype=np.int32), row)


@pytest.fixture
def phrasings():
    return unit_rows(len(LABELS))


def test_the_kernel_scores_as_plain_ridge_regression_does(phrasings):
    asked = unit_rows(4, seed=1)
    gram = np.exp(SHARPNESS * (phrasings.astype(float) @ phrasings.T - 1))
    wanted = np.eye(len(NAMES))[LABELS]
    weights = np.linalg.solve(gram + STRICTNESS * np.eye(len(LABELS)), wanted - wanted.mean(axis=0))
    plain = np.exp(SHARPNESS * (asked.astype(float) @ phrasings.T - 1)) @ weights + wanted.mean(axis=0)
    scores, _ = training_kernel.fit(phrasings, LABELS, len(NAMES)).scores(asked)
    assert scores == pytest.approx(plain, abs=1e-4)


def test_the_likeness_of_a_label_is_that_of_its_nearest_phrasing(phrasings):
    asked = unit_rows(4, seed=1)
    alike = asked @ phrasings.T
    wanted = [[max(row[np.equal(LABELS, label)]) for label in range(3)] for row in alike]
    _, nearest = training_kernel.fit(phrasings, LABELS, len(NAMES)).scores(asked)
    assert nearest == pytest.approx(np.array(wanted), abs=1e-5)


def test_asking_changes_nothing_that_was_learnt(phrasings):
    kernel = training_kernel.fit(phrasings, LABELS, len(NAMES))
    before = [kernel.examples.copy(), kernel.weights.copy()]
    first, again = (kernel.scores(unit_rows(2, seed=3))[0] for _ in range(2))
    assert np.array_equal(first, again)
    assert np.array_equal(kernel.examples, before[0])
    assert np.array_equal(kernel.weights, before[1])


def test_phrasings_score_highest_for_their_own_label(phrasings):
    scores, nearest = training_kernel.fit(phrasings, LABELS, len(NAMES)).scores(phrasings)
    assert scores.argmax(axis=1).tolist() == LABELS
    assert nearest.max(axis=1) == pytest.approx(np.ones(len(LABELS)), abs=1e-5)


def test_near_repetitions_are_left_out_only_among_many(monkeypatch):
    repeated = np.concatenate([unit_rows(10), unit_rows(10)])
    kept = training_kernel.fit(repeated, LABELS * 2, len(NAMES))
    assert len(kept.examples) == 20
    monkeypatch.setattr(training_kernel, "_MANY", 19)
    told = training_kernel.fit(repeated, LABELS * 2, len(NAMES))
    assert len(told.examples) < 11
    assert told.scores(unit_rows(10))[0].argmax(axis=1).tolist() == LABELS


@given(st.lists(st.integers(0, 2), max_size=30), st.integers(0, 9))
def test_every_label_keeps_a_phrasing_and_no_two_of_a_label_nearly_repeat_each_other(labels, seed):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(training_kernel, "_MANY", 0)
        kernel = training_kernel.fit(unit_rows(len(labels) + 3, 2, seed), [0, 1, 2, *labels], 3)
    groups = np.split(kernel.examples, kernel.starts[1:])
    assert all(len(group) for group in groups)
    for group in groups:
        assert np.tril(group @ group.T, -1).max() <= training_kernel._NEARLY_THE_SAME


def test_the_linear_model_scores_as_a_plain_product(phrasings):
    linear = training_linear.fit([sparse(row) for row in phrasings], LABELS, NAMES, 6)
    for row in phrasings:
        plain = row @ linear.weights.astype(np.float32) + linear.bias
        assert linear.scores(sparse(row)) == pytest.approx(plain, abs=1e-5)


def test_the_index_finds_the_likeness_of_every_phrasing(phrasings):
    index = index_of([sparse(row) for row in phrasings], LABELS, 6)
    for row in unit_rows(3, seed=4):
        assert index.likeness(sparse(row)) == pytest.approx(phrasings @ row, abs=1e-5)
    nothing = Vector(np.array([], np.int32), np.array([], np.float32))
    assert index.likeness(nothing).tolist() == [0] * len(LABELS)


def test_without_sentence_vectors_the_nearest_phrasing_counts_a_little(phrasings):
    vectors = [sparse(row) for row in phrasings]
    linear, index = training_linear.fit(vectors, LABELS, NAMES, 6), index_of(vectors, LABELS, 6)
    (found,) = Judges(linear, index).scores(vectors[:1], None)
    alike = np.maximum(phrasings @ phrasings[0], 0)
    nearest = np.array([max(alike[np.equal(LABELS, label)]) for label in range(3)])
    assert found.nearest == pytest.approx(nearest, abs=1e-5)
    assert found.blended == pytest.approx(linear.scores(vectors[0]) + NEAREST_SHARE * nearest, abs=1e-5)


def test_with_sentence_vectors_both_judges_count(phrasings):
    vectors = [sparse(row) for row in phrasings]
    linear = training_linear.fit(vectors, LABELS, NAMES, 6)
    judges = Judges(linear, training_kernel.fit(phrasings, LABELS, 3))
    (found,) = judges.scores(vectors[:1], phrasings[:1])
    assert found.blended == pytest.approx(found.kernel + LINEAR_SHARE * found.linear, abs=1e-5)
    with pytest.raises(TypeError):
        judges.scores(vectors, None)


def test_a_kernel_of_one_phrasing_per_label_works():
    kernel = training_kernel.fit(np.eye(3, dtype=np.float32), [1, 0, 2], 3)
    assert isinstance(kernel, Kernel)
    assert kernel.scores(np.eye(3, dtype=np.float32))[0].argmax(axis=1).tolist() == [1, 0, 2]
