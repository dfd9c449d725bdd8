"""In which language a message is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning.catalogue import PLACEHOLDER
from intents.text.languages import Languages
from intents.text.text import LANGUAGES, words
from tests.intents.cases import read
from tests.intents.conftest import EXAMPLES

OFTEN = 9  # uses in our phrasings


@pytest.fixture(scope="session")
def language_of(model):
    """The language of a message, told by the real word lists and by what the tiny model knows."""
    known = dict.fromkeys(model.reader.speller.known, OFTEN)
    return lambda text, ours=(): model.languages.of(text, words(text), ours, known)


@pytest.mark.parametrize("case", read("languages"), ids=lambda case: case["text"])
def test_a_message_speaks_its_language(language_of, case):
    assert language_of(case["text"]) == case["language"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text)
def test_none_of_our_own_phrasings_is_foreign(language_of, example):
    assert language_of(example.text.replace(PLACEHOLDER, "l'atelier")) in ("", *LANGUAGES)


@given(st.data())
def test_a_message_made_of_our_own_words_is_never_foreign(model, data):
    known = dict.fromkeys(model.reader.speller.known, OFTEN)
    said = data.draw(st.lists(st.sampled_from(sorted(known)), max_size=8))
    assert model.languages.of(" ".join(said), said, (), known) in ("", *LANGUAGES)


@given(text=st.text(max_size=40))
def test_any_text_at_all_has_a_language_or_none(language_of, text):
    assert language_of(text).isascii()


def test_foreign_words_that_resemble_ours_stay_foreign(model):
    ours = dict.fromkeys(["gluten", "main", "tag", "kind"], OFTEN)
    text = "Guten Tag, wo kann ich mein Kind anmelden?"
    assert model.languages.of(text, words(text), (), ours) == "de"


def test_words_of_a_title_speak_for_no_language(language_of):
    assert language_of("der Himmel über Berlin") == "de"
    assert language_of("der Himmel über Berlin", ours={"der", "himmel", "uber", "berlin"}) == ""


@pytest.mark.parametrize("text", ["wi", "2x 5 33 mo", "no lo mn"])
def test_short_words_of_ours_are_not_taken_for_anothers(model, text):
    said = text.split()
    assert model.languages.of(text, said, (), {}) not in ("", *LANGUAGES)
    assert model.languages.of(text, said, (), dict.fromkeys(said, OFTEN)) in ("", *LANGUAGES)


def test_a_word_that_only_a_phrasing_or_two_of_ours_quotes_is_not_ours(model):
    said = ["wo", "ist", "das", "haus"]
    assert model.languages.of(" ".join(said), said, (), dict.fromkeys(said, 1)) == "de"


def test_a_narrow_majority_of_words_decides_nothing():
    languages = Languages({"aaa": {"de": 6}, "bbb": {"nl": 4}, "ccc": {"nl": 3}})
    assert languages.of("aaa", ["aaa"], (), {}) == "de"
    assert languages.of("aaa bbb", ["aaa", "bbb"], (), {}) == ""
    assert languages.of("ccc", ["ccc"], (), {}) == ""
