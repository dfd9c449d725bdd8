"""The stretches of a message that may each be a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.questions.spans import MOST_SPANS, Span, asks, spans, whole_of
from tests.intents.cases import read

PIECES = st.sampled_from(
    ["où", "est-ce", "loin", "cher", "et", "mais", "and", "ou bien", "?", "!", ",", "\n", "3D", "…", "+", "-"]
)
MESSAGES = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=80)


@pytest.mark.parametrize("case", read("spans"), ids=lambda case: case["text"][:40])
def test_a_message_is_cut_where_a_question_could_begin(case):
    assert [one.text for one in spans(case["text"])] == case["spans"]


@given(MESSAGES)
def test_a_span_is_a_stretch_of_the_message_as_typed(text):
    for one in spans(text):
        assert text[one.start : one.end] == one.text
        assert one.text == one.text.strip()
        assert not one.lent


@given(MESSAGES)
def test_only_so_many_are_looked_at_and_never_the_whole_of_one_sentence(text):
    found = spans(text)
    assert len(found) <= MOST_SPANS
    assert found == tuple(sorted(found, key=lambda one: (one.start, one.end)))
    assert all(len(one.text) >= 4 for one in found if one.text.isalpha())


@given(st.text(max_size=80))
def test_the_whole_meets_and_holds_every_span(text):
    whole = whole_of(text)
    for one in spans(text):
        assert whole.holds(one)
        assert whole.meets(one)


def test_spans_side_by_side_do_not_meet():
    one, other, both = Span("a", 0, 5), Span("b", 5, 9), Span("ab", 0, 9)
    assert not one.meets(other)
    assert both.meets(one)
    assert both.holds(other)
    assert not one.holds(both)


def test_a_question_mark_is_seen_after_the_sentence_and_its_halves():
    first, second, half = spans("c'est loin. c'est où et c'est quand ?")[:3]
    assert (first.is_asked, second.is_asked, half.is_asked) == (False, True, True)


@pytest.mark.parametrize(
    ("text", "asking"),
    [
        ("c'est combien", True),
        ("il est où déjà", True),
        ("where do we park", True),
        ("mon fils a huit ans", False),
        ("we come by car", False),
        ("", False),
    ],
)
def test_what_asks_is_told_by_a_word_that_asks(text, asking):
    assert asks(text) is asking
