"""The form's rules: a table of steps, and what holds after any sequence of inputs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogues.effects import AddParticipant, Facts, Problem, RecordConsent, Refused, Register, Stopped
from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import Added, Born, Counted, FormInput, Named, Tapped, Unclear, Verb
from bot.dialogues.step import MOST_UNNAMED, begin, step
from scheduler.ages import BirthMonth

FACTS = Facts(
    consented=True, participants=(1, 2, 3), fitting=frozenset({1, 2}), for_children=True, free=2,
    this_month=BirthMonth(2026, 11),
)  # fmt: skip
ADULTS = replace(FACTS, for_children=False, for_adults=True)
ALL_AGES = replace(FACTS, for_children=False)
FORM = Form(serial=1, event_id=1, step=Step.WHO)
MAY_2019 = BirthMonth(2019, 5)


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
        (replace(FORM, chosen=(1,)), Tapped(Verb.CONTINUE), FACTS, Step.RECAP),
        (replace(FORM, chosen=(1, 2)), Tapped(Verb.CONTINUE), replace(FACTS, free=1), Step.SHORT),
        (replace(FORM, step=Step.NAME), Named(("Léa",)), FACTS, Step.BIRTH),
        (replace(FORM, step=Step.NAME), Named(("Paris",), doubtful=True), FACTS, Step.NAME_SURE),
        (replace(FORM, step=Step.NAME_SURE, name="Paris"), Tapped(Verb.NAME_IS), FACTS, Step.BIRTH),
        (replace(FORM, step=Step.NAME_SURE, name="Paris"), Tapped(Verb.NAME_IS_NOT), FACTS, Step.NAME),
        (replace(FORM, step=Step.BIRTH, name="Léa"), Tapped(Verb.YEAR, 2019), FACTS, Step.MONTH),
        (replace(FORM, step=Step.MONTH, name="Léa", year=2019), Tapped(Verb.YEAR), FACTS, Step.BIRTH),
        (replace(FORM, step=Step.SHORT, chosen=(1, 2)), Tapped(Verb.WAIT), FACTS, Step.RECAP),
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
        (replace(FORM, step=Step.NAME), Named(("Léa",), MAY_2019), FACTS, AddParticipant("Léa", MAY_2019)),
        (replace(FORM, step=Step.NAME, adult=True), Named(("Jo",), doubtful=True), ADULTS, None),
        (replace(FORM, step=Step.BIRTH, name="Jo"), Tapped(Verb.IS_ADULT), ALL_AGES, AddParticipant("Jo", None)),
        (replace(FORM, step=Step.BIRTH, name="Jo"), Tapped(Verb.IS_ADULT), FACTS, None),
        (replace(FORM, step=Step.BIRTH, name="Jo"), Born(BirthMonth(1950, 1)), ALL_AGES, AddParticipant("Jo", None)),
        (replace(FORM, step=Step.RECAP, chosen=(1,)), Tapped(Verb.CONFIRM), FACTS, Register()),
        (replace(FORM, step=Step.STOPPING), Tapped(Verb.STOP_YES), FACTS, Stopped()),
    ],
)
def test_a_step_asks_for_what_has_to_be_done(
    form: Form, said: FormInput, facts: Facts, effect: object
) -> None:
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
    form = begin(1, 1, ("Léa",), 0, new)
    for verb in set(Verb) - {Verb.AGREE}:
        stepped = step(form, Tapped(verb, 1), new)
        assert not isinstance(stepped.effect, AddParticipant | Register | RecordConsent)
        assert stepped.form.step in (Step.NOTICE, Step.STOPPING)


def test_a_form_survives_its_way_through_the_database() -> None:
    form = replace(FORM, chosen=(1, 2), names=("Léa",), before=Step.NAME, year=2018, unnamed=3, wait=True)
    assert Form.from_fields(form.to_fields()) == form


NUMBERS = st.integers(-3, 10**12)
BIRTHS = st.builds(BirthMonth, st.integers(0, 9999), st.integers(1, 12))
NAMES = st.lists(st.text("Léa", min_size=1, max_size=5), min_size=1, max_size=8).map(tuple)
INPUTS = st.one_of(
    st.builds(Tapped, st.sampled_from(Verb), NUMBERS),
    st.builds(Tapped, st.sampled_from(Verb), st.integers(0, 13)),
    st.builds(Named, NAMES, st.none() | BIRTHS, st.booleans(), st.lists(st.integers(1, 4)).map(tuple)),
    st.builds(Born, BIRTHS),
    st.builds(Counted, NUMBERS),
    st.builds(Added, st.integers(1, 4)),
    st.builds(Unclear),
)
KINDS = st.sampled_from([FACTS, ADULTS, ALL_AGES, replace(FACTS, free=0, participants=(), fitting=frozenset())])


@given(KINDS, st.lists(INPUTS, max_size=25), NAMES | st.just(()), st.integers(0, 10**6), st.booleans())
def test_whatever_is_done_the_form_stays_sound(
    facts: Facts, inputs: list[FormInput], names: tuple[str, ...], unnamed: int, consented: bool
) -> None:
    facts = replace(facts, consented=consented)
    form = begin(1, 1, names, unnamed, facts)
    for said in inputs:
        stepped = step(form, said, facts)
        form = stepped.form
        assert set(form.chosen) <= facts.fitting
        assert len(set(form.chosen)) == len(form.chosen)
        assert 0 <= form.unnamed <= MOST_UNNAMED
        assert not (facts.for_children and form.unnamed)
        assert form.step is not Step.RECAP or form.people > 0 or isinstance(said, Tapped)
        assert Form.from_fields(form.to_fields()) == form
        if isinstance(stepped.effect, RecordConsent):
            facts = replace(facts, consented=True)
