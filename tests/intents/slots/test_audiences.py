import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.slots.slots import AUDIENCES, THEMES, find_audiences, find_themes
from intents.text.text import read_lists
from intents.text.word_codes import places_in
from tests.intents.cases import params, read

BESIDE = {"ignore", "protect"}


@pytest.mark.parametrize("case", params(read("audiences")))
def test_for_whom_and_about_what_are_found_and_nothing_else(case):
    assert find_audiences(case["text"]) == frozenset(case.get("audiences", ()))
    assert find_themes(case["text"]) == frozenset(case.get("themes", ()))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_of_the_agenda_has_words_and_no_other_code_has(language):
    assert set(read_lists(f"{language}/audiences.yaml")) == AUDIENCES | BESIDE
    assert set(read_lists(f"{language}/themes.yaml")) == THEMES | BESIDE


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(("name", "find"), [("audiences", find_audiences), ("themes", find_themes)])
def test_every_word_listed_points_to_its_code(language, name, find):
    lists = read_lists(f"{language}/{name}.yaml")
    unheard = [
        phrase for code in set(lists) - BESIDE for phrase in lists[code] if code not in find(phrase.replace("=", ""))
    ]
    assert unheard == []


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("about artificial intelligence", {1, 2}),  # neither word is listed by itself
        ("une intelligence rare", set()),
        ("des jeux video", set()),  # a phrase that only looks like one
        ("une video", {1}),
    ],
)
def test_the_words_of_a_listed_phrase_are_explained_together(text, explained):
    assert places_in("themes", text.split()) == explained


@given(st.text())
def test_no_text_makes_it_stumble(text):
    assert find_audiences(text) <= AUDIENCES
    assert find_themes(text) <= THEMES
