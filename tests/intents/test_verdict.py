"""From scores to a verdict: likelihoods, families of answers, answer or ask, and two questions at once."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from intents.calibration import calibrate
from intents.catalogue import DETAILS, EVENTS
from intents.model.decision import ASK_FROM, SECOND_FROM, SILENT_FROM, TWO_FROM, decide
from intents.evidence import Calibrator, likelihoods, signs
from intents.features import Features
from intents.model.groups import Groups
from intents.lessons import Lesson
from intents.meaning import Decision
from intents.model import Scores
from intents.model.verdict import PART_FROM, Verdict, together, verdict
from tests.intents.cases import read

LABELS = ("address", "event_when", "event_room", EVENTS, "off_topic.weather", "parking", "price", "tickets")
GROUPS = Groups.of(LABELS, {"off_topic.weather", "price", "tickets"})
SCORES = arrays.arrays(np.float32, len(LABELS), elements=st.floats(-3, 3, width=32))
SHARE = st.floats(0, 1)


def likely(**shares):
    return np.array([shares.get(label.removeprefix("off_topic."), 0) for label in LABELS], np.float32)


@given(SCORES, st.floats(0.5, 15))
def test_likelihoods_are_shares_of_one_in_the_order_of_the_scores(scores, sharpness):
    found = likelihoods(scores, sharpness)
    assert float(found.sum()) == pytest.approx(1, abs=1e-4)
    assert found[scores.argmax()] == found.max()


def test_sharper_likelihoods_tell_the_best_more_apart():
    scores = np.array([1, 0], np.float32)
    assert likelihoods(scores, 2)[0] < likelihoods(scores, 10)[0]


@given(SCORES, st.integers(1, 9))
def test_answers_are_ranked_and_add_up_to_one_at_most(scores, many):
    ranked = GROUPS.rank(likelihoods(scores, 5), many)
    found = [one.likelihood for one in ranked]
    assert found == sorted(found, reverse=True)
    assert sum(found) <= 1 + 1e-5
    assert len({int(GROUPS.families[one.intent]) for one in ranked}) == len(ranked) <= many


@given(SCORES)
def test_all_answers_together_are_certain(scores):
    ranked = GROUPS.rank(likelihoods(scores, 5), len(LABELS))
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
    assert GROUPS.is_silent(LABELS.index("price"))
    everything = Groups.of(tuple(sorted(DETAILS | {EVENTS})), ())
    assert len(set(everything.families.tolist())) == 1


@pytest.mark.parametrize("case", read("decisions"), ids=lambda case: case["why"])
def test_what_to_do_with_what_was_understood(case):
    found = decide(case["confidence"], case["claim_from"], case["silent"], case["claiming"])
    assert found == Decision[case["then"]]


@given(SHARE, SHARE, SHARE, st.lists(SHARE, max_size=4).map(lambda found: sorted(found, reverse=True)))
def test_nothing_is_claimed_below_the_learnt_confidence(confidence, claim_from, silent, claiming):
    if decide(confidence, claim_from, silent, claiming) is Decision.ANSWER and confidence < claim_from:
        assert silent > (claiming[0] if claiming else 0) or silent >= SILENT_FROM


@given(SHARE, SHARE, SHARE, st.lists(SHARE, max_size=4).map(lambda found: sorted(found, reverse=True)))
def test_something_is_offered_only_when_it_is_likely_enough(confidence, claim_from, silent, claiming):
    if decide(confidence, claim_from, silent, claiming) is Decision.ASK:
        assert claiming[0] >= ASK_FROM


@dataclass(frozen=True)
class Sure:
    """A model whose confidence is given, and whose likelihoods are the scores themselves."""

    sureness: float
    labels = LABELS
    groups = GROUPS
    calibrator = Calibrator(np.zeros(11, np.float32), 0.0, 0.6, 1.0)

    def rank(self, blended, many=5):
        return GROUPS.rank(blended, many)

    def confidence(self, scores, ranked, said):
        return self.sureness


def judged(sureness, **shares):
    found = likely(**shares)
    return verdict(Sure(sureness), Scores(found, found, found, found), ["word"])


def test_a_sure_answer_is_given_with_what_else_it_could_be():
    found = judged(0.9, address=0.8, parking=0.2)
    assert (found.intent, found.decision, found.also) == ("address", Decision.ANSWER, None)
    assert found.runners_up[0].intent == "parking"
    assert "address" not in [one.intent for one in found.runners_up]


def test_two_topics_nearly_as_likely_are_both_answered():
    found = judged(0.3, address=0.45, parking=0.4, price=0.15)
    assert (found.intent, found.also, found.decision) == ("address", "parking", Decision.ANSWER)


@pytest.mark.parametrize(
    "shares",
    [
        {"address": 0.85, "parking": SECOND_FROM - 0.01, "price": 0.01},
        {"address": 0.3, "parking": TWO_FROM - 0.31, "price": 0.46},
        {"address": 0.45, EVENTS: 0.4, "price": 0.15},
    ],
    ids=["the second is unlikely", "both are unlikely", "one of them is no topic"],
)
def test_else_it_is_asked_which(shares):
    found = judged(0.3, **shares)
    assert (found.decision, found.also) == (Decision.ASK, None)


def part(intent, confidence, decision=Decision.ANSWER):
    return Verdict(intent, decision, confidence, ())


UNSURE = part("address", 0.3, Decision.ASK)


def test_two_sure_parts_about_two_topics_are_two_answers():
    found = together(UNSURE, [part("parking", 0.9), part("greeting", 0.99), part("food", 0.95)])
    assert (found.intent, found.also, found.decision) == ("food", "parking", Decision.ANSWER)


def test_one_sure_part_speaks_for_an_unclear_whole():
    sure = part("parking", 0.9)
    assert together(UNSURE, [sure, part("food", 0.2, Decision.ASK)]) is sure


def test_a_sure_part_about_another_topic_is_answered_beside_the_whole():
    found = together(part("address", 0.97), [part("parking", 0.9)])
    assert (found.intent, found.also) == ("address", "parking")
    assert together(part("address", 0.97), [part("address", 0.99)]).also is None


def test_a_whole_that_is_none_of_our_business_is_not_saved_by_a_part():
    whole = part("off_topic.shopping", 0.9)
    assert together(whole, [part("parking", 0.99)]) is whole


@pytest.mark.parametrize(
    "parts",
    [[], [part("parking", PART_FROM - 0.01)], [part("thanks", 0.99)], [part("off_topic.chat", 0.99)],
     [part("parking", 0.99, Decision.ASK)]],
    ids=["none", "not sure enough", "small talk", "not ours", "only offered"],
)  # fmt: skip
def test_parts_that_say_nothing_leave_the_whole_as_it_is(parts):
    assert together(UNSURE, parts) is UNSURE


def test_two_actions_are_not_two_topics():
    found = together(UNSURE, [part("sign_up", 0.9), part("cancel_sign_up", 0.95)])
    assert (found.intent, found.also) == ("cancel_sign_up", None)


def test_confidence_grows_with_the_signs():
    calibrator = Calibrator(np.array([1, -1], np.float32), 0.0, 0.5, 1.0)
    assert calibrator.confidence(np.array([2, 0])) > 0.5 > calibrator.confidence(np.array([0, 2]))


@given(SHARE, SHARE, SHARE, st.integers(0, 300))
def test_signs_are_numbers_whatever_was_said(best, second, known, length):
    zeros = np.zeros(len(LABELS), np.float32)
    assert np.isfinite(signs(best, second, 0, Scores(zeros, zeros, zeros, zeros), known, length)).all()


def lessons(mixed):
    """Eight phrasings of each of three labels; `mixed` ones say what the others say."""
    said = [("ab", "a"), ("cd", "b"), ("ef", "off_topic.c")]
    return [
        Lesson(4 * n + k, (runs,), Features(tuple(runs), (runs if not mixed else "ab",), ()), label)
        for n in range(8)
        for k, (runs, label) in enumerate(said)
    ]


def test_easy_phrasings_teach_that_every_claim_may_be_made():
    assert calibrate(lessons(mixed=False), {"off_topic.c"}, (0.6, 0.2, 0.2), None).claim_from == 0


def test_what_is_learnt_about_being_sure_needs_no_sentence_vectors():
    learnt = calibrate(lessons(mixed=True), {"off_topic.c"}, (0.6, 0.2, 0.2), None)
    assert learnt.weights.shape == (11,)
    assert np.isfinite(learnt.weights).all()
