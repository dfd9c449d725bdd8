"""Who is named by the sentence that begins a sign-up, and what it tells of their births."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogues.form import Told
from bot.dialogues.mentioned import mentioned

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "found", "people"),
    [
        (
            "bonjour je voudrais inscrire mes enfants léa 8 ans et tom 7 ans pour l'atelier fusées en bois",
            (),
            (Told("Léa", age=8), Told("Tom", age=7)),
        ),
        ("inscrire ma fille inès née en mars 2019 à l'atelier robots", (), (Told("Inès", 2019, 3),)),
        ("je veux inscrire Tom (06/2018) samedi", ("Tom",), (Told("Tom", 2018, 6),)),
        ("inscrire Léa et Tom", ("Léa", "Tom"), (Told("Léa"), Told("Tom"))),
        ("sign up my son jack, 8 years old, for the robots", (), (Told("Jack", age=8),)),
        ("mon fils de 8 ans pour les fusées en bois 8 ans", (), ()),
        ("inscrire mes deux enfants de 8 et 10 ans", (), ()),
        ("inscrire ma fille samedi", (), ()),
        ("je veux inscrire Léa", (), (Told("Léa"),)),
        ("je voudrais inscrire Léa et Tom samedi", (), (Told("Léa"), Told("Tom"))),
        ("inscrire Léa à Robots et Lampes", (), (Told("Léa"),)),
        ("inscrire Moi et mon fils", (), ()),
        ("inscrire samedi", (), ()),
        ("inscrire ma fille aînée", (), ()),
        ("c'est pour mon petit fils Émile il a eu 7 ans en juin", (), (Told("Émile", age=7),)),
        ("je voudrais inscrire mon fils pour l'atelier du 5 décembre 2026", (), ()),
    ],
)
def test_who_is_named_in_passing_is_not_asked_again(
    text: str, found: tuple[str, ...], people: tuple[Told, ...]
) -> None:
    said = mentioned(text, found, NOW)
    assert said.names == tuple(one.name for one in people)
    assert said.told == tuple(one for one in people if one != Told(one.name))


@given(st.text(max_size=120), st.lists(st.sampled_from(["Léa", "Tom"]), max_size=2, unique=True))
def test_nobody_found_already_is_lost(text: str, names: list[str]) -> None:
    assert set(names) <= set(mentioned(text, names, NOW).names)
