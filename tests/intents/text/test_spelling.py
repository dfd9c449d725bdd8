"""Misspelt words are put right, real ones are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.text.reading import load_shorthand
from intents.text.spelling import Shorthand, Speller
from intents.text.text import sound
from tests.intents.cases import read

CASES = read("spelling")
SPELLER = Speller(CASES["known"], frozenset(CASES["real"].split()))
LETTERS = st.text("abcdeéghiklmnoprstuqz", max_size=14)


@pytest.mark.parametrize("case", CASES["put_right"], ids=lambda case: case["typed"])
def test_a_misspelt_word_is_put_right(case):
    assert " ".join(SPELLER.correct([case["typed"]])) == case["meant"]


@pytest.mark.parametrize("word", CASES["left_alone"])
def test_what_may_be_meant_as_it_is_typed_is_left_alone(word):
    assert SPELLER.correct([word]) == [word]


@given(st.lists(st.sampled_from([*CASES["known"], *CASES["real"].split()])))
def test_known_and_real_words_are_never_changed(said):
    assert SPELLER.correct(said) == said


def test_no_word_of_the_learnt_lists_is_ever_changed(model):
    speller = model.reader.speller
    said = [*speller.known, *speller.real]
    assert speller.correct(said) == said


@given(LETTERS)
def test_a_word_put_right_is_a_known_one_and_stays(word):
    right = SPELLER.correct([word])
    assert right == [word] or SPELLER.knows(right[-1])
    assert SPELLER.correct(right) == right


@given(LETTERS, st.lists(LETTERS, max_size=6))
def test_a_word_known_for_this_message_is_left_alone(word, others):
    assert word in SPELLER.correct([*others, word], frozenset({word}))
    assert SPELLER.correct(["ateler", "numeriqe"], frozenset({"ateler"})) == ["ateler", "numerique"]


@given(st.lists(LETTERS, max_size=6))
def test_what_was_seen_before_changes_nothing(said):
    assert SPELLER.correct(said) == Speller(SPELLER.known, SPELLER.real).correct(said)


def test_short_forms_are_written_out():
    shorthand = Shorthand({"bcp": ("beaucoup",), "c": ("c", "est"), "ya": ("il", "y", "a")})
    assert shorthand.expand(["ya", "bcp"]) == ["il", "y", "a", "beaucoup"]
    assert shorthand.expand(["c", "bien"]) == ["c", "est", "bien"]
    assert shorthand.expand(["c", "est", "bien"]) == ["c", "est", "bien"]
    assert shorthand.expand([]) == []


def test_every_short_form_we_list_is_written_out_once_and_for_all():
    shorthand = load_shorthand()
    for short, long in shorthand.stands_for.items():
        assert shorthand.expand([short]) == list(long), short
        assert shorthand.expand(shorthand.expand(long)) == shorthand.expand(long), short


@pytest.mark.parametrize("alike", CASES["sound_alike"], ids=lambda alike: alike.replace(" ", "~"))
def test_words_that_are_heard_alike_have_one_sound(alike):
    assert len({sound(word) for word in alike.split()}) == 1


@pytest.mark.parametrize("apart", CASES["sound_apart"], ids=lambda apart: apart.replace(" ", "/"))
def test_words_that_are_heard_apart_have_another(apart):
    assert len({sound(word) for word in apart.split()}) == len(apart.split())
