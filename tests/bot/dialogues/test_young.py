"""Who writes like a child, and who does not."""

import pytest

from bot.dialogues import young

CHILDREN = [
    "j’ai 9 ans, je veux m’inscrire", "J'AI NEUF ANS", "jai 10 ans et j'adore les robots", "g 11 ans",
    "bonjour j’ai 8 ans", "moi j’ai 12 ans", "j’ai 9", "je suis en cm1", "Je suis en CM2 !", "chui en 6e",
    "je rentre en sixième", "je passe en 5eme",
    "je suis en terminale", "je suis un enfant", "ma maman veut pas", "mon papa ne veut pas que je vienne",
    "mes parents sont d’accord", "mes parents savent pas", "maman a dit oui", "je vais avoir 10 ans",
    "i am 10", "I'm 10", "im 11 years old", "i am 10, can i join?", "i'm in year 5", "my mum says no", "i am a kid",
    "Salut, j’ai 17 ans, je peux venir ?",
]  # fmt: skip
ADULTS = [
    "mon fils a 9 ans", "pour un enfant de 9 ans", "Léa, 9 ans", "elle a 9 ans", "il est en cm1", "ma fille est en cm2",
    "j’ai 34 ans", "j’ai 67 ans, je suis débutante", "j’ai un fils de 9 ans", "j’ai deux enfants de 9 et 11 ans",
    "j’ai 2 enfants", "j’ai 10 ans d’expérience", "mon fils dit : j’ai 9 ans", "quand j’avais 9 ans", "9 ans",
    "je suis en retard", "je suis enseignante, je suis en cm1", "je suis en CP avec ma classe", "mars 2018",
    "j’inscris ma nièce, elle a 8 ans", "c’est pour ma maman", "ma maman veut venir", "ma mère ne veut pas venir seule",
    "i am 34", "i am 10 minutes late", "my son is 10", "i am her mother", "my daughter is in year 5", "oui", "",
    "je suis la maman de Léa", "on est 9", "j’ai 9 élèves",
]  # fmt: skip


@pytest.mark.parametrize("text", CHILDREN)
def test_a_child_is_heard(text: str) -> None:
    assert young.speaks(text)


@pytest.mark.parametrize("text", ADULTS)
def test_an_adult_is_not_taken_for_a_child(text: str) -> None:
    assert not young.speaks(text)


def test_where_only_adults_come_what_is_said_of_parents_proves_nothing() -> None:
    assert not young.speaks("ma maman a dit qu’elle venait", for_adults=True)
    assert young.speaks("j’ai 9 ans", for_adults=True)
