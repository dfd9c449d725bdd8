"""A yes told with more: whether it is one, and what stands beside it."""

from datetime import UTC, datetime

import pytest

from intents.readers.agreeing import Asked, beside_a_yes, only_declines, only_yes_or_no, says_only
from intents.readers.births import all_of_age, birth_month, month_within
from intents.readers.choosing import instead
from intents.slots.ages import YearMonth

NOW = datetime(2026, 12, 8, tzinfo=UTC)
ONE = Asked(("Louane",), 1, goes_on=True)
TWO = Asked(("Léa", "Tom"), 2, goes_on=True)


@pytest.mark.parametrize(
    ("text", "asked", "rest"),
    [
        ("pas besoin. oui c'est elle, on continue", ONE, ""),
        ("Oui, nous acceptons. Bernard et Josiane Peltier", Asked(), "Bernard et Josiane Peltier"),
        ("ui c elle. mon num c 06 12 34 56 78", ONE, "mon num c 06 12 34 56 78"),
        ("Oui, ces deux personnes. Le téléphone est le 02 54 00 11 22", TWO, "Le téléphone est le 02 54 00 11 22"),
        ("oui c'est bien Léa et Tom, on continue", TWO, ""),
        ("yes everything is correct", ONE, ""),
        ("oui c'est bon changez", Asked(act="MOVE_DO"), ""),
        ("oui juste Louane", Asked(("Louane",), 1, "DO_CANCEL"), ""),
    ],
)
def test_what_stands_beside_a_yes(text: str, asked: Asked, rest: str) -> None:
    assert beside_a_yes(text, asked) == rest


@pytest.mark.parametrize(
    "text",
    ["oui sauf Léa", "oui mais pas Tom", "ok je sais pas trop", "non", "ces deux-là", "elle rentre seule", "oui ?"],
)
def test_a_restriction_a_doubt_and_a_question_say_no_yes(text: str) -> None:
    assert beside_a_yes(text, TWO) is None


def test_another_number_than_is_asked_about_is_no_part_of_a_yes() -> None:
    assert beside_a_yes("oui les trois", TWO) == "les trois"


def test_what_was_offered_is_declined() -> None:
    assert only_declines("non pas la peine")
    assert not only_declines("non, il ne vient pas")


def test_names_alone() -> None:
    assert says_only("léa et tom aussi", TWO)
    assert not says_only("léa a une allergie", TWO)


@pytest.mark.parametrize(("text", "all_are"), [("Karim et Sophie, 2 adultes", True), ("Léa et 2 adultes", False)])
def test_of_whom_it_is_said_that_they_are_of_age(text: str, all_are: bool) -> None:
    assert all_of_age(text) is all_are


def test_a_year_and_a_month_that_stand_apart_are_a_birth() -> None:
    assert birth_month("il est né 2015 au mois de mai", NOW) == YearMonth(2015, 5)
    assert month_within("mai, je l'ai dit", NOW) == 5
    assert month_within("en mai ou en juin", NOW) == 0


def test_who_alone_comes_may_be_several() -> None:
    said = instead("gardez seulement Karim, Sophie, Luc et Aude", ("Karim", "Sophie", "Luc", "Aude", "Max"))
    assert said is not None
    assert said.come == ("Karim", "Sophie", "Luc", "Aude")


@pytest.mark.parametrize(
    ("text", "mere"),
    [
        ("oui", True),
        ("Oui merci !", True),
        ("non", True),
        ("continuez", True),
        ("oui, et c'est où ?", False),
        ("Léa", False),
    ],
)
def test_a_bare_yes_or_no_is_told_from_a_message_that_says_more(text, mere):
    assert only_yes_or_no(text) is mere
