"""What of a message an answer's lessons explain, and what is left over."""

from hypothesis import given
from hypothesis import strategies as st

from intents.model.attributes import Explained, LeftOver, telling

SOME = ("adresse", "adresses", "parking", "atelier", "prix", "robots", "le", "un", "3d", "où", "zorglub")
WORDS = st.lists(st.sampled_from(SOME) | st.text(max_size=6))
LABELS = 4
LESSONS = st.lists(st.tuples(WORDS, st.integers(0, LABELS - 1)), max_size=12)
ADDRESS, PARKING, UNSAID = range(3)
KNOWN = Explained.of(
    [(["quelle", "adresse"], ADDRESS)] * 3 + [(["votre", "adresse"], ADDRESS), (["quelle", "place"], PARKING)], 3
)


@given(LESSONS, WORDS, st.integers(0, LABELS - 1))
def test_shares_go_from_none_to_all(lessons, said, label):
    left = Explained.of(lessons, LABELS).left_over(said, (label,))[0]
    assert 0 <= left.share <= left.seldom <= 1
    assert left.weight >= 0
    assert left.telling == len(telling(said))


@given(LESSONS, st.data())
def test_nothing_is_left_over_of_a_lesson_s_own_words(lessons, data):
    explained = Explained.of(lessons, LABELS)
    for said, label in lessons:
        some = data.draw(st.lists(st.sampled_from(said), max_size=5)) if said else []
        for words in (said, some):
            left = explained.left_over(words, (label,))[0]
            assert (left.share, left.weight) == (0, 0)


@given(LESSONS)
def test_the_order_of_the_lessons_makes_no_difference(lessons):
    one, other = Explained.of(lessons, LABELS), Explained.of(lessons[::-1], LABELS)
    for said, label in lessons:
        assert one.left_over(said, (label,))[0] == other.left_over(said, (label,))[0]


def test_words_of_another_label_are_left_over():
    assert KNOWN.left_over(["adresse"], (ADDRESS,))[0].share == 0
    assert KNOWN.left_over(["adresse"], (PARKING,))[0].share == 1
    assert KNOWN.left_over(["adresse"], (UNSAID,))[0].share == 1


def test_a_word_that_every_label_says_weighs_less_than_one_that_few_say():
    common, rare, unheard = (KNOWN.left_over([word], (UNSAID,))[0].weight for word in ("quelle", "adresse", "zorglub"))
    assert common < rare < unheard


def test_a_word_of_one_lesson_is_hardly_the_label_s_own():
    assert KNOWN.left_over(["adresse"], (ADDRESS,))[0].seldom == 0
    assert KNOWN.left_over(["votre"], (ADDRESS,))[0].seldom == 1


def test_a_word_of_very_many_lessons_is_counted_too():
    assert Explained.of([(["adresse"], 0)] * 300, 1).left_over(["adresse"], (0,)) == [LeftOver(0, 0, 0, 1)]


def test_short_words_and_figures_tell_nothing():
    assert telling(["où", "le", "12", "3d", "robots"]) == telling(["robot"])
    assert KNOWN.left_over(["où", "12"], (ADDRESS,))[0] == LeftOver(0, 0, 0, 0)


def test_other_forms_of_a_word_are_explained_as_well():
    one, other = (KNOWN.left_over(said, (ADDRESS,)) for said in (["adresses", "places"], ["adresse", "place"]))
    assert one == other
