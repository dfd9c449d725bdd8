"""The features of many texts at once are those of each."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from intents.speech.listening import features, signs
from intents.speech.many import places_of

_TEXTS = [
    "", "?!", "<", "> < a", "Bonjour, j'ai 9ans et je suis triste :(", "c koi", "l’été, 1er étage… 12345",
    "mon fils de 16 ans ! " * 60, "ouiiiii", "🎉 Noël 🎉", "a" * 900,
]  # fmt: skip


def test_texts_of_all_kinds_have_the_same_features_together_and_alone():
    _same(_TEXTS)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_texts_have_the_same_features_together_and_alone(texts):
    _same(texts)


def _same(texts):
    places, starts = places_of(texts)
    together = [places[first:last].tolist() for first, last in pairwise(starts)]
    assert together == [features(signs(text)).tolist() for text in texts]
