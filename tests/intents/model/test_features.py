"""Messages as places in a table of features."""

from hypothesis import given
from hypothesis import strategies as st

from intents.model.softmax import TABLE, places
from intents.text.reading import load_concepts
from intents.text.text import TITLE, stem, words

WORDS = st.lists(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12) | st.text(max_size=5))
MARKERS = st.lists(st.sampled_from(["xage", "xwhen", "xkind"]))
CONCEPTS = {"prix": "price", "ateli": "event"}


@given(WORDS, MARKERS)
def test_places_are_sorted_unique_and_inside_the_table(said, markers):
    found = places(said, markers, CONCEPTS).tolist()
    assert found == sorted(set(found))
    assert all(0 <= place < TABLE for place in found)


@given(WORDS, MARKERS)
def test_equal_words_have_equal_features_whatever_the_order_of_the_markers(said, markers):
    one = places(said, markers, CONCEPTS)
    assert one.tolist() == places(tuple(said), reversed(markers), dict(CONCEPTS)).tolist()


@given(st.text(max_size=40))
def test_signs_and_capitals_leave_no_trace(text):
    plain = words(text)
    assert places(plain, (), CONCEPTS).tolist() == places(words(" ".join(plain)), (), CONCEPTS).tolist()
    assert places(words("L'Été !"), (), {}).tolist() == places(words("l’ete"), (), {}).tolist()


def test_the_order_of_words_counts():
    assert places(["chat", "noir"], (), {}).tolist() != places(["noir", "chat"], (), {}).tolist()


def test_what_the_grammars_found_is_a_feature():
    plain, marked = set(places(["dix"], (), {}).tolist()), set(places(["dix"], ("xage",), {}).tolist())
    assert plain < marked
    assert len(marked - plain) == 1


def test_words_of_one_concept_share_features_that_other_words_do_not():
    concepts = {stem("prix"): "price", stem("tarif"): "price"}
    without = set(places(["prix"], (), {}).tolist()) & set(places(["tarif"], (), {}).tolist())
    with_them = set(places(["prix"], (), concepts).tolist()) & set(places(["tarif"], (), concepts).tolist())
    assert with_them > without


def test_a_misspelt_word_shares_most_of_its_pieces():
    right, wrong, other = (set(places([word], (), {}).tolist()) for word in ("imprimante", "imprimente", "adresse"))
    assert len(right & wrong) > len(right) / 3 > len(right & other)


def test_nothing_said_still_has_a_beginning_and_an_end():
    assert len(places((), (), CONCEPTS)) == 3


def test_the_stem_of_a_title_is_itself():
    assert stem(TITLE) == TITLE
    assert stem("ateliers") == stem("atelier")


def test_every_concept_is_named_by_stems():
    assert all(stem(word) for word in load_concepts())
