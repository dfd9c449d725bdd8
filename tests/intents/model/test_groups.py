"""Intents that lead to the same answer add up."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from intents.catalogue import DETAILS, EVENTS
from intents.model.groups import Groups
from intents.model.softmax import likelihoods

LABELS = ("?price", "address", "event_room", "event_when", EVENTS, "off_topic.weather", "parking", "price", "tickets")
GROUPS = Groups.of(LABELS, {"?price", "off_topic.weather", "price", "tickets"})
SCORES = arrays.arrays(np.float32, len(LABELS), elements=st.floats(-3, 3, width=32))


def likely(**shares):
    return np.array([shares.get(label.removeprefix("off_topic."), 0) for label in LABELS], np.float32)


@given(SCORES, st.integers(1, 9))
def test_answers_are_ranked_and_add_up_to_one_at_most(scores, many):
    ranked = GROUPS.rank(likelihoods(scores), many)
    found = [one.likelihood for one in ranked]
    assert found == sorted(found, reverse=True)
    assert sum(found) <= 1 + 1e-5
    assert len({int(GROUPS.families[one.intent]) for one in ranked}) == len(ranked) <= many


@given(SCORES)
def test_all_answers_together_are_certain(scores):
    ranked = GROUPS.rank(likelihoods(scores), len(LABELS))
    assert sum(one.likelihood for one in ranked) == pytest.approx(1, abs=1e-4)


def test_not_knowing_in_several_ways_adds_up():
    best, second, *_ = GROUPS.rank(likely(address=0.4, weather=0.2, price=0.25, tickets=0.15), 5)
    assert (LABELS[best.intent], LABELS[second.intent]) == ("price", "address")
    assert best.likelihood == pytest.approx(0.6, abs=1e-5)


def test_no_more_than_three_ways_add_up():
    labels = ("address", *(f"off_topic.{n}" for n in range(60)))
    groups = Groups.of(labels, labels[1:])
    ranked = groups.rank(np.array([0.4, *[0.01] * 60], np.float32), 5)
    assert labels[ranked[0].intent] == "address"
    assert sum(one.likelihood for one in ranked) == pytest.approx(1, abs=1e-5)


def test_what_is_asked_of_one_event_has_one_answer():
    when, room, address = (LABELS.index(label) for label in ("event_when", "event_room", "address"))
    assert GROUPS.same(when, room)
    assert not GROUPS.same(when, address)
    assert not GROUPS.is_silent(when)
    everything = Groups.of(tuple(sorted(DETAILS | {EVENTS})), ())
    assert len(set(everything.families.tolist())) == 1


def test_gaps_and_unknown_topics_are_silent():
    assert [label for number, label in enumerate(LABELS) if GROUPS.is_silent(number)] == [
        "?price", "off_topic.weather", "price", "tickets",
    ]  # fmt: skip
