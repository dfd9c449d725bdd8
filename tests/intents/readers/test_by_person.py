"""One message that answers for several children: each has their own, whoever was asked about."""

import pytest

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.by_person import alike, by_person

THREE = ("Adam", "Inès", "Naïm")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("adam aucune, inès noix", {"Adam": NO, "Inès": "noix"}),
        ("Adam et Inès rien du tout. Naïm les noix", {"Adam": NO, "Inès": NO, "Naïm": "noix"}),
        ("je l'ai dit: adam rien, ines est allergique aux oeufs", {"Adam": NO, "Inès": "oeufs"}),
        ("mais non pas la même, adam a RIEN c inès les noix", {"Adam": NO, "Inès": "noix"}),
        ("Inès aucune non plus", {"Inès": NO}),
        ("aucune pour les trois", dict.fromkeys(THREE, NO)),
        ("aucune", {}),
        ("Inès a une allergie ?", {}),
    ],
)
def test_allergies_are_of_whom_they_are_told(text: str, told: dict[str, str]) -> None:
    assert by_person(Topic.ALLERGY, text, THREE) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Adam peut rentrer seul mais pas les deux petits", {"Adam": YES, "Inès": NO, "Naïm": NO}),
        ("Adam oui, Inès et Naïm non", {"Adam": YES, "Inès": NO, "Naïm": NO}),
        ("non pour les trois", dict.fromkeys(THREE, NO)),
        ("oui", {}),
    ],
)
def test_nobody_may_leave_alone_for_whom_no_yes_was_told(text: str, told: dict[str, str]) -> None:
    assert by_person(Topic.ALONE, text, THREE) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("pas de photo pour Naïm, les deux autres oui", {"Adam": YES, "Inès": YES, "Naïm": NO}),
        ("oui pour Adam non pour Inès", {"Adam": YES, "Inès": NO}),
        ("Inès oui, les garçons non", {"Adam": NO, "Inès": YES, "Naïm": NO}),
        ("les garçons non", {}),
    ],
)
def test_a_yes_to_photos_stays_with_those_of_whom_it_was_said(text: str, told: dict[str, str]) -> None:
    assert by_person(Topic.PHOTO, text, THREE) == told


def test_of_who_is_fetched_it_is_said_in_other_words_than_a_no() -> None:
    told = by_person(Topic.ALONE, "Inès peut rentrer seule, Adam je le récupère", THREE)
    assert told == {"Adam": NO, "Inès": YES}


PAIR = ("Basile", "Ondine")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Basile ça va il connaît le chemin, par contre Ondine non elle a six ans", {"Basile": YES, "Ondine": NO}),
        ("Ondine c'est non sa tante passe la prendre, Basile oui on habite en face", {"Basile": YES, "Ondine": NO}),
        ("le car l'attend ?? ah non pardon, il rentre seul mais pas Ondine", {"Basile": YES, "Ondine": NO}),
        ("non, Ondine pareil", {"Basile": NO, "Ondine": NO}),
        ("non, pareil", {"Basile": NO, "Ondine": NO}),
        ("hors de question, ni l'un ni l'autre", {"Basile": NO, "Ondine": NO}),
        ("oui mais pas sa sœur", {"Basile": YES, "Ondine": NO}),
        ("oui mais pas Basile", {"Basile": NO, "Ondine": YES}),
        ("oui sauf Ondine", {"Basile": YES, "Ondine": NO}),
        ("je les récupère tous les deux", {"Basile": NO, "Ondine": NO}),
        ("non. et photos oui pour Basile pas pour Ondine", {"Basile": NO}),
        ("oui mais pas avant 17 h", {}),
        ("Basile oui si Ondine est avec lui", {}),
        ("Basile oui avec sa sœur, Ondine non", {"Ondine": NO}),
        ("non pour la petite, son frère oui", {}),
        ("le grand oui, la petite non", {}),
        ("non Basile, la petite oui", {"Basile": NO, "Ondine": YES}),
        ("oui, l'autre non", {"Basile": YES, "Ondine": NO}),
        ("Ondine oui, l'autre non", {"Basile": NO, "Ondine": YES}),
        ("c'est sa tante qui vient le récupérer", {"Basile": NO}),
    ],
)
def test_each_part_is_of_whoever_it_means_whatever_reason_stands_beside_it(text: str, told: dict[str, str]) -> None:
    assert by_person(Topic.ALONE, text, PAIR, "Basile") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Basile rien, Ondine le soja désolée je file", {"Basile": NO, "Ondine": "le soja"}),
        ("Ondine rien du tout, c'est Basile qui est allergique au kiwi", {"Ondine": NO, "Basile": "kiwi"}),
        ("aucune sauf Ondine, les moules", {"Basile": NO, "Ondine": "moules"}),
        ("Ondine : deux allergies, soja et lait. Basile : non", {"Basile": NO, "Ondine": "soja, lait"}),
        ("Basile non, enfin si les acariens. Ondine non", {"Ondine": NO}),
        ("Ondine aucune, Basile faut que je demande au médecin", {"Ondine": NO}),
        ("Basile a des réactions quand il mange des fraises, Ondine rien", {"Ondine": NO}),
    ],
)
def test_an_allergy_is_kept_as_it_was_typed_and_asked_where_it_is_not_clear(text: str, told: dict[str, str]) -> None:
    found = {
        name: words.removeprefix("le ").removeprefix("les ")
        for name, words in by_person(Topic.ALLERGY, text, PAIR, "Basile").items()
    }
    assert found == {name: words.removeprefix("le ") for name, words in told.items()}


def test_the_same_is_what_was_answered_before() -> None:
    assert by_person(Topic.PHOTO, "voilà pareil. et elle est allergique au lait", PAIR, given=NO) == {
        "Basile": NO,
        "Ondine": NO,
    }


def test_of_whom_it_is_the_same_and_what_that_is() -> None:
    assert alike("octobre 2019, Ondine pareil", PAIR) == (("Ondine",), "octobre 2019")
    assert alike("octobre 2019 et juin 2021 pour Ondine", PAIR) == ((), "octobre 2019, juin 2021 pour Ondine")
