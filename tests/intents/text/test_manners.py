"""Greetings and thanks are put aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.text.reading import bare, unsigned
from tests.intents.cases import read

POLITE = st.sampled_from(
    ["bonjour", "Bonjour Madame", "salut", "svp", "please", "merci", "merci beaucoup", "thanks", "cordialement",
     ",", "!", "?", ".", "où", "atelier", "bonjourno", "mercier", "😀"]
)  # fmt: skip
MESSAGES = st.lists(POLITE, max_size=10).map(" ".join) | st.text(max_size=60)


@pytest.mark.parametrize("case", read("manners"), ids=lambda case: case["text"][:40])
def test_only_the_question_is_left(case):
    assert bare(case["text"]) == case["left"]


@given(MESSAGES)
def test_a_message_that_says_something_is_never_emptied(text):
    said = any(character.isalnum() for character in text)
    assert any(character.isalnum() for character in bare(text)) == said
    assert bare(text) or not text


@given(MESSAGES)
def test_what_is_left_is_part_of_what_was_typed(text):
    assert bare(text) in text


@given(MESSAGES)
def test_putting_manners_aside_twice_changes_nothing_more(text):
    assert bare(bare(text)) == bare(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Oui, volontiers. Bien à vous, Roger Martin.", "Oui, volontiers."),
        ("Je confirme. Cordialement, R. Martin", "Je confirme."),
        ("Elle est née en mars 2018,\nbien cordialement\nRoger", "Elle est née en mars 2018,"),
        ("À quelle heure faut-il venir ? Roger.", "À quelle heure faut-il venir ?"),
        ("Oui. Best regards, Kate", "Oui."),
        ("Inscrire mon fils aux fusées. Tom", "Inscrire mon fils aux fusées. Tom"),
        ("Oui merci, Léa", "Oui merci, Léa"),
        ("Roger", "Roger"),
        ("Oui. Roger", "Oui. Roger"),
        ("à bientôt Léa", "à bientôt Léa"),
        ("Cordialement", "Cordialement"),
        ("C'est pour Éloïse. À bientôt, on viendra à deux", "C'est pour Éloïse. À bientôt, on viendra à deux"),
    ],
)
def test_a_letter_is_read_without_its_closing_and_signature(text, left):
    assert unsigned(text, "Roger") == left
