"""Labelled claims: `development` was written before the code, `fresh` after it, `tried` after `blind_a` was read."""

import pytest

from tests.intents.claims.cases import judged, labelled, library

ENOUGH = 0.95


@pytest.mark.parametrize("name", ["development", "fresh", "blind_a", "tried"])
def test_nearly_all_labelled_claims_get_the_right_yes_or_no(name):
    cases = labelled(name)
    wrong = [
        f"{case['topic']}: {case['text']} wants {case['polarity']}, gets {judged(case)}"
        for case in cases
        if judged(case) != case["polarity"]
    ]
    assert len(wrong) <= (1 - ENOUGH) * len(cases), "\n".join(wrong)


def test_every_topic_with_values_has_labelled_claims():
    labelled_of = {case["topic"] for name in ("development", "tried") for case in labelled(name)}
    told_alike = {"inside_address", "access"}  # the address again
    assert {topic.id for topic in library().topics if topic.values} - labelled_of <= told_alike
