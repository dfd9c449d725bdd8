"""The words that are ours and the words that people really use."""

from collections import Counter

from intents.model.training import REAL_WORDS, accents, folded, real_words, speller

REAL = frozenset({"atelier", "robot", "pour", "les"})


def known(*phrases, real=REAL):
    return set(speller([phrase.split() for phrase in phrases], real).known)


def test_accents_and_capitals_are_let_go_and_counts_add_up():
    assert folded({"Été": 2, "été": 3, "ete": 1, "hiver": 4}) == {"ete": 6, "hiver": 4}


def test_our_own_accents_come_before_those_of_the_lists():
    spelt = accents(["un âge", "l'ÉTÉ"], Counter({"âgé": 9, "ete": 8, "où": 7, "plat": 6}))
    assert spelt == {"age": "âge", "ete": "été", "ou": "où"}


def test_everyday_words_of_both_languages_are_real(lists):
    found = real_words({language: folded(lists[language]) for language in REAL_WORDS})
    assert {"maison", "chanson", "house", "song"} <= found
    assert "imprimmante" not in found


def test_words_of_phrases_are_ours_when_people_use_them():
    assert known("un atelier pour robot") >= {"atelier", "pour", "robot"}


def test_a_word_that_no_list_knows_is_ours_from_its_second_phrase():
    assert "fablab" not in known("le fablab")
    assert "fablab" in known("le fablab", "un fablab")


def test_a_misspelling_that_phrases_hold_on_purpose_is_not_ours():
    assert "attelier" not in known(*["atelier"] * 6, "attelier", "attelier")
    assert "attelier" in known(*["atelier"] * 5, "attelier", "attelier")


def test_short_words_and_numbers_are_ours_at_once():
    assert known("3d wi 12") == {"3d", "wi", "12"}
