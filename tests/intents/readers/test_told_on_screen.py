"""What is told of a child where it is asked, and what is never taken for it: safety answers above all."""

import pytest

from intents.readers.answer_values import NO, YES, Topic, new_allergy
from intents.readers.answers import allergy_told, told_value
from intents.readers.changes import erases
from intents.readers.people import read_names
from tests.intents.cases import NOW


@pytest.mark.parametrize(
    "text",
    [
        "n'oubliez pas son allergie", "je n'ai pas indiqué son allergie", "don't forget Léa's allergy",
        "il ne faut pas oublier l'allergie",
    ],
)  # fmt: skip
def test_an_allergy_that_somebody_has_is_never_none(text: str) -> None:
    told = new_allergy(text, ())
    assert told is not None
    assert told.words is None


@pytest.mark.parametrize("text", ["pas d'allergie", "mon fils n'a pas d'allergie", "ma fille aucune allergie"])
def test_no_allergy_is_none(text: str) -> None:
    told = new_allergy(text, ())
    assert told is not None
    assert told.words == NO


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("non, et pas de photo", NO), ("aucune, et pas de photo", NO), ("pas d'allergie, pas de photo", NO),
        ("aux noix, et ok pour les photos", "aux noix"),
    ],
)  # fmt: skip
def test_an_allergy_ends_where_another_answer_begins(text: str, told: str) -> None:
    assert allergy_told(text) == told_value(Topic.ALLERGY, text) == told


@pytest.mark.parametrize(
    ("topic", "text", "told"),
    [
        (Topic.ALONE, "non, elle rentre seule", NO), (Topic.ALONE, "elle rentre seule", YES),
        (Topic.ALONE, "non, sa mère vient la prendre", NO), (Topic.PHOTO, "je ne veux pas", NO),
        (Topic.PHOTO, "non pas du tout", NO),
    ],
)  # fmt: skip
def test_a_no_before_anything_else_lets_nobody_leave_and_takes_no_photo(topic: Topic, text: str, told: str) -> None:
    assert told_value(topic, text) == told


@pytest.mark.parametrize(
    "text",
    [
        "j'ai oublié de dire que Léa a une allergie", "oublié : Léa repart seule", "n'oubliez pas que Léa repart seule",
        "ne supprimez pas mon numéro", "vous pouvez supprimer mon numéro ?", "don't delete my number",
    ],
)  # fmt: skip
def test_what_was_forgotten_or_must_stay_is_not_erased(text: str) -> None:
    assert erases(text) is None


def test_an_order_to_erase_says_what() -> None:
    assert (erases("supprimez mon numéro"), erases("retirez la photo")) == ("phone", "photo")


@pytest.mark.parametrize("text", ["Léa et Tom, jumeaux", "Léa et Tom, jumeaux, mars 2018"])
def test_twins_are_nobody_s_name(text: str) -> None:
    named = read_names(text, NOW)
    assert named is not None
    assert named.names == ("Léa", "Tom")
