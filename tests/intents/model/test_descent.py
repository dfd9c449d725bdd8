"""Where a loss is lowest."""

import numpy as np
import pytest

from intents.model.descent import lowest
from intents.model.fitting import fit_logistic

CENTRE = np.array([3.0, -2.0, 0.5])
BENDS = np.array([1.0, 40.0, 0.1])


def bowl(point):
    away = point - CENTRE
    return float(BENDS @ away**2), 2 * BENDS * away


def test_the_bottom_of_a_bowl_is_found_however_unevenly_it_bends():
    assert lowest(bowl, 3) == pytest.approx(CENTRE, abs=0.05)
    assert bowl(lowest(bowl, 3))[0] < 1e-3


def test_a_loss_that_is_lowest_at_zero_is_left_there():
    assert lowest(lambda point: (float(point @ point), 2 * point), 2).tolist() == [0, 0]


def test_what_was_so_is_told_by_the_sign_that_tells_it():
    rows = [np.array([number % 2, number % 3], np.float32) for number in range(600)]
    judge = fit_logistic(rows, [bool(number % 2) for number in range(600)])
    assert judge.likelihood(np.array([1, 1], np.float32)) > 0.9
    assert judge.likelihood(np.array([0, 1], np.float32)) < 0.1
    assert abs(judge.weights[1]) < 0.1 * judge.weights[0]


def test_what_was_always_so_is_likely_whatever_the_signs():
    judge = fit_logistic([np.zeros(1, np.float32), np.ones(1, np.float32)], [True, True])
    assert judge.likelihood(np.array([7], np.float32)) > 0.9
