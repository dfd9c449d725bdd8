"""What was said before is put right in words, without leaving the form."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.chat.form import Added, Amended, Form, FormInput, Step, Unclear
from bot.features.signup.effects import CorrectParticipant, Facts, Problem
from bot.features.signup.reading import read
from bot.features.signup.step import step
from intents.readers.births import Named, Told
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant
from scheduler.seats.answers import Question

NOW = datetime(2026, 11, 25, 11, tzinfo=UTC)
KNOWN = (
    Participant(id=1, family_id=1, first_name="Léa", birth=BirthMonth(2018, 3)),
    Participant(id=2, family_id=1, first_name="Paul", birth=BirthMonth(2016, 5)),
)
FACTS = Facts(
    consented=True, participants=(1, 2), fitting=frozenset({1, 2}), for_children=True,
    children=frozenset({1, 2}), this_month=BirthMonth(2026, 11),
)  # fmt: skip
FORM = Form(serial=1, event_id=1, step=Step.WHO, chosen=(1, 2), added=(1, 2))


@pytest.mark.parametrize(
    ("at", "text", "meant"),
    [
        (Step.WHO, "non pardon 2017", Amended(2, BirthMonth(2017, 5))),
        (Step.WHO, "en fait avril 2017", Amended(2, BirthMonth(2017, 4))),
        (Step.RECAP, "oups c’est 2017", Amended(2, BirthMonth(2017, 5))),
        (Step.WHO, "léa c’est juin 2019", Amended(1, BirthMonth(2019, 6))),
        (Step.WHO, "Léa 2019 pas 2018", Amended(1, BirthMonth(2019, 3))),
        (Step.WHO, "Léa 03/2018", Named((), (Told("Léa", 2018, 3),), known=(1,))),
        (Step.WHO, "son prénom c’est Paola pas Paul", Amended(2, name="Paola")),
        (Step.RECAP, "c’est Lena, pas Léa", Amended(1, name="Lena")),
        (Step.WHO, "Tom 2017", Named(("Tom",), (Told("Tom", 2017),))),
        (Step.WHO, "pas en 2017 ?", Unclear()),
        (Step.QUESTION, "2017", Unclear()),
        (Step.QUESTION, "Paul 2017", Amended(2, BirthMonth(2017, 5))),
    ],
)
def test_what_was_said_of_somebody_is_put_right_in_words(at: Step, text: str, meant: FormInput) -> None:
    form = replace(FORM, step=at, question=Question.PHONE if at is Step.QUESTION else None)
    assert read(form, text, KNOWN, NOW) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("non pardon, Paola", Amended(0, name="Paola")),
        ("c’est Paola pas Paul", Amended(0, name="Paola")),
        ("et Paola", Named(("Paola",))),
        ("Paola mars 2018", Named(("Paola",), (Told("Paola", 2018, 3),))),
        ("non pardon, Paul", Named(("Paul",))),
    ],
)
def test_the_name_of_the_one_being_added_is_put_right_where_the_birth_is_asked(text: str, meant: FormInput) -> None:
    form = replace(FORM, step=Step.BIRTH, name="Paul", added=())
    assert read(form, text, (), NOW) == meant


def test_only_who_was_added_in_this_form_is_changed_by_it() -> None:
    said = Amended(2, BirthMonth(2017, 5))
    assert step(FORM, said, FACTS).effect == CorrectParticipant(2, BirthMonth(2017, 5), "")
    known_before = step(replace(FORM, added=(1,), chosen=()), said, FACTS)
    assert (known_before.effect, known_before.problem) == (None, Problem.OTHER)
    assert known_before.form.chosen == (2,)


def test_an_impossible_birth_is_not_put_in_place_of_a_possible_one() -> None:
    stepped = step(FORM, Amended(2, BirthMonth(2027, 5)), FACTS)
    assert (stepped.effect, stepped.problem) == (None, Problem.FUTURE)


def test_a_name_put_right_keeps_what_was_told_of_the_birth() -> None:
    form = replace(FORM, step=Step.BIRTH, name="Paul", told=(Told("Paul", month=4),))
    amended = step(form, Amended(0, name="Paola"), FACTS).form
    assert (amended.name, amended.told, amended.step) == ("Paola", (Told("Paola", month=4),), Step.BIRTH)


def test_a_birth_put_right_after_the_list_leaves_the_form_where_it_is_unless_the_age_does_not_suit() -> None:
    stepped = step(replace(FORM, step=Step.RECAP), Amended(2, BirthMonth(2017, 5)), FACTS)
    assert step(stepped.form, Added(2), FACTS).form.step is Step.RECAP
    too_young = replace(FACTS, fitting=frozenset({1}))
    after = step(stepped.form, Added(2), too_young)
    assert (after.form.step, after.form.chosen, after.problem) == (Step.WHO, (1,), Problem.UNFIT)
