"""Which fact tells what is asked, seen as a thing and an attribute; or that none does."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning.catalogue import EVENTS
from intents.model.attributes import Attributes, Explained
from intents.model.fitting import fit_choice
from intents.model.model import Groups, Model
from intents.model.softmax import TABLE, Softmax, likelihoods
from intents.model.telling import Sign, candidates, tell, untaught
from intents.text.languages import Languages
from intents.text.reading import Alias, Aliases, Read, Reader
from intents.text.spelling import Shorthand, Speller

LABELS = ("address", EVENTS, "lab_price", "lab_size", "off_topic.weather", "price", "room_size")
SILENT = {"off_topic.weather", "price"}
ATTRIBUTES = ("address", "price", "size")
CELLS = {
    "address": [("venue", "address")],
    "lab_price": [("lab", "price")],
    "lab_size": [("lab", "size")],
    "room_size": [("room", "size")],
}
ALIASES = Aliases.of([Alias("lab", "labo", True), Alias("room", "salle", True), Alias("room", "local", False)])
SHARE = st.floats(0, 1, width=32)


def model_of(**weights):
    """Scores are given to it; of signs it weighs those that are named."""
    never = Softmax.of(LABELS, np.zeros((TABLE, len(LABELS)), np.float32), np.zeros(len(LABELS), np.float32))
    attribute = Softmax.of(ATTRIBUTES, np.zeros((TABLE, 3), np.float32), np.zeros(3, np.float32))
    known = [label for label in LABELS if label not in SILENT]
    return Model(
        reader=Reader(Shorthand({}), Speller({}, frozenset()), {}, {}),
        softmax=never,
        attributes=Attributes.of(attribute, ALIASES, CELLS, known, "venue"),
        explained=Explained.of((), len(LABELS)),
        groups=Groups.of(LABELS, SILENT),
        preference=np.array([weights.get(sign.name, 0.0) for sign in Sign], np.float32),
        languages=Languages({}),
    )


def found(text, asked, **shares):
    """The signs of each candidate by its intent, where these shares of intents and attributes are likely."""
    likely = np.array([shares.get(label, 0.02 if label == "price" else 0.01) for label in LABELS], np.float32)
    rows = candidates(model_of(), likely, Read(text, tuple(text.split())), np.array(asked, np.float32))
    return {LABELS[one.intent]: dict(zip(Sign, one.signs.tolist(), strict=True)) for one in rows}


def best(model, text, asked, **shares):
    scores = np.log(np.array([shares.get(label, 0.01) for label in LABELS], np.float32))
    told = tell(model, scores, Read(text, tuple(text.split())), np.array(asked, np.float32))
    return told, LABELS[told.ranked[0].intent]


def test_a_fact_that_tells_what_is_asked_of_the_thing_named_is_a_candidate_however_unlikely_its_phrasings():
    of_lab = found("combien pour le labo", (0.1, 0.8, 0.1), lab_price=1e-9, room_size=0.9)["lab_price"]
    assert (of_lab[Sign.NAMED], of_lab[Sign.CELL], of_lab[Sign.OTHER_NAMED]) == (1, 1, 0)


def test_another_thing_or_another_attribute_than_what_is_asked_is_a_sign():
    rows = found("combien pour le labo", (0.1, 0.8, 0.1))
    assert (rows["lab_size"][Sign.NAMED], rows["lab_size"][Sign.CELL]) == (1, 0)
    assert (rows["room_size"][Sign.NAMED], rows["room_size"][Sign.OTHER_NAMED]) == (0, 1)
    assert rows["lab_price"][Sign.OWN] > rows["lab_size"][Sign.OWN]


def test_where_no_thing_is_named_the_venue_is_meant():
    rows = found("combien", (0.1, 0.8, 0.1))
    assert (rows["address"][Sign.DEFAULT], rows["lab_price"][Sign.DEFAULT]) == (1, 0)
    assert (rows["price"][Sign.UNNAMED], rows["price"][Sign.UNTOLD]) == (1, 0)
    assert rows["price"][Sign.UNTOLD_DEFAULT] == pytest.approx(0.9)


def test_a_name_that_may_be_one_is_a_hint_alone():
    rows = found("la taille du local", (0.1, 0.1, 0.8))
    assert (rows["room_size"][Sign.HINTED], rows["room_size"][Sign.NAMED]) == (1, 0)
    assert rows["lab_size"][Sign.HINTED] == 0


def test_what_nothing_tells_of_the_thing_named_speaks_for_not_knowing():
    told, untold = (found(f"combien pour le {thing}", (0, 0.9, 0.1))["price"] for thing in ("labo", "salle"))
    assert told[Sign.UNTOLD] == pytest.approx(0, abs=1e-6)
    assert untold[Sign.UNTOLD] == pytest.approx(0.9)


def test_a_neighbour_s_fact_is_not_told_though_its_phrasings_are_likest():
    model = model_of(FLAT=0.5, SILENT=0.5, CELL=2.0, UNTOLD=4.0)
    told, intent = best(model, "combien pour la salle", (0, 0.9, 0.1), room_size=0.8, price=0.1)
    assert (intent, told.is_fact_likest) == ("price", True)
    _, intent = best(model, "combien pour le labo", (0, 0.9, 0.1), lab_size=0.8, lab_price=0.1)
    assert intent == "lab_price"


@given(st.lists(SHARE, min_size=7, max_size=7), st.lists(SHARE, min_size=3, max_size=3), st.sampled_from(["", "labo"]))
def test_answers_are_shares_best_first_and_acts_keep_theirs(shares, asked, text):
    model = replace(model_of(), preference=untaught())
    scores = np.array(shares, np.float32)
    told = tell(model, scores, Read(text, tuple(text.split())), likelihoods(np.array(asked, np.float32)), len(LABELS))
    likely = [one.likelihood for one in told.ranked]
    assert likely == sorted(likely, reverse=True)
    assert sum(likely) == pytest.approx(1, abs=1e-4)
    act = next(one.likelihood for one in told.ranked if LABELS[one.intent] == EVENTS)
    flat = model.groups.rank(likelihoods(scores), len(LABELS))
    assert act == pytest.approx(next(one.likelihood for one in flat if LABELS[one.intent] == EVENTS), abs=1e-5)


def test_the_sign_that_tells_right_from_wrong_is_learnt():
    chance = np.random.default_rng(1)
    lessons = []
    for _ in range(100):
        rows = chance.random((3, len(Sign))).astype(np.float32)
        right = [False, False, False]
        right[int(rows[:, 3].argmin())] = True
        lessons.append((rows, right, 1.0))
    weights = fit_choice(lessons)
    assert weights.argmin() == 3
    assert np.abs(np.delete(weights, 3)).max() < -weights[3] / 2
