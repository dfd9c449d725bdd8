"""From a message to its words, put right."""

from hypothesis import given
from hypothesis import strategies as st

from intents.text.reading import Reader, load_shorthand
from intents.text.spelling import Shorthand, Speller

READER = Reader(
    Shorthand({"stp": ("s", "il", "te", "plait")}),
    Speller({"numerique": 9, "atelier": 9}, frozenset({"maison"})),
    {},
    {"numerique": "numérique", "plait": "plaît"},
)


def test_words_are_written_out_and_put_right():
    assert READER.words("L'ATELIE du numériq, stp !") == [
        "l",
        "atelier",
        "du",
        "numerique",
        "s",
        "il",
        "te",
        "plait",
    ]


def test_words_known_for_one_message_are_kept():
    assert READER.words("numeriqe", frozenset({"numeriqe"})) == ["numeriqe"]


def test_misspelt_words_are_put_right_where_they_stand_with_their_accents():
    assert READER.righted("Le numeriqe, à la MAISON : 12 h !") == "Le numérique, à la MAISON : 12 h !"
    assert READER.righted("numeriqe", frozenset({"numeriqe"})) == "numeriqe"


@given(st.text(max_size=60))
def test_a_message_of_which_nothing_is_misspelt_stays_as_it_is(text):
    knows_no_better = Reader(Shorthand({}), Speller({}, frozenset()), {}, {})
    assert knows_no_better.righted(text) == text


def test_where_both_languages_shorten_alike_french_wins():
    assert load_shorthand().stands_for["stp"] == ("s", "il", "te", "plait")
