"""Whole messages that ask where an answer comes from, and what only sounds like them."""

import pytest

from intents.readers.saying import asks_where_from
from tests.effort import growth


@pytest.mark.parametrize(
    "text",
    [
        "D’où vient cette information ?", "d'où ça vient", "Ça vient d’où, ça ?", "dou vient cette info svp",
        "ok mais vous le savez d'où ?", "Merci, c’est quoi ta source ?", "Quelles sont vos sources ?",
        "comment le savez-vous ?", "C’est écrit où ?", "d’où tenez-vous ces renseignements ?", "qui le dit ?",
        "SOURCE ?", "et d’où sort cette réponse, au juste ?", "Where does this come from?", "where's that from",
        "How do you know?", "what is your source, please?", "Says who?", "OK, but where did you get this information?",
    ],
)  # fmt: skip
def test_the_question_is_known(text):
    assert asks_where_from(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "bonjour", "merci", "d’où", "c’est où ?", "d’où vient le train ?", "d’où vient l’argent de la Cité ?",
        "comment venir ?", "vous savez où c’est ?", "where are you?", "where does the bus come from?",
        "D’où vient cette information ? Et combien ça coûte ?", "il y a une source d’eau ?", "qui est là ?",
    ],
)  # fmt: skip
def test_other_questions_are_left_alone(text):
    assert not asks_where_from(text)


@pytest.mark.parametrize("text", ["et " * 39, "ok mais " * 15, "d'ou " * 24, "ca " * 40, "source" * 20_000])
def test_a_text_twice_as_long_takes_no_longer_than_its_length_tells(text):
    assert not asks_where_from(text)
    assert growth(asks_where_from, text) < 5
