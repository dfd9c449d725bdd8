"""Answers that are to be as they were, whom several events are for, and what allows nothing."""

import pytest

from intents.readers.answer_values import Topic
from intents.readers.answers import allergy_told, only_closes, orders_to_confirm, told_value
from intents.readers.as_before import AsBefore, as_before
from intents.readers.by_person import by_person
from intents.readers.choosing import titles_in_turns, whom_to_what
from intents.readers.cutting import cut
from intents.readers.saying import gives_all_up, language_named

FAMILY = ("Tao", "Jeanne")
EVENTS = ("Photo nature", "Jeu de plateau", "Conteurs")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("inscrivez Jeanne, mêmes réponses", AsBefore()),
        ("même chose que l'autre fois pour tout", AsBefore()),
        ("same as last time please", AsBefore()),
        ("same allergy as before", AsBefore(topics=frozenset({Topic.ALLERGY}))),
        ("pareil que pour son frère", AsBefore(of_another=True)),
        ("janvier 2019, pareil que Tao pour le reste", AsBefore("Tao", of_another=True)),
    ],
)
def test_whose_answers_they_are_to_be_is_read(text: str, meant: AsBefore) -> None:
    assert as_before(text, FAMILY) == meant


@pytest.mark.parametrize(
    "text", ["oui pareil", "même réponse pour Tao", "c'est pareil que la dernière fois ?", "pas comme l'autre fois"]
)
def test_other_words_of_sameness_take_no_answers_over(text: str) -> None:
    assert as_before(text, FAMILY) is None


def test_a_word_that_may_be_an_answer_is_an_event_where_each_has_somebody() -> None:
    text = "le jeu de plateau pour Tao et la photo pour Jeanne"
    assert titles_in_turns(text, FAMILY, EVENTS) == ("Jeu de plateau", "Photo nature")
    assert titles_in_turns("pas de photo pour Jeanne, le plateau pour Tao", FAMILY, EVENTS) == ()


def test_names_that_only_begin_a_message_go_nowhere_by_themselves() -> None:
    text = "Tao 9 ans et Jeanne 7 ans, le plateau pour Tao et les conteurs pour Jeanne"
    told = whom_to_what(text, FAMILY, ("Jeu de plateau", "Conteurs"))
    assert told == {"Jeu de plateau": ("Tao",), "Conteurs": ("Jeanne",)}


@pytest.mark.parametrize("text", ["c'est bon merci", "parfait", "très bien merci"])
def test_what_ends_a_talk_allows_nothing(text: str) -> None:
    assert only_closes(text)


def test_an_order_to_confirm_is_told_from_a_yes() -> None:
    assert orders_to_confirm("yes please confirm")
    assert orders_to_confirm("oui, validez")
    assert not orders_to_confirm("oui je confirme")


def test_a_thing_that_a_child_has_along_is_no_adult() -> None:
    assert told_value(Topic.ALONE, "il rentre seul avec son vélo") == "yes"
    assert told_value(Topic.ALONE, "il rentre avec sa tante") == "no"


def test_an_allergy_is_stored_without_what_leads_to_it() -> None:
    assert allergy_told("oui aux noix") == "aux noix"
    assert by_person(Topic.ALLERGY, "Tao sesame like I said", FAMILY) == {"Tao": "sesame"}


def test_a_question_about_somebody_is_cut_from_the_yes_before_it() -> None:
    parts = cut("super on confirme. et pour Octave 4 ans il y aurait quelque chose ?")
    assert parts is not None
    assert parts.told == "super on confirme."


def test_giving_up_with_a_reason_and_a_language_are_heard() -> None:
    assert gives_all_up("laissez tomber, je rappellerai demain")
    assert not gives_all_up("laissez tomber la photo ?")
    assert language_named("could you write in English please") == "en"
    assert language_named("français ou anglais ?") == ""
