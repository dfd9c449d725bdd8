"""The places of many messages at once are those of each."""

from hypothesis import given
from hypothesis import strategies as st

from intents.model.many import places_of
from intents.model.softmax import places

CONCEPTS = {"atel": "workshop", "enfant": "child", "pri": "cost"}
WORDS = st.sampled_from(["atelier", "enfant", "prix", "le", "a", "12", "robotique", "xtitle"])
MARKERS = st.lists(st.sampled_from(["xwhen", "xage"]), unique=True, max_size=2)


@given(st.lists(st.tuples(st.lists(WORDS, max_size=8), MARKERS), min_size=1, max_size=6))
def test_any_messages_have_the_same_places_together_and_alone(messages):
    _same(messages)


def test_no_messages_have_no_places():
    assert places_of([], CONCEPTS) == []


def test_more_messages_than_are_looked_at_at_once_have_their_own_places():
    _same([((f"mot{number % 7}", "enfant"), ()) for number in range(16_400)])


def _same(messages):
    together = [found.tolist() for found in places_of(messages, CONCEPTS)]
    assert together == [places(words, markers, CONCEPTS).tolist() for words, markers in messages]
