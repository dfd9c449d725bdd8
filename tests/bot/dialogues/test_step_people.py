"""The form's rules for who takes part: named, told of, put right, dropped."""

from dataclasses import replace

import pytest

from bot.chat.form import Added, Born, Dropped, Phoned, Step, Tapped, Verb
from bot.features.signup.effects import AddParticipant, Problem
from bot.features.signup.step import step
from intents.readers.births import Named, Told
from scheduler.core.people import BirthMonth
from tests.bot.dialogues.forms import ADULTS, ALL_AGES, ASKED, FACTS, FORM, MAY_2019, answered


def test_several_children_with_their_births_are_stored_one_after_the_other() -> None:
    said = Named(("Léa", "Tom", "Zoé"), (Told("Léa", 2019, 5), Told("Tom", 2018)))
    stepped = step(replace(FORM, step=Step.NAME), said, FACTS)
    assert stepped.effect == AddParticipant("Léa", MAY_2019)
    stepped = step(stepped.form, Added(1), FACTS)
    assert (stepped.form.step, stepped.form.name, stepped.form.year) == (Step.MONTH, "Tom", 2018)
    stepped = step(stepped.form, Tapped(Verb.BACK), FACTS)
    assert (stepped.form.step, stepped.form.name, stepped.form.chosen) == (Step.BIRTH, "Zoé", (1,))
    assert step(stepped.form, Tapped(Verb.BACK), FACTS).form.step is Step.WHO


def test_others_named_where_a_birth_is_asked_come_next_with_what_was_told_of_them() -> None:
    form = replace(FORM, step=Step.BIRTH, name="Zoé")
    stepped = step(form, Named(("Nina",), (Told("Nina", 2019, 5),)), FACTS)
    assert (stepped.form.name, stepped.form.names, stepped.problem) == ("Zoé", ("Nina",), Problem.NOTED)
    stepped = step(step(stepped.form, Born(BirthMonth(2018, 3)), FACTS).form, Added(1), FACTS)
    assert stepped.effect == AddParticipant("Nina", MAY_2019)


def test_a_name_that_was_no_name_takes_nobody_else_with_it() -> None:
    form = replace(FORM, step=Step.NAME_SURE, name="Paris", names=("Tom",))
    assert step(form, Tapped(Verb.NAME_IS_NOT), FACTS).form.name == "Tom"


def test_the_first_name_of_all_can_be_typed_anew() -> None:
    nobody = replace(FACTS, participants=(), fitting=frozenset())
    form = step(replace(FORM, step=Step.BIRTH, name="Bob"), Tapped(Verb.BACK), nobody).form
    assert (form.step, form.name) == (Step.NAME, "")
    assert step(form, Tapped(Verb.BACK), nobody).problem is Problem.NAME


def test_who_does_not_come_after_all_is_unticked_and_every_answer_kept() -> None:
    form = answered(Phoned("+33612345678"))
    left = step(form, Dropped((2,)), ASKED).form
    assert (left.step, left.chosen, left.answers) == (Step.WHO, (1, 3), form.answers)


def test_a_grown_up_without_a_name_is_the_one_whom_the_family_has_or_a_place_without_a_name() -> None:
    two = Named(("Léo",), (Told("Léo", 2018, 3),), adults=1)
    assert step(FORM, two, replace(ALL_AGES, children=frozenset({1, 2, 3}))).form.unnamed == 1
    known = replace(ALL_AGES, children=frozenset({2, 3}))
    assert step(FORM, two, known).form.chosen == (1,)
    assert step(FORM, two, known).form.unnamed == 0
    assert step(replace(FORM, step=Step.NAME), Named((), adults=1), ALL_AGES).form.step is Step.WHO


def test_a_grown_up_takes_no_place_of_a_child() -> None:
    alone = step(FORM, Named((), adults=1), FACTS)
    assert (alone.form.unnamed, alone.form.chosen, alone.problem) == (0, (), Problem.CHILDREN)
    assert step(FORM, Named(("Léo",), adults=1), FACTS).form.name == "Léo"


def test_a_month_without_its_year_is_kept_until_the_year_is_told() -> None:
    asked = step(replace(FORM, step=Step.BIRTH, name="Léa"), Named(("Léa",), (Told("Léa", month=5),)), FACTS)
    assert (asked.form.step, asked.problem) == (Step.BIRTH, None)
    for said in (Tapped(Verb.YEAR, 2019), Named(("Léa",), (Told("Léa", 2019),))):
        assert step(asked.form, said, FACTS).effect == AddParticipant("Léa", MAY_2019)


@pytest.mark.parametrize("told", [Told("Léa", age=8), Told("Léa", 2018), Told("Léa", 2018, 3)])
def test_a_child_is_never_signed_up_as_an_adult(told: Told) -> None:
    refused = step(replace(FORM, step=Step.WHO), Named(("Léa",), (told,)), ADULTS)
    assert (refused.effect, refused.problem, refused.form.step) == (None, Problem.UNFIT, Step.WHO)
    with_adult_asked = replace(FORM, step=Step.NAME, adult=True)
    child = step(with_adult_asked, Named(("Léa",), (told,)), ALL_AGES)
    assert not child.form.adult or child.effect == AddParticipant("Léa", BirthMonth(2018, 3))
    grown_up = step(replace(FORM, step=Step.WHO), Named(("Jo",), (Told("Jo", 1980),)), ADULTS)
    assert grown_up.effect == AddParticipant("Jo", None)


def test_who_is_put_right_keeps_the_place_in_the_order() -> None:
    assert step(replace(FORM, chosen=(1, 2)), Added(1), FACTS).form.chosen == (1, 2)
    assert step(replace(FORM, chosen=(2,)), Added(1), FACTS).form.chosen == (2, 1)


def test_a_grown_up_who_wants_to_come_to_what_is_for_children_is_told_so_even_after_the_list() -> None:
    stepped = step(replace(FORM, step=Step.RECAP, chosen=(1,)), Named((), adults=2), FACTS)
    assert (stepped.form.step, stepped.problem) == (Step.WHO, Problem.CHILDREN)
