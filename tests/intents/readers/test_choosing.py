"""One child in place of another, nobody but one, and a yes that is the team's."""

import pytest

from intents.readers.answer_values import NO
from intents.readers.answers import allergy_told
from intents.readers.choosing import Instead, instead
from intents.readers.saying import beside_asking

HERE = ("Basile", "Nino")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("juste Basile", Instead((), ("Basile",), only=True)),
        ("pas Nino, seulement Salomé", Instead(("Nino",), ("Salomé",), only=True)),
        ("on inscrit que Salomé", Instead((), ("Salomé",), only=True)),
        ("mettez Salomé à la place de Nino", Instead(("Nino",), ("Salomé",), only=False)),
        ("Salomé plutôt que Basile", Instead(("Basile",), ("Salomé",), only=False)),
        ("Nino ne veut plus venir", Instead(("Nino",), (), only=False)),
        ("je crois que Nino viendra", None),
        ("pas juste Basile", None),
        ("juste Basile ?", None),
        ("Basile oui, Nino non", None),
    ],
)
def test_who_comes_instead_is_heard(text: str, said: Instead | None) -> None:
    assert instead(text, HERE) == said


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("oui demandez svp", ""),
        ("Oui, posez-leur la question, merci", ""),
        ("oui demandez-leur. il repart avec moi", "il repart avec moi"),
        ("demandez à l'équipe, et confirmez", "confirmez"),
        ("oui c'est bon", None),
        ("vous demandez quoi", None),
        ("demandez-leur ?", None),
    ],
)
def test_a_yes_to_the_team_is_told_from_what_stands_beside_it(text: str, rest: str | None) -> None:
    assert beside_asking(text) == rest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("lui non plus", NO),
        ("rien pour elle", NO),
        ("le sésame, je l'ai déjà dit", "le sésame"),
        ("elle ne digère pas le lait", "elle ne digère pas le lait"),
        ("c'est bon, confirmez", None),
        ("elle ne peut pas venir", None),
        ("demandez à l'équipe", None),
    ],
)
def test_only_what_may_be_one_is_an_allergy(text: str, told: str | None) -> None:
    assert allergy_told(text) == told
