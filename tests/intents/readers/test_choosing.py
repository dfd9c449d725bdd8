"""One child in place of another, nobody but one, and a yes that is the team's."""

import pytest

from intents.readers.answer_values import NO
from intents.readers.answers import allergy_told
from intents.readers.changes import cancels_nothing
from intents.readers.choosing import Instead, denied, has_words, instead, told_apart
from intents.readers.saying import agrees_about, beside_asking

HERE = ("Basile", "Nino")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("juste Basile", Instead((), ("Basile",), only=True)),
        ("finalement Nino uniquement", Instead((), ("Nino",), only=True)),
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


@pytest.mark.parametrize(
    ("text", "kept"),
    [("non pas Nino", ("Nino",)), ("no, not Basile, Nino", ("Basile",)), ("pas Nino", ()), ("non, Nino non plus", ())],
)
def test_who_is_not_meant_is_heard_behind_a_no(text: str, kept: tuple[str, ...]) -> None:
    assert denied(text, HERE) == kept


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("oui, annulez pour Nino", True),
        ("je confirme pour Nino", True),
        ("non on garde Nino", False),
        ("Nino garde sa place, lui ?", None),
        ("Nino aime les robots", None),
    ],
)
def test_a_yes_or_no_may_name_of_whom_it_is(text: str, agrees: bool | None) -> None:
    assert agrees_about(text, ("Nino",), "DO_CANCEL") is agrees


@pytest.mark.parametrize(
    "text",
    [
        "je n’annule rien",
        "n'annulez pas svp",
        "si Nino tombe malade je préviens qui ? on n'annule rien",
        "rien à annuler, mais si Nino est malade",
    ],
)
def test_who_gives_nothing_up_is_heard(text: str) -> None:
    assert cancels_nothing(text, HERE)


@pytest.mark.parametrize("text", ["annulez", "Nino ne vient pas, mais n'annulez pas Basile", "je n'annule plus ?"])
def test_who_may_give_something_up_is_left_to_others(text: str) -> None:
    assert not cancels_nothing(text, HERE)


@pytest.mark.parametrize("text", ["le 12 mars", "à 14 h chez nous", "Jo", "no"])
def test_a_word_is_more_than_a_figure(text: str) -> None:
    assert has_words(text)


@pytest.mark.parametrize("text", ["12 34", "zzz 12", "12h", "???", ""])
def test_figures_marks_and_a_letter_held_down_are_no_words(text: str) -> None:
    assert not has_words(text)


EVENTS = (("Robots de carton", "Plier et coller."), ("Lampe brodée", "Coudre des diodes sur un tissu."))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("inscrivez Léa à celui avec les robots", 0),
        ("celle où on va coudre", 1),
        ("il aime coudre", None),
        ("l'un ou l'autre", None),
        ("les robots ou la lampe", None),
    ],
)
def test_one_of_several_events_is_told_by_a_word_that_no_other_has(text: str, place: int | None) -> None:
    assert told_apart(text, EVENTS) == place
