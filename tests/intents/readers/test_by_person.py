"""One message that answers for several children: each has their own, whoever was asked about."""

import pytest

from intents.readers.answer_values import NO, YES, Topic
from intents.readers.answers import by_person

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
