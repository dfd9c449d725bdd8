"""A machine that tells rows of one kind from all others by a margin."""

import numpy as np
import pytest

from intents.speech import machine
from intents.speech.machine import Rows, learn

TABLE = 64
KIND = 5  # the place that rows of the kind hold


def drawn(size, seed=1):
    """Rows of ten places each; one row in ten is of the kind."""
    chance = np.random.default_rng(seed)
    are = np.arange(size) % 10 == 0
    places = [np.sort(chance.choice(np.arange(KIND + 1, TABLE), 10, replace=False)) for _ in range(size)]
    for row in np.flatnonzero(are):
        places[row][0] = KIND
    return Rows(np.concatenate(places).astype(np.int32), np.arange(0, 10 * size + 1, 10), TABLE), are


def test_rows_of_the_kind_are_above_zero_and_the_others_below():
    rows, are = drawn(200)
    learnt = learn(rows, are)
    assert ((rows.times(learnt.words) + learnt.bias > 0) == are).all()


def test_the_loss_cannot_be_made_less_by_any_small_change():
    rows, are = drawn(300)
    learnt = learn(rows, are, times=3)

    def loss(words, bias):
        missed = np.maximum(0, 1 - np.where(are, 1, -1) * (rows.times(words) + bias))
        return (words @ words + bias**2) / 2 + machine.LENIENCY * (np.where(are, 3, 1) @ missed**2)

    least = loss(learnt.words, learnt.bias)
    chance = np.random.default_rng(2)
    for _ in range(20):
        moved = chance.normal(0, 0.05, TABLE).astype(np.float32)
        assert loss(learnt.words + moved, learnt.bias) > least * (1 - 2e-3)


def test_of_many_rows_those_learnt_from_first_make_no_difference(monkeypatch):
    rows, are = drawn(900)
    whole = learn(rows, are)
    monkeypatch.setattr(machine, "_LARGE", 100)
    staged = learn(rows, are)
    assert rows.times(staged.words) + staged.bias == pytest.approx(rows.times(whole.words) + whole.bias, abs=0.1)


def test_some_rows_are_taken_in_the_order_asked_for():
    rows, _ = drawn(9)
    some = rows.some([7, 2])
    weights = np.arange(TABLE, dtype=np.float32)
    assert some.times(weights) == pytest.approx(rows.times(weights)[[7, 2]])
    assert len(rows.some([])) == 0
