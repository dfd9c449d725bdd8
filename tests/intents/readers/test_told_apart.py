"""What is said of one person and not of another: by a first name alone, or by a name that nobody of theirs has."""

from datetime import UTC, datetime

import pytest

from intents.meaning.meaning import Clause, Coming
from intents.readers import attending
from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import allergy_told
from intents.readers.births import phone_within
from intents.readers.breath import Beforehand, answers_told, first_names, tells_who_comes
from intents.readers.choosing import Instead, instead, titles_led_to, whom_to_what
from intents.readers.saying import Word, way_preferred

NOW = datetime(2027, 3, 2, 18, tzinfo=UTC)
NOT = Coming.NOT_COMING
STAFF = ("Karim Haddad", "Sonia Costa")


def test_a_first_name_alone_is_of_whoever_of_them_is_called_so() -> None:
    clauses = (Clause("seulement une personne"), Clause("Sonia est en déplacement", NOT))
    answer = attending.read("seulement une personne, Sonia est en déplacement", clauses, STAFF)
    assert answer is not None
    assert (dict(answer.named), answer.others) == ({"Sonia Costa": NOT}, None)


@pytest.mark.parametrize("names", [("Léa", "Tom"), ("Sonia Costa", "Sonia Morel")])
def test_whoever_cannot_be_told_takes_nobody_elses_place(names: tuple[str, ...]) -> None:
    answer = attending.read("Sonia est malade", (Clause("Sonia est malade", NOT),), names)
    assert answer is not None
    assert (dict(answer.named), answer.others, answer.unclear) == ({}, None, True)


def test_how_many_come_is_no_absence_of_all() -> None:
    text = "seulement 2 personnes finalement"
    answer = attending.read(text, (Clause(text, NOT),), ("Léa", "Tom", "Ana"))
    assert answer is not None
    assert (answer.others, answer.unclear) == (None, True)


@pytest.mark.parametrize("text", ["30 novembre 2020", "30 November 2020", "Lina est née le 14 octobre 2021"])
def test_a_birth_is_no_allergy(text: str) -> None:
    assert allergy_told(text) is None


def test_none_of_whom_nothing_else_is_told() -> None:
    told = answers_told("rien à signaler pour Malo, Gaspard est allergique au latex", ("Malo", "Gaspard"))
    assert set(told) == {
        Beforehand(Topic.ALLERGY, "latex", ("Gaspard",)),
        Beforehand(Topic.ALLERGY, NO, ("Malo",)),
    }


@pytest.mark.parametrize(
    ("text", "topic", "value"),
    [
        ("pour les photos, je préfère que non", Topic.PHOTO, NO),
        ("les photos, c'est ok", Topic.PHOTO, YES),
        ("en fait non, personne ne part seul", Topic.ALONE, NO),
        ("pas d'allergie ni l'un ni l'autre", Topic.ALLERGY, NO),
        ("moi venir prendre lui après", Topic.ALONE, NO),
    ],
)
def test_what_stands_apart_from_its_answer(text: str, topic: Topic, value: str) -> None:
    assert Beforehand(topic, value) in answers_told(text, ("Noé",))


def test_of_two_numbers_that_of_whoever_writes() -> None:
    own = "mon numéro c'est le 06 12 34 56 78 et celui de ma fille 06 77 20 31 44"
    assert phone_within(own) == "+33612345678"
    assert phone_within("06 12 34 56 78 ou 06 77 20 31 44") is None


def test_whoever_writes_before_speaking_of_children_is_none_of_them() -> None:
    names = ("Sandrine", "Jade", "Louna")
    text = "Bonsoir, Sandrine Poulain, je voudrais inscrire mes filles Jade et Louna"
    assert first_names(text, names) == ("Jade", "Louna")
    assert first_names("Jade, Louna et Sandrine, je voudrais les inscrire", names) == names


def test_a_birth_without_a_name_tells_who_comes() -> None:
    assert tells_who_comes("née le 3 mars 2016, allergique aux noix", (), NOW)
    assert not tells_who_comes("allergique aux noix", (), NOW)
    assert not tells_who_comes("née en 2016, elle peut venir ?", (), NOW)


def test_each_to_the_event_that_is_named_before_them() -> None:
    text = "ok je prends couture pour Malo et Gaspard et éveil au code pour Lina"
    titles = ("Éveil au code", "Couture lumineuse")
    assert titles_led_to(text, titles) == ("Couture lumineuse", "Éveil au code")
    whom = {"Couture lumineuse": ("Malo", "Gaspard"), "Éveil au code": ("Lina",)}
    assert whom_to_what(text, ("Malo", "Gaspard", "Lina"), titles) == whom


def test_one_in_place_of_another_who_has_a_family_name() -> None:
    text = "finalement Pierre Labat ne viendra pas, c'est Marc à sa place"
    assert instead(text, ("Karim Haddad", "Pierre Labat")) == Instead(("Pierre Labat",), ("Marc",), only=False)


@pytest.mark.parametrize(
    "text", ["ensemble si possible sinon une seule", "si possible ensemble, une seule ça va aussi"]
)
def test_together_only_if_possible_is_one_by_one(text: str) -> None:
    assert way_preferred(text) is Word.ONE_BY_ONE


def test_whoever_leaves_with_an_adult_beside_one_who_leaves_alone() -> None:
    told = answers_told("Zoé rentre seule, Anna avec moi", ("Zoé", "Anna"))
    assert told == (Beforehand(Topic.ALONE, YES, ("Zoé",)), Beforehand(Topic.ALONE, NO, ("Anna",)))
