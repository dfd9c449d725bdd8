"""The form's rules: a table of steps, and what holds after any sequence of inputs."""

import json
from dataclasses import replace

import pytest

from bot.chat.form import (
    Added,
    Born,
    Counted,
    Form,
    FormInput,
    Opening,
    SeatsKept,
    SeatsShort,
    Step,
    Tapped,
    Unclear,
    Verb,
)
from bot.features.signup.effects import AddParticipant, Facts, Problem, RecordConsent, Refused, Register, Stopped
from bot.features.signup.step import begin, step
from intents.readers.births import Named
from scheduler.core.people import BirthMonth
from scheduler.seats.answers import Answer, Question
from tests.bot.dialogues.forms import ADULTS, ALL_AGES, FACTS, FORM, LEA_OF_MAY_2019, MAY_2019


@pytest.mark.parametrize(
    ("form", "said", "facts", "then"),
    [
        (replace(FORM, step=Step.NOTICE), Tapped(Verb.AGREE), replace(FACTS, participants=()), Step.NAME),
        (replace(FORM, step=Step.NOTICE), Tapped(Verb.AGREE), FACTS, Step.WHO),
        (replace(FORM, step=Step.NOTICE, names=("Léa",)), Tapped(Verb.AGREE), FACTS, Step.BIRTH),
        (FORM, Tapped(Verb.ADD_CHILD), FACTS, Step.NAME),
        (FORM, Tapped(Verb.ADD_CHILD), ADULTS, Step.WHO),
        (FORM, Tapped(Verb.ADD_ADULT), FACTS, Step.WHO),
        (FORM, Tapped(Verb.ADD_ADULT), ADULTS, Step.NAME),
        (FORM, Tapped(Verb.CONTINUE), FACTS, Step.WHO),
        (replace(FORM, chosen=(1,)), SeatsKept(1), FACTS, Step.RECAP),
        (replace(FORM, chosen=(1, 2)), SeatsShort(1), FACTS, Step.SHORT),
        (replace(FORM, step=Step.NAME), Named(("Léa",)), FACTS, Step.BIRTH),
        (replace(FORM, step=Step.NAME), Named(("Paris",), doubtful=True), FACTS, Step.NAME_SURE),
        (replace(FORM, step=Step.NAME_SURE, name="Paris"), Tapped(Verb.NAME_IS), FACTS, Step.BIRTH),
        (replace(FORM, step=Step.NAME_SURE, name="Paris"), Tapped(Verb.NAME_IS_NOT), FACTS, Step.NAME),
        (replace(FORM, step=Step.BIRTH, name="Léa"), Tapped(Verb.YEAR, 2019), FACTS, Step.MONTH),
        (replace(FORM, step=Step.MONTH, name="Léa", year=2019), Tapped(Verb.YEAR), FACTS, Step.BIRTH),
        (replace(FORM, step=Step.SHORT, chosen=(1, 2), wait=True), SeatsKept(1), FACTS, Step.RECAP),
        (replace(FORM, step=Step.SHORT, chosen=(1, 2)), Tapped(Verb.CHANGE), FACTS, Step.WHO),
        (replace(FORM, step=Step.RECAP, chosen=(1,)), Tapped(Verb.CHANGE), FACTS, Step.WHO),
        (replace(FORM, step=Step.RECAP), Tapped(Verb.STOP), FACTS, Step.STOPPING),
        (replace(FORM, step=Step.STOPPING, before=Step.RECAP), Tapped(Verb.RESUME), FACTS, Step.RECAP),
    ],
)
def test_a_step_leads_to_the_next(form: Form, said: FormInput, facts: Facts, then: Step) -> None:
    assert step(form, said, facts).form.step is then


@pytest.mark.parametrize(
    ("form", "said", "facts", "effect"),
    [
        (replace(FORM, step=Step.NOTICE), Tapped(Verb.AGREE), FACTS, RecordConsent()),
        (replace(FORM, step=Step.NOTICE), Tapped(Verb.REFUSE), FACTS, Refused()),
        (replace(FORM, step=Step.BIRTH, name="Léa"), Born(MAY_2019), FACTS, AddParticipant("Léa", MAY_2019)),
        (replace(FORM, step=Step.NAME), LEA_OF_MAY_2019, FACTS, AddParticipant("Léa", MAY_2019)),
        (replace(FORM, step=Step.NAME, adult=True), Named(("Jo",), doubtful=True), ADULTS, None),
        (replace(FORM, step=Step.NAME_SURE, name="Avril"), Born(MAY_2019), FACTS, AddParticipant("Avril", MAY_2019)),
        (replace(FORM, step=Step.BIRTH, name="Jo"), Tapped(Verb.IS_ADULT), ALL_AGES, AddParticipant("Jo", None)),
        (replace(FORM, step=Step.BIRTH, name="Jo"), Tapped(Verb.IS_ADULT), FACTS, None),
        (replace(FORM, step=Step.BIRTH, name="Jo"), Born(BirthMonth(1950, 1)), ALL_AGES, AddParticipant("Jo", None)),
        (replace(FORM, step=Step.RECAP, chosen=(1,)), Tapped(Verb.CONFIRM), FACTS, Register()),
        (replace(FORM, step=Step.STOPPING), Tapped(Verb.STOP_YES), FACTS, Stopped()),
    ],
)
def test_a_step_asks_for_what_has_to_be_done(form: Form, said: FormInput, facts: Facts, effect: object) -> None:
    assert step(form, said, facts).effect == effect


@pytest.mark.parametrize(
    ("form", "said", "problem"),
    [
        (FORM, Tapped(Verb.TICK, 3), Problem.UNFIT),
        (FORM, Tapped(Verb.TICK, 99), Problem.UNFIT),
        (FORM, Named((), known=(1, 3)), Problem.UNFIT),
        (FORM, Tapped(Verb.CONTINUE), Problem.NOBODY),
        (FORM, Unclear(), Problem.UNCLEAR),
        (FORM, Counted(2), Problem.UNCLEAR),
        (replace(FORM, step=Step.NAME), Unclear(), Problem.NAME),
        (replace(FORM, step=Step.BIRTH), Unclear(), Problem.BIRTH),
        (replace(FORM, step=Step.BIRTH), Born(BirthMonth(2026, 12)), Problem.FUTURE),
        (replace(FORM, step=Step.BIRTH), Tapped(Verb.YEAR, 99999), Problem.FUTURE),
        (replace(FORM, step=Step.BIRTH), Tapped(Verb.YEAR, 0), Problem.TOO_OLD),
        (replace(FORM, step=Step.BIRTH), Born(BirthMonth(2008, 10)), Problem.TOO_OLD),
        (replace(FORM, step=Step.NOTICE), Tapped(Verb.CONFIRM), Problem.UNCLEAR),
        (replace(FORM, step=Step.WHO), Tapped(Verb.CONFIRM), Problem.UNCLEAR),
    ],
)
def test_a_step_says_why_it_asks_again(form: Form, said: FormInput, problem: Problem) -> None:
    assert step(form, said, FACTS).problem is problem


def test_the_order_of_ticking_is_kept_because_it_decides_who_is_seated_first() -> None:
    form = step(FORM, Tapped(Verb.TICK, 2), FACTS).form
    assert step(form, Tapped(Verb.TICK, 1), FACTS).form.chosen == (2, 1)


def test_nothing_is_stored_before_the_notice_is_agreed_to() -> None:
    new = replace(FACTS, consented=False, participants=(), fitting=frozenset())
    form = begin(1, 1, Opening(Named(("Léa",))), new)
    for verb in set(Verb) - {Verb.AGREE}:
        stepped = step(form, Tapped(verb, 1), new)
        assert not isinstance(stepped.effect, AddParticipant | Register | RecordConsent)
        assert stepped.form.step in (Step.NOTICE, Step.STOPPING)


def test_a_form_survives_its_way_through_the_database() -> None:
    answers = (Answer(Question.PHONE, "+33612345678"), Answer(Question.ALLERGY, "", 2))
    form = replace(
        FORM,
        chosen=(1, 2),
        names=("Léa",),
        before=Step.NAME,
        year=2018,
        unnamed=3,
        wait=True,
        picked=(2,),
        answers=answers,
        question=Question.ALLERGY,
        person=2,
        held=2,
    )
    assert Form.from_fields(json.loads(json.dumps(form.to_fields()))) == form


def test_a_form_that_an_older_version_stored_is_read() -> None:
    old = {
        "serial": 3,
        "event_id": 1,
        "step": "who",
        "chosen": [1],
        "unnamed": 0,
        "wait": False,
        "names": [],
        "adult": False,
        "name": "",
        "year": 0,
        "tries": 0,
        "before": None,
    }
    assert Form.from_fields(old) == Form(serial=3, event_id=1, step=Step.WHO, chosen=(1,))


def test_a_button_of_an_old_message_does_not_resume_what_was_left() -> None:
    form = step(replace(FORM, step=Step.RECAP, chosen=(1,)), Tapped(Verb.STOP), FACTS).form
    form = step(form, Tapped(Verb.CHANGE), FACTS).form
    assert step(form, Tapped(Verb.RESUME), FACTS).form.step is Step.WHO
    assert step(form, Tapped(Verb.STOP_YES), FACTS).effect is None


def test_a_child_who_may_no_longer_come_sends_the_form_back_to_the_list() -> None:
    stepped = step(replace(FORM, chosen=(1, 3)), SeatsKept(2), FACTS)
    assert (stepped.form.step, stepped.form.chosen, stepped.form.about) == (Step.WHO, (1,), 3)
    assert stepped.problem is Problem.UNFIT


def test_a_child_whom_the_other_parent_registered_meanwhile_is_not_ticked() -> None:
    facts = replace(FACTS, already=frozenset({2}))
    for said in (Tapped(Verb.TICK, 2), Named((), known=(2,)), Added(2)):
        stepped = step(FORM, said, facts)
        assert (stepped.form.chosen, stepped.form.about, stepped.problem) == ((), 2, Problem.ALREADY)
