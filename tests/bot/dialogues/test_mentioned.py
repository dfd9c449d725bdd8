"""What the sentence that begins a sign-up tells of those it names."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.readers.births import Told
from intents.readers.breath import people_told as mentioned
from intents.readers.people import of_ages

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "bonjour je voudrais inscrire mes enfants léa 8 ans et tom 7 ans pour l'atelier fusées en bois",
            (Told("Léa", age=8), Told("Tom", age=7)),
        ),
        ("inscrire ma fille léa née en mars 2019 à l'atelier robots", (Told("Léa", 2019, 3),)),
        ("je veux inscrire Tom (06/2018) samedi", (Told("Tom", 2018, 6),)),
        ("inscrire Léa et Tom", ()),
        ("inscrire Léa et son frère Tom de 8 ans", (Told("Tom", age=8),)),
        ("sign up my son tom, 8 years old, for the robots", (Told("Tom", age=8),)),
        ("inscrire Tom pour l'atelier du 5 décembre", ()),
    ],
)
def test_the_birth_that_stands_behind_a_name_is_not_asked_again(text: str, told: tuple[Told, ...]) -> None:
    names = tuple(name for name in ("Léa", "Tom") if name.lower() in text.lower())
    said = mentioned(text, names, NOW)
    assert said.names == names
    assert said.told == told


def test_ages_alone_go_to_the_names_when_there_are_as_many() -> None:
    assert of_ages(("Léa", "Tom"), (8, 7)).told == (Told("Léa", age=8), Told("Tom", age=7))
    assert of_ages(("Léa", "Tom"), (8,)).told == ()


@given(st.text(max_size=120), st.lists(st.sampled_from(["Léa", "Tom"]), max_size=2, unique=True))
def test_nobody_found_already_is_lost(text: str, names: list[str]) -> None:
    assert mentioned(text, tuple(names), NOW).names == tuple(names)
