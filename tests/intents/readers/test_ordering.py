"""What is ordered in so many words, whatever is asked beside it."""

import pytest

from intents.readers.cutting import cut
from intents.readers.ordering import confirms_before, signs_up, wants_rather, wants_the_next


@pytest.mark.parametrize(
    "text",
    [
        "je voudrais l'inscrire. C'est payant ?",
        "super, on les inscrit !",
        "les lampes, j'inscris les deux. Faut venir tôt ?",
        "please put her down. Is there a lift?",
    ],
)
def test_an_order_counts_whatever_is_asked_beside_it(text: str) -> None:
    assert signs_up(text)


@pytest.mark.parametrize(
    "text",
    [
        "si je veux l'inscrire, comment on fait ?",
        "je voudrais l'inscrire ?",
        "avant de les inscrire je voudrais voir",
        "je ne veux pas l'inscrire",
    ],
)
def test_what_asks_supposes_or_refuses_orders_nothing(text: str) -> None:
    assert not signs_up(text)


def test_each_sentence_that_asks_is_cut_from_the_order() -> None:
    found = cut("Je voudrais l'inscrire. C'est payant ? Et je viens en fauteuil, c'est accessible ?")
    assert found is not None
    assert found.told == "Je voudrais l'inscrire."
    assert "payant" in found.asked
    assert "accessible" in found.asked


def test_a_question_that_names_somebody_stays_with_the_order() -> None:
    found = cut("Je voudrais l'inscrire. Et Manon, elle est trop petite ?")
    assert found is None or "Manon" not in found.told


def test_another_date_is_wanted_rather_and_not_as_well() -> None:
    assert wants_rather("c'est le 12 que je voulais, pas le 5")
    assert wants_rather("on peut passer au 25 ?")
    assert not wants_rather("le 12 aussi plutôt")
    assert wants_the_next("mince, plutôt le mercredi d'après")
    assert not wants_the_next("et le mercredi d'après ?")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("je confirme. Et ensuite les lampes pour Paul", "ensuite les lampes pour Paul"),
        ("c'est tout bon, hâte d'y être !", "hâte d'y être !"),
    ],
)
def test_what_stands_behind_confirms(text: str, rest: str) -> None:
    assert confirms_before(text, rest)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("je confirme, mais juste pour Paul", "juste pour Paul"),
        ("je valide, pas de photo pour Paul", "pas de photo pour Paul"),
        ("je confirme, il est allergique aux noix", "il est allergique aux noix"),
        ("oui, et les lampes aussi", "les lampes aussi"),
    ],
)
def test_what_answers_or_restricts_confirms_nothing(text: str, rest: str) -> None:
    assert not confirms_before(text, rest)
