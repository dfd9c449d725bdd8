"""One message that answers for several children: each has their own, whoever was asked about."""

import pytest

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.by_person import by_person

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
