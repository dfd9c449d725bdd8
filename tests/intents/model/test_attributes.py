"""Which attribute of a thing is asked, whatever the thing, and which fact tells it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.model.attributes import Attributes, anonymous
from intents.model.softmax import TABLE, Softmax
from intents.text.reading import Alias, Aliases

NAMES = ("address", "price", "size")
NOTHING_LEARNT = Softmax.of(NAMES, np.zeros((TABLE, 3), np.float32), np.zeros(3, np.float32))
ALIASES = Aliases.of([Alias("lab", "le labo", True), Alias("room", "grande salle", True)])
CELLS = {
    "lab_price": [("lab", "price")],
    "lab_size": [("lab", "size")],
    "room_size": [("room", "size"), ("room", "colour")],
    "nothing": [],
}
ATTRIBUTES = Attributes.of(NOTHING_LEARNT, ALIASES, CELLS, ["lab_price", "room_size", "nothing"], "lab")
LIKELY = np.array([0.1, 0.7, 0.2], np.float32)
PRICE, SIZE = NAMES.index("price"), NAMES.index("size")


def test_facts_tell_attributes_of_things_and_what_is_not_known_tells_none():
    assert ATTRIBUTES.of_thing("lab") == {PRICE: ("lab_price",)}
    assert ATTRIBUTES.cells.get("lab_size") is None
    assert ATTRIBUTES.of_thing("cellar") == {}


def test_an_attribute_that_cannot_be_heard_is_left_out_of_what_a_fact_tells():
    assert ATTRIBUTES.cells["room_size"] == (("room", SIZE),)


def test_the_attribute_most_likely_asked_is_named():
    assert ATTRIBUTES.best(LIKELY) == ("price", pytest.approx(0.7))


@given(st.lists(st.sampled_from(["le", "labo", "grande", "salle", "combien", "coûte"])))
def test_some_attribute_is_asked_for_certain(said):
    assert float(ATTRIBUTES.likely(said, (), {}).sum()) == pytest.approx(1, abs=1e-4)


def test_the_same_is_asked_of_every_thing_in_the_same_features():
    lab, room = (
        anonymous(["combien", "pour", *name.split()], (), {}, ALIASES).tolist() for name in ("le labo", "grande salle")
    )
    assert lab == room != anonymous(["combien", "pour", "la", "visite"], (), {}, ALIASES).tolist()
