"""Who writes like a child, and who does not: the words of an adult around a child are the same words."""

import pytest

from intents.meaning.meaning import Writer
from intents.speech.listening import Listener
from tests.model_cache import shared_understanding

CHILDREN = [
    "j’ai 9 ans, je veux m’inscrire", "J'AI NEUF ANS", "jai 10 ans et j'adore les robots", "g 11 ans",
    "bonjour j’ai 8 ans", "moi j’ai 12 ans", "je suis en cm1", "Je suis en CM2 !", "chui en 6e",
    "je rentre en sixième", "je passe en 5eme", "je suis un enfant", "ma maman veut pas",
    "mon papa ne veut pas que je vienne", "mes parents sont d’accord", "mes parents savent pas", "maman a dit oui",
    "je vais avoir 10 ans", "I'm 10 and i want to come", "im 11 years old", "i am 10, can i join?", "i'm in year 5",
    "my mum says no",
]  # fmt: skip
TEENAGERS = ["Salut, j’ai 17 ans, je peux venir ?", "j’ai 16 ans, je voudrais m’inscrire"]
ADULTS = [
    "mon fils a 9 ans", "pour un enfant de 9 ans", "Léa, 9 ans", "elle a 9 ans", "il est en cm1", "ma fille est en cm2",
    "j’ai 34 ans", "j’ai 67 ans, je suis débutante", "j’ai un fils de 9 ans", "j’ai deux enfants de 9 et 11 ans",
    "j’ai 2 enfants", "j’ai 10 ans d’expérience", "mon fils dit : j’ai 9 ans", "quand j’avais 9 ans", "9 ans",
    "je suis en retard", "mars 2018", "j’inscris ma nièce, elle a 8 ans", "ma mère ne veut pas venir seule",
    "i am 34", "i am 10 minutes late", "my son is 10", "i am her mother",
    "my daughter is in year 5", "oui", "", "je suis la maman de Léa", "on est 9", "j’ai 9 élèves",
]  # fmt: skip
DECLARED = ["je suis un adulte", "Je suis sa mère.", "c’est son papa", "j’ai 41 ans", "I'm an adult", "i am his dad",
            "j’accepte en tant que maman", "as her mum I agree"]  # fmt: skip


@pytest.fixture(scope="module")
def listener():
    model = shared_understanding().model
    assert model.detectors is not None
    return Listener(model.detectors)


@pytest.mark.parametrize("text", CHILDREN)
def test_a_child_is_heard(listener, text):
    assert listener.hear(text).writer is Writer.CHILD


@pytest.mark.parametrize("text", TEENAGERS)
def test_somebody_of_sixteen_is_told_from_a_child(listener, text):
    assert listener.hear(text).writer is Writer.TEENAGER


@pytest.mark.parametrize("text", ADULTS)
def test_an_adult_is_not_taken_for_a_child(listener, text):
    assert listener.hear(text).writer not in (Writer.CHILD, Writer.TEENAGER)


@pytest.mark.parametrize("text", DECLARED)
def test_an_adult_may_declare_to_be_one(listener, text):
    assert listener.hear(text).writer is Writer.ADULT


@pytest.mark.parametrize("text", ["je suis pas un adulte", "ma mère est une adulte"])
def test_nobody_declares_what_is_not_said_of_oneself(listener, text):
    assert listener.hear(text).writer is not Writer.ADULT
