"""From scores to a verdict: answer, ask or admit."""

from dataclasses import replace

import numpy as np
import pytest

from intents.meaning.catalogue import EVENTS, OTHER_GAP
from intents.meaning.meaning import Decision
from intents.model.attributes import Attributes, Explained
from intents.model.model import Groups, Model
from intents.model.softmax import TABLE, Softmax
from intents.model.telling import Sign
from intents.model.verdict import DOUBT, FACT_FROM, GAP_FROM, verdict
from intents.text.languages import Languages
from intents.text.reading import Aliases, Read, Reader
from intents.text.spelling import Shorthand, Speller

LABELS = ("address", "event_room", EVENTS, "off_topic.weather", "parking", "price", "tickets")
SILENT = {"off_topic.weather", "price", "tickets"}
KNOWN = ("quelques", "mots", "où", "se", "garer", "et", "comment")


def model_of(asked):
    """Goes by how likely phrasings are, and takes every message to ask for a size, as likely as `asked` says."""
    never = Softmax.of(LABELS, np.zeros((TABLE, len(LABELS)), np.float32), np.zeros(len(LABELS), np.float32))
    shares = np.log(np.array([asked, *[(1 - asked) / 3] * 3], np.float32))
    attribute = Softmax.of(("size", "colour", "age", "name"), np.zeros((TABLE, 4), np.float32), shares)
    return Model(
        reader=Reader(Shorthand({}), Speller(dict.fromkeys(KNOWN, 1), frozenset(KNOWN)), {}, {}),
        softmax=never,
        attributes=Attributes.of(attribute, Aliases(), {}, ()),
        explained=Explained.of((), len(LABELS)),
        groups=Groups.of(LABELS, SILENT),
        preference=np.array([float(sign in (Sign.FLAT, Sign.SILENT)) for sign in Sign], np.float32),
        languages=Languages({}),
    )


def judged(text="quelques mots", asked=0.9, doubted=0.0, **shares):
    """The verdict on scores whose likelihoods are these shares; as `doubted` says, facts are found less likely."""
    found = [shares.get(label.removeprefix("off_topic."), 0) for label in LABELS]
    scores = np.log(np.array(found, np.float32) + np.float32(1e-9))
    model = model_of(asked)
    preference = model.preference + np.array([doubted * (sign is Sign.NOTHING) for sign in Sign], np.float32)
    return verdict(replace(model, preference=preference), scores, Read(text, tuple(text.split())))


def test_a_sure_answer_is_given_with_what_else_it_could_be():
    found = judged(address=0.8, parking=0.2)
    assert (found.intent, found.decision, found.also, found.claims) == ("address", Decision.ANSWER, None, True)
    assert found.confidence == pytest.approx(0.8, abs=0.01)
    assert found.runners_up[0].intent == "parking"
    assert "address" not in [one.intent for one in found.runners_up]


def test_a_fact_that_is_not_what_was_asked_is_not_told_but_stays_a_choice():
    found = judged(doubted=10, address=0.8, parking=0.19, price=0.01)
    assert (found.intent, found.decision, found.claims) == ("?size", Decision.ANSWER, False)
    assert found.runners_up[0].intent == "address"
    assert found.confidence > 0.9


def test_what_is_not_known_has_a_name_only_where_it_was_heard():
    assert judged(asked=GAP_FROM + 0.01, doubted=10, address=0.9).intent == "?size"
    assert judged(asked=GAP_FROM - 0.01, doubted=10, address=0.9).intent == OTHER_GAP


def test_where_no_fact_is_near_what_is_not_known_is_named_by_its_own_phrasings():
    assert judged(price=0.9, address=0.1).intent == "price"


def test_of_facts_that_are_hardly_likely_it_is_asked_which_is_meant():
    near = FACT_FROM - DOUBT / 2
    found = judged(address=near, events=0.2, parking=0.25, price=0.55 - near)
    assert (found.intent, found.decision) == ("address", Decision.ASK)


def test_a_search_has_to_be_likely():
    assert judged(events=0.8, address=0.2).decision is Decision.ANSWER
    found = judged(events=0.28, address=0.25, parking=0.25, price=0.22)
    assert (found.intent, found.decision) == (EVENTS, Decision.ASK)


def test_what_is_silent_claims_nothing():
    found = judged(price=0.9, address=0.1)
    assert (found.intent, found.decision, found.claims) == ("price", Decision.ANSWER, False)
