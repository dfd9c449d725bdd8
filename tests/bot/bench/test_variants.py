"""Typos, lost accents and text-message spelling: the same each time, and as many as said."""

from rapidfuzz.distance import OSA

from bot.bench.variants import hurried, typos, unaccented

QUESTION = "Quels ateliers proposez-vous pendant les vacances de Noël ?"


def test_the_same_seed_makes_the_same_typos():
    assert typos(QUESTION, 1) == typos(QUESTION, 1)
    assert len({typos(QUESTION, seed) for seed in range(5)}) > 1


def test_there_is_a_typo_every_eight_letters():
    letters = sum(one.isalpha() for one in QUESTION)
    assert all(1 <= OSA.distance(QUESTION, typos(QUESTION, seed)) <= letters // 8 for seed in range(20))


def test_a_short_word_gets_one_typo_and_a_very_short_one_none():
    assert OSA.distance("merci", typos("merci", 1)) <= 1
    assert typos("ok", 1) == "ok"


def test_digits_and_signs_are_left_alone():
    assert all("12/12 14:30 ?!" in typos("samedi 12/12 14:30 ?!", seed) for seed in range(20))


def test_accents_and_ligatures_go():
    assert unaccented("C’est où, l'œuvre reçue à Noël ?") == "C'est ou, l'oeuvre recue a Noel ?"


def test_words_are_shortened_as_in_text_messages():
    shortened = hurried("Bonjour, combien pour nous ?", 1)
    assert OSA.distance("bjr, cb pr ns ?", shortened) <= 2
