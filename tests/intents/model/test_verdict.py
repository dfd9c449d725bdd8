"""From scores to a verdict: answer, ask or admit, and two topics that are as likely."""

import math

import numpy as np
import pytest

from intents.meaning.catalogue import EVENTS, OTHER_GAP
from intents.meaning.meaning import Decision
from intents.model.attributes import Attributes, Explained
from intents.model.model import SIGNS, Groups, Model
from intents.model.softmax import TABLE, Logistic, Softmax
from intents.model.verdict import DOUBT, FACT_FROM, GAP_FROM, SECOND_FROM, TWO_FROM, verdict
from intents.text.languages import Languages
from intents.text.reading import Aliases, Read, Reader
from intents.text.spelling import Shorthand, Speller

LABELS = ("address", "event_room", EVENTS, "off_topic.weather", "parking", "price", "tickets")
SILENT = {"off_topic.weather", "price", "tickets"}
KNOWN = ("quelques", "mots", "où", "se", "garer", "et", "comment")
IN_DOUBT = FACT_FROM - DOUBT / 2


def model_of(sureness, asked):
    """Trusts every fact as far as said, and takes every message to ask for a size, as likely as `asked` says."""
    never = Softmax(LABELS, np.zeros((TABLE, len(LABELS)), np.float16), np.zeros(len(LABELS), np.float32))
    shares = np.log(np.array([asked, *[(1 - asked) / 3] * 3], np.float32))
    attribute = Softmax(("size", "colour", "age", "name"), np.zeros((TABLE, 4), np.float16), shares)
    return Model(
        reader=Reader(Shorthand({}), Speller(dict.fromkeys(KNOWN, 1), frozenset(KNOWN)), {}, {}),
        softmax=never,
        attributes=Attributes.of(attribute, Aliases(), {}, ()),
        explained=Explained.of((), len(LABELS)),
        groups=Groups.of(LABELS, SILENT),
        trust=Logistic(np.zeros(SIGNS, np.float32), math.log(sureness / (1 - sureness))),
        languages=Languages({}),
    )


def judged(sureness, text="quelques mots", asked=0.9, **shares):
    """The verdict on scores whose likelihoods are these shares."""
    found = [shares.get(label.removeprefix("off_topic."), 0) for label in LABELS]
    scores = np.log(np.array(found, np.float32) + np.float32(1e-9))
    return verdict(model_of(sureness, asked), scores, Read(text, tuple(text.split())))


def test_a_sure_answer_is_given_with_what_else_it_could_be():
    found = judged(0.9, address=0.8, parking=0.2)
    assert (found.intent, found.decision, found.also, found.claims) == ("address", Decision.ANSWER, None, True)
    assert found.confidence == pytest.approx(0.9)
    assert found.runners_up[0].intent == "parking"
    assert "address" not in [one.intent for one in found.runners_up]


def test_two_topics_nearly_as_likely_are_both_answered_in_doubt():
    found = judged(IN_DOUBT, address=0.45, parking=0.4, price=0.15)
    assert (found.intent, found.also, found.decision) == ("address", "parking", Decision.ANSWER)


@pytest.mark.parametrize(
    "shares",
    [
        {"address": 0.85, "parking": SECOND_FROM - 0.02, "price": 0.05},
        {"address": 0.3, "parking": TWO_FROM - 0.31, "price": 0.46},
        {"address": 0.45, EVENTS: 0.4, "price": 0.15},
    ],
    ids=["the second is unlikely", "both are unlikely", "one of them is no topic"],
)
def test_else_it_is_asked_which(shares):
    found = judged(IN_DOUBT, **shares)
    assert (found.decision, found.also) == (Decision.ASK, None)


def test_a_fact_that_is_not_what_was_asked_is_not_told_but_stays_a_choice():
    found = judged(0.1, address=0.8, parking=0.2)
    assert (found.intent, found.decision, found.claims) == ("?size", Decision.ANSWER, False)
    assert found.runners_up[0].intent == "address"
    assert found.confidence == pytest.approx(0.2, abs=1e-5)


def test_what_is_not_known_has_a_name_only_where_it_was_heard():
    assert judged(0.1, asked=GAP_FROM + 0.01, address=0.9).intent == "?size"
    assert judged(0.1, asked=GAP_FROM - 0.01, address=0.9).intent == OTHER_GAP


def test_two_facts_of_which_neither_was_asked_are_not_known_either():
    found = judged(0.1, "où se garer", address=0.45, parking=0.4, price=0.15)
    assert (found.intent, found.also, found.claims) == ("?size", None, False)


def test_a_search_has_to_be_likely_whatever_is_left_over_of_the_message():
    assert judged(0.01, events=0.8, address=0.2).decision is Decision.ANSWER
    found = judged(0.99, events=0.28, address=0.25, parking=0.25, price=0.22)
    assert (found.intent, found.decision) == (EVENTS, Decision.ASK)


def test_what_is_silent_claims_nothing():
    found = judged(0.99, price=0.9, address=0.1)
    assert (found.intent, found.decision, found.claims) == ("price", Decision.ANSWER, False)
