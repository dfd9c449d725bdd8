"""From a message to features and their weights."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.brain import known_share
from intents.features import TITLE, Features, features, stem
from intents.reading import Read, Reader, load_concepts
from intents.spelling import Shorthand, Speller
from intents.vectors import weigh

READER = Reader(
    Shorthand({"stp": ("s", "il", "te", "plait")}),
    Speller({"numerique": 9, "atelier": 9}, frozenset({"maison"})),
    {"ateli": "event", "prix": "price"},
    {"numerique": "numérique", "plait": "plaît"},
)
LESSONS = [
    Features(("a", "ab"), ("chat", "noir"), ()),
    Features(("a",), ("chat", "blanc"), ("=animal",)),
    Features(("b", "b", "b"), (), ("=animal",)),
]
SHARES = (0.6, 0.2, 0.2)
WEIGHING = weigh(LESSONS, SHARES)
NAMES = st.lists(st.sampled_from(["a", "ab", "b", "chat", "noir", "=animal", "new"]), max_size=9).map(tuple)


def test_words_are_written_out_and_put_right():
    assert READER.words("L'ATELIE du numériq, stp !") == [
        "l", "atelier", "du", "numerique", "s", "il", "te", "plait",
    ]  # fmt: skip


def test_words_known_for_one_message_are_kept():
    assert READER.words("numeriqe", frozenset({"numeriqe"})) == ["numeriqe"]


def test_words_get_their_accents_back_and_a_title_is_said_somehow():
    assert READER.respelt(["le", "numerique", TITLE]) == "le numérique l'atelier robots"


def test_features_are_runs_of_letters_stems_with_their_pairs_and_concepts_with_theirs():
    found = features(["prix", "ateliers"], ("xage",), READER.concepts)
    assert {" p", "pr", " pri", "prix", "ix "} <= set(found.letters)
    assert found.words == ("prix", "ateli", "< prix", "prix ateli", "ateli >", "xage")
    assert found.concepts == ("=event", "=price", "=xage", "event+price", "event+xage", "price+xage")


def test_a_word_of_one_letter_has_features_too():
    assert READER.features(Read("a", ("a",))).letters == (" a", "a ", " a ", " a ")


def test_nothing_said_has_no_letters_and_no_concept():
    found = READER.features(Read("", ()))
    assert (found.letters, found.concepts) == ((), ())


def test_the_stem_of_a_title_is_itself():
    assert stem(TITLE) == TITLE
    assert stem("ateliers") == stem("atelier")


def test_every_concept_is_named_by_stems():
    assert all(stem(word) for word in load_concepts())


@given(NAMES, NAMES, NAMES)
def test_each_block_weighs_its_share_and_unknown_features_nothing(letters, said, concepts):
    vector = WEIGHING.vector(Features(letters, said, concepts))
    heavy = [
        share
        for share, block, numbers in zip(SHARES, (letters, said, concepts), WEIGHING.numbers, strict=True)
        if set(block) & set(numbers)
    ]
    assert float((vector.values**2).sum()) == pytest.approx(sum(heavy), abs=1e-5)
    assert len(set(vector.indices.tolist())) == len(vector.indices)


def test_a_rare_feature_tells_more_than_a_common_one():
    numbers = WEIGHING.numbers[1]
    assert WEIGHING.idf[numbers["noir"]] > WEIGHING.idf[numbers["chat"]]
    assert len(WEIGHING) == sum(map(len, WEIGHING.numbers)) == 7


def test_only_among_many_examples_is_a_feature_of_one_of_them_left_out():
    many = [Features(("common",), (f"own{n}",), ()) for n in range(2_000)]
    assert "own1" in weigh(many[:-1], SHARES).numbers[1]
    assert "own1" not in weigh(many, SHARES).numbers[1]


def test_what_we_know_of_a_message_is_weighed_by_what_it_tells():
    assert known_share(WEIGHING, ["chat", "noir"]) == 1
    assert known_share(WEIGHING, ["zebre"]) == 0
    assert 0 < known_share(WEIGHING, ["chat", "zebre"]) < 0.5 < known_share(WEIGHING, ["chat", "noir", "zebre"]) < 1
    assert known_share(WEIGHING, ["zebre", TITLE]) == 0
    assert known_share(WEIGHING, [TITLE]) == 1
    assert known_share(WEIGHING, []) == 0
    assert np.isfinite(WEIGHING.idf).all()
