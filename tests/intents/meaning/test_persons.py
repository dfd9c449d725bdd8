"""The people of a conversation, and which of them words mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.meaning.meaning import Meant, Person, Sex, known, meant, persons
from intents.text.text import words

BOY_9, GIRL_13 = Person(9, Sex.BOY), Person(13, Sex.GIRL)
PERSON = st.builds(Person, st.integers(0, 17), st.sampled_from(Sex))
PEOPLE = st.lists(PERSON, max_size=8, unique_by=lambda one: one.age)


@pytest.mark.parametrize(
    ("text", "ages", "told"),
    [
        ("My son is 9 and my daughter's 13", (9, 13), (BOY_9, GIRL_13)),
        ("mes filles de 5 et 11 ans", (5, 11), (Person(5, Sex.GIRL), Person(11, Sex.GIRL))),
        ("une de 8 ans (ma nièce), un garçon de 3 ans", (8, 3), (Person(8, Sex.GIRL), Person(3, Sex.BOY))),
        ("5 ans (ma fille) et 9 ans (mon fils)", (5, 9), (Person(5, Sex.GIRL), BOY_9)),
        ("deux enfants, 4 et 11 ans", (4, 11), (Person(4), Person(11))),
        ("j'ai un CM2", (10,), (Person(10),)),
    ],
)  # fmt: skip
def test_each_age_is_a_girls_or_a_boys_where_the_words_beside_it_say_so(text, ages, told):
    assert persons(words(text), ages) == told


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("et pour elle ?", (13,)), ("what about the boy?", (9,)), ("juste pour la plus petite", (9,)),
        ("l'aînée alors", (13,)), ("et pour les deux grands ?", (9, 13)), ("et à quelle heure ?", ()),
    ],
)  # fmt: skip
def test_one_of_two_is_meant_by_sex_or_by_rank(text, ages):
    assert meant(words(text), (BOY_9, GIRL_13)).ages == ages


def test_of_three_children_two_are_the_older_ones():
    assert meant(words("et pour les deux grands"), tuple(map(Person, (4, 7, 10)))).ages == (7, 10)


def test_nobody_is_meant_where_the_words_tell_two_girls_apart_by_nothing():
    girls = (Person(5, Sex.GIRL), Person(11, Sex.GIRL))
    assert meant(words("et pour elle ?"), girls) == Meant()


def test_an_age_that_is_said_again_keeps_whose_it_is():
    assert known((BOY_9, GIRL_13), (Person(9),)) == (BOY_9, GIRL_13)


@given(PEOPLE, PEOPLE)
def test_nobody_is_spoken_of_twice_and_the_last_ones_are_kept(before, now):
    ages = [one.age for one in known(known((), before), now)]
    assert len(ages) == len(set(ages)) <= 6
    assert {one.age for one in now if one.age not in {other.age for other in before}} <= set(ages) or len(now) > 6
