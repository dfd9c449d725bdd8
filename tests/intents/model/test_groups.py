"""Intents that lead to the same answer are one answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from intents.meaning.catalogue import DETAILS, EVENTS
from intents.model.model import Groups
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


def test_an_answer_is_as_likely_as_its_best_intent_however_many_lead_to_it():
    labels = ("address", *(f"off_topic.{n}" for n in range(60)))
    groups = Groups.of(labels, labels[1:])
    ranked = groups.rank(np.array([0.4, *[0.01] * 60], np.float32), 5)
    assert [labels[one.intent] for one in ranked] == ["address", "off_topic.0"]
    assert ranked[0].likelihood == pytest.approx(0.4 / 0.41, abs=1e-5)


def test_what_is_asked_of_one_event_has_one_answer():
    when, room, address = (LABELS.index(label) for label in ("event_when", "event_room", "address"))
    assert GROUPS.same(when, room)
    assert not GROUPS.same(when, address)
    assert not GROUPS.is_silent(when)
    everything = Groups.of(tuple(sorted(DETAILS | {EVENTS})), ())
    assert len(set(everything.families.tolist())) == 1


def test_gaps_and_unknown_topics_are_silent():
    assert [label for number, label in enumerate(LABELS) if GROUPS.is_silent(number)] == [
        "?price",
        "off_topic.weather",
        "price",
        "tickets",
    ]
