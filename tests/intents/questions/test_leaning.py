"""Spans that lean on what was said before them."""

import pytest

from intents.questions.leaning import MOST_LEANING, Said, about_names, cuts, leaning
from intents.questions.spans import spans
from intents.text.reading import Alias, Aliases
from intents.text.text import words

ALIASES = Aliases.of(
    Alias(thing, text, strong=strong)
    for thing, text, strong in [
        ("escape", "escape game", True), ("state", "l'état", True), ("region", "la région", True),
        ("training", "salle de formation", True), ("creative", "salle de créativité", True), ("venue", "ici", False),
    ]
)  # fmt: skip


def lent(text):
    said = [Said(one, tuple(words(one.text))) for one in spans(text)]
    return [one.text for one in leaning(said, ALIASES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'escape game est où ? Ça parle de quoi ?", ["escape game ca parle de quoi"]),
        ("l'État a payé combien, la Région ?", ["la region a paye combien"]),
        ("la salle de créativité tient combien ? et celle de formation ?", ["la salle de formation tient combien"]),
        ("l'escape game est où ? et la région a payé combien ?", []),
        ("ici c'est grand ? et c'est cher ?", []),
        ("c'est cher ? et l'escape game ?", []),
        ("quelle association tient le lieu ? et elle date de quand ?", ["association et elle date de quand"]),
    ],
    ids=[
        "a thing",
        "a question",
        "a pronoun",
        "it stands by itself",
        "a weak name",
        "nothing was named before",
        "what was asked for",
    ],
)
def test_what_leans_is_lent_the_thing_or_the_question_before_it(text, expected):
    assert lent(text) == expected


def test_what_was_lent_stays_where_it_stands_in_the_message():
    text = "l'escape game est où ? ça parle de quoi ?"
    said = [Said(one, tuple(words(one.text))) for one in spans(text)]
    (one,) = leaning(said, ALIASES)
    assert one.lent
    assert text[one.start : one.end] == "ça parle de quoi"


def test_only_so_many_are_looked_at():
    assert len(lent("l'escape game est où ? " + "c'est quoi ? " * 7)) == MOST_LEANING


def kept(text):
    said = [Said(one, tuple(words(one.text))) for one in spans(text)]
    return [one.text for one in about_names(text, said, ALIASES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("La Région : quelles sont ses missions ?", ["La Région : quelles sont ses missions"]),
        ("Qui a voulu la création, pour l'escape game ?", ["Qui a voulu la création, pour l'escape game"]),
        (
            "Bonjour à vous. Côté escape game, on fait quoi ?",
            ["Bonjour à vous", "Côté escape game, on fait quoi"],
        ),
        ("c'est cher comment, et l'escape game ?", ["c'est cher comment", "l'escape game"]),
        ("l'État a payé combien, la Région ?", ["l'État a payé combien", "la Région"]),
        ("la Région, à soixante ans, on y va", ["la Région", "la Région, à soixante ans", "à soixante ans", "on y va"]),
    ],
    ids=["a colon", "after it", "among others", "a word joins them", "it names another", "it asks nothing"],
)
def test_a_name_is_not_left_apart_from_the_question_about_it(text, expected):
    assert [one for one in kept(text) if one in expected] == expected
    if len(expected) == 1:
        assert kept(text) == expected


def test_what_was_joined_stands_where_it_was_typed():
    text = "La Région : quelles sont ses missions ? Et ici ?"
    said = [Said(one, tuple(words(one.text))) for one in spans(text)]
    joined = next(one for one in about_names(text, said, ALIASES) if ":" in one.text)
    assert (text[joined.start : joined.end], joined.is_asked) == (joined.text, True)


@pytest.mark.parametrize(
    ("said", "is_cut"),
    [("les collégiens", True), ("lycéens c'est où", True), ("les collégiens et lycéens", False), ("c'est où", False)],
)
def test_a_name_with_a_word_that_joins_is_not_cut_at_it(said, is_cut):
    assert cuts(tuple(words("collégiens et lycéens")), tuple(words(said))) is is_cut
    assert not cuts(tuple(words("salle de formation")), tuple(words(said)))
