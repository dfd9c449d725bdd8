"""The form's rules: a table of steps, and what holds after any sequence of inputs."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogues.effects import (
    AddParticipant,
    Facts,
    HoldSeats,
    NoSeats,
    Problem,
    RecordConsent,
    Refused,
    Register,
    Stopped,
)
from bot.dialogues.form import Form, Step, Told
from bot.dialogues.inputs import (
    Added,
    Born,
    Consented,
    Counted,
    Dropped,
    FormInput,
    Named,
    Phoned,
    SeatsKept,
    SeatsShort,
    Tapped,
    Unclear,
    Verb,
    Worded,
)
from bot.dialogues.people import MOST_UNNAMED
from bot.dialogues.questions import NEEDED, answer_to, asked_about
from bot.dialogues.step import begin, step
from scheduler.ages import BirthMonth
from scheduler.answers import Answer, Question

FACTS = Facts(
    consented=True, participants=(1, 2, 3), fitting=frozenset({1, 2}), for_children=True,
    children=frozenset({1, 2, 3}), this_month=BirthMonth(2026, 11),
)  # fmt: skip
ADULTS = replace(FACTS, for_children=False, for_adults=True)
ALL_AGES = replace(FACTS, for_children=False)
FORM = Form(serial=1, event_id=1, step=Step.WHO)
MAY_2019 = BirthMonth(2019, 5)
LEA_OF_MAY_2019 = Named(("Léa",), (Told("Léa", 2019, 5),))


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
    form = begin(1, 1, Named(("Léa",)), 0, new)
    for verb in set(Verb) - {Verb.AGREE}:
        stepped = step(form, Tapped(verb, 1), new)
        assert not isinstance(stepped.effect, AddParticipant | Register | RecordConsent)
        assert stepped.form.step in (Step.NOTICE, Step.STOPPING)


def test_a_form_survives_its_way_through_the_database() -> None:
    answers = (Answer(Question.PHONE, "+33612345678"), Answer(Question.ALLERGY, "", 2))
    form = replace(
        FORM, chosen=(1, 2), names=("Léa",), before=Step.NAME, year=2018, unnamed=3, wait=True, picked=(2,),
        answers=answers, question=Question.ALLERGY, person=2, held=2,
    )  # fmt: skip
    assert Form.from_fields(json.loads(json.dumps(form.to_fields()))) == form


def test_a_form_that_an_older_version_stored_is_read() -> None:
    old = {
        "serial": 3, "event_id": 1, "step": "who", "chosen": [1], "unnamed": 0, "wait": False, "names": [],
        "adult": False, "name": "", "year": 0, "tries": 0, "before": None,
    }  # fmt: skip
    assert Form.from_fields(old) == Form(serial=3, event_id=1, step=Step.WHO, chosen=(1,))


NUMBERS = st.integers(-3, 10**12)
BIRTHS = st.builds(BirthMonth, st.integers(0, 9999), st.integers(1, 12))
TOLD = st.builds(Told, st.text("Léa", max_size=2), st.integers(0, 9999), st.integers(0, 12), st.integers(0, 110))
NAMES = st.lists(st.text("Léa", min_size=1, max_size=5), min_size=1, max_size=8).map(tuple)
INPUTS = st.one_of(
    st.builds(Tapped, st.sampled_from(Verb), NUMBERS),
    st.builds(Tapped, st.sampled_from(Verb), st.integers(0, 13)),
    st.builds(Tapped, st.sampled_from([Verb.CONTINUE, Verb.YES, Verb.NO, Verb.SKIP, Verb.NONE, Verb.LEAVE])),
    st.builds(Named, NAMES, st.lists(TOLD).map(tuple), st.booleans(), st.lists(st.integers(1, 4)).map(tuple)),
    st.builds(Born, BIRTHS),
    st.builds(Counted, NUMBERS),
    st.builds(Phoned, st.just("+33612345678")),
    st.builds(Worded, st.text(max_size=250)),
    st.builds(Added, st.integers(1, 4)),
    st.builds(Dropped, st.lists(st.integers(1, 4)).map(tuple), NAMES),
    st.builds(Consented),
    st.builds(SeatsKept, st.integers(0, 5)),
    st.builds(SeatsShort, st.integers(0, 5)),
    st.builds(Unclear),
)
ASKED = replace(FACTS, fitting=frozenset({1, 2, 3}), questions=tuple(Question))
KINDS = st.sampled_from(
    [
        FACTS, ADULTS, ALL_AGES, replace(FACTS, participants=(), fitting=frozenset()), ASKED,
        replace(ALL_AGES, questions=tuple(Question), unnamed_already=2), replace(ASKED, already=frozenset({2})),
        replace(ASKED, children=frozenset({1}), list_open=False, room=2),
    ]
)  # fmt: skip


def is_complete(form: Form, facts: Facts) -> bool:
    """Every question is answered, passed over, or left to the team."""
    asked = ((q, one) for q in facts.questions for one in asked_about(q, form, facts))
    return all(answer_to(form, question, one) is not None for question, one in asked)


def needed_but_open(form: Form) -> set[Answer]:
    return {answer for answer in form.answers if answer.question in NEEDED and not answer.words}


@given(KINDS, st.lists(INPUTS, max_size=25), NAMES | st.just(()), st.integers(0, 10**6), st.booleans())
def test_whatever_is_done_the_form_stays_sound(
    facts: Facts, inputs: list[FormInput], names: tuple[str, ...], unnamed: int, consented: bool
) -> None:
    facts = replace(facts, consented=consented)
    form = begin(1, 1, Named(names), unnamed, facts)
    for said in inputs:
        before = form
        stepped = step(form, said, facts)
        form = stepped.form
        assert set(form.chosen) <= facts.open
        assert len(set(form.chosen)) == len(form.chosen)
        assert 0 <= form.unnamed <= MOST_UNNAMED
        assert not (facts.for_children and form.unnamed)
        assert form.step is not Step.RECAP or (form.people > 0 and is_complete(form, facts))
        new = needed_but_open(form) - needed_but_open(before)
        assert not new or said == Tapped(Verb.LEAVE, said.number) or said == Tapped(Verb.YES, said.number)
        assert not (new and isinstance(said, Tapped) and said.verb is Verb.LEAVE) or before.tries >= 3
        assert Form.from_fields(json.loads(json.dumps(form.to_fields()))) == form
        if isinstance(stepped.effect, RecordConsent):
            facts = replace(facts, consented=True)


@given(st.lists(st.tuples(INPUTS, KINDS), max_size=30), KINDS)
def test_the_recap_is_never_reached_with_somebody_who_may_no_longer_take_part(
    turns: list[tuple[FormInput, Facts]], first: Facts
) -> None:
    form = begin(1, 1, Named(()), 0, first)
    for said, facts in turns:
        before = form.step
        form = step(form, said, facts).form
        if form.step is Step.RECAP and before not in (Step.RECAP, Step.STOPPING):
            assert set(form.chosen) <= facts.open
            assert form.people > 0
            assert is_complete(form, facts)


def answered(*inputs: FormInput, facts: Facts = ASKED, chosen: tuple[int, ...] = (1, 2, 3)) -> Form:
    """The form after seats were kept for these and this was said."""
    form = step(replace(FORM, chosen=chosen), SeatsKept(len(chosen)), facts).form
    for said in inputs:
        form = step(form, said, facts).form
    return form


PHONE, YES, NO = Phoned("+33612345678"), Tapped(Verb.YES), Tapped(Verb.NO)


def test_each_question_is_asked_for_the_first_child_then_once_for_the_others() -> None:
    form = answered(PHONE, YES, YES, NO, YES, Worded("noix"))
    assert (form.step, form.question) == (Step.SAME, Question.ALLERGY)
    form = step(form, NO, ASKED).form
    assert (form.step, form.question, form.person) == (Step.QUESTION, Question.ALLERGY, 2)
    form = step(form, Tapped(Verb.NONE), ASKED).form
    assert (form.step, form.person) == (Step.QUESTION, 3)
    form = step(form, Tapped(Verb.SKIP), ASKED).form
    assert form.step is Step.RECAP
    assert set(form.answers) == {
        Answer(Question.PHONE, "+33612345678"),
        *(Answer(Question.ALONE, "yes", one) for one in (1, 2, 3)),
        *(Answer(Question.PHOTO, "no", one) for one in (1, 2, 3)),
        Answer(Question.ALLERGY, "noix", 1), Answer(Question.ALLERGY, "no", 2), Answer(Question.ALLERGY, "", 3),
    }  # fmt: skip


def test_adults_are_asked_for_an_allergy_only_and_unnamed_places_for_a_telephone_only() -> None:
    facts = replace(ALL_AGES, questions=tuple(Question), children=frozenset())
    assert answered(PHONE, facts=facts, chosen=(1,)).question is Question.ALLERGY
    form = step(replace(FORM, unnamed=2), SeatsKept(2), facts).form
    assert step(form, PHONE, facts).form.step is Step.RECAP


def test_a_photo_is_refused_unless_it_was_agreed_to() -> None:
    form = answered(PHONE, NO, Tapped(Verb.SKIP), Tapped(Verb.NONE), chosen=(1,))
    assert form.step is Step.RECAP
    assert Answer(Question.PHOTO, "no", 1) in form.answers


def test_a_needed_answer_can_be_left_to_the_team_only_after_three_unclear_ones() -> None:
    tried = (Unclear(), Tapped(Verb.SKIP))
    assert answered(*tried, Tapped(Verb.LEAVE)).question is Question.PHONE
    form = answered(*tried, Unclear(), Tapped(Verb.LEAVE))
    assert form.question is Question.ALONE
    assert form.answers == (Answer(Question.PHONE, ""),)


def test_changing_one_answer_comes_back_to_the_recap() -> None:
    form = answered(PHONE, YES, NO, Tapped(Verb.NONE), chosen=(1,))
    form = step(form, Tapped(Verb.EDIT, 1), ASKED).form
    assert (form.step, form.question) == (Step.QUESTION, Question.PHONE)
    form = step(form, Phoned("+447911123456"), ASKED).form
    assert form.step is Step.RECAP
    assert Answer(Question.PHONE, "+447911123456") in form.answers


def test_a_child_added_after_the_questions_is_asked_about_alone() -> None:
    form = answered(PHONE, YES, NO, Tapped(Verb.NONE), chosen=(1,))
    form = step(replace(form, step=Step.WHO, chosen=(1, 2)), SeatsKept(2), ASKED).form
    assert (form.question, form.person) == (Question.ALONE, 2)


def test_seats_are_asked_for_before_any_question() -> None:
    stepped = step(replace(FORM, chosen=(1, 2)), Tapped(Verb.CONTINUE), ASKED)
    assert stepped.effect == HoldSeats(2)
    assert stepped.form.step is Step.WHO


def test_places_without_a_name_that_the_family_has_are_not_asked_for_again() -> None:
    facts = replace(ADULTS, unnamed_already=2)
    form = step(FORM, Counted(3), facts).form
    assert step(form, Tapped(Verb.CONTINUE), facts).effect == HoldSeats(1)
    assert step(form, Counted(1), facts).form.unnamed == 2


def test_the_limit_of_a_family_is_told_before_anything_is_asked() -> None:
    stepped = step(replace(FORM, chosen=(1, 2)), Tapped(Verb.CONTINUE), replace(ASKED, room=1))
    assert (stepped.problem, stepped.effect, stepped.form.step) == (Problem.CAP, None, Step.WHO)


SHORT = replace(FORM, step=Step.SHORT, chosen=(1, 2, 3), free=2)


def test_who_is_told_to_take_the_places_comes_first_and_the_others_wait() -> None:
    form = step(SHORT, Tapped(Verb.CHOOSE), ASKED).form
    form = step(form, Tapped(Verb.TICK, 3), ASKED).form
    stepped = step(form, Tapped(Verb.TICK, 2), ASKED)
    assert stepped.form.chosen == (3, 2, 1)
    assert stepped.form.wait
    assert not stepped.form.together
    assert stepped.effect == HoldSeats(2)


def test_who_takes_a_place_may_be_told_in_words_and_taken_back() -> None:
    form = step(SHORT, Tapped(Verb.CHOOSE), ASKED).form
    form = step(form, Tapped(Verb.TICK, 3), ASKED).form
    assert step(form, Tapped(Verb.TICK, 3), ASKED).form.picked == ()
    assert step(form, Named((), known=(1, 2)), ASKED).form.chosen == (3, 1, 2)


def test_together_keeps_no_seat_and_one_by_one_those_that_there_are() -> None:
    together = step(SHORT, Tapped(Verb.TOGETHER), ASKED)
    assert (together.form.wait, together.form.together, together.effect) == (True, True, HoldSeats(0))
    assert step(together.form, SeatsKept(0), replace(ASKED, questions=())).form.step is Step.RECAP
    assert step(SHORT, Tapped(Verb.WAIT), ASKED).effect == HoldSeats(2)


def test_with_the_list_closed_only_the_seats_that_there_are_can_be_taken() -> None:
    facts = replace(ASKED, list_open=False)
    assert step(SHORT, Tapped(Verb.WAIT), facts).problem is Problem.UNCLEAR
    assert step(SHORT, Tapped(Verb.TOGETHER), facts).problem is Problem.UNCLEAR
    form = step(replace(SHORT, free=1), Tapped(Verb.CHOOSE), facts).form
    stepped = step(form, Tapped(Verb.TICK, 2), facts)
    assert (stepped.form.chosen, stepped.effect) == ((2,), HoldSeats(1))
    assert step(replace(FORM, chosen=(1,)), SeatsShort(0), facts).effect == NoSeats()


def test_a_lost_race_keeps_every_answer() -> None:
    form = answered(PHONE, YES, NO, Tapped(Verb.NONE), chosen=(1,))
    lost = step(form, SeatsShort(0), ASKED).form
    assert (lost.step, lost.answers) == (Step.SHORT, form.answers)
    waiting = step(lost, Tapped(Verb.WAIT), ASKED).form
    assert step(waiting, SeatsKept(0), ASKED).form.step is Step.RECAP


def test_fewer_seats_than_a_moment_ago_change_nothing_for_those_who_wait_anyway() -> None:
    waiting = step(SHORT, Tapped(Verb.WAIT), ASKED).form
    stepped = step(waiting, SeatsShort(1), ASKED)
    assert (stepped.form.wait, stepped.effect) == (True, HoldSeats(1))


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


def test_nobody_waits_for_more_places_at_once_than_the_event_has() -> None:
    form = replace(FORM, step=Step.SHORT, chosen=(1, 2))
    assert step(form, Tapped(Verb.TOGETHER), replace(FACTS, capacity=1)).problem is Problem.CROWD
    assert step(form, Tapped(Verb.TOGETHER), replace(FACTS, capacity=2)).effect == HoldSeats(0)


def test_passing_over_a_needed_answer_says_that_it_is_needed() -> None:
    assert step(answered(), Tapped(Verb.SKIP), ASKED).problem is Problem.NEEDED


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


def test_who_takes_the_places_may_be_named_at_once() -> None:
    short = replace(FORM, step=Step.SHORT, chosen=(1, 2), free=1)
    taken = step(short, Named((), known=(2,)), FACTS)
    assert (taken.form.chosen, taken.form.wait, taken.effect) == ((2, 1), True, HoldSeats(1))
    both = step(short, Named((), known=(1, 2)), FACTS)
    assert (both.form.step, both.problem) == (Step.SHORT, Problem.UNCLEAR)


def test_a_telephone_number_told_again_replaces_the_first_one_where_the_form_is() -> None:
    asked = replace(FACTS, questions=(Question.PHONE, Question.PHOTO))
    form = replace(FORM, step=Step.RECAP, chosen=(1,), answers=(Answer(Question.PHONE, "+33612345678"),))
    again = step(form, Phoned("+33687654321"), asked).form
    assert (again.step, again.answers) == (Step.RECAP, (Answer(Question.PHONE, "+33687654321"),))


def test_the_other_child_s_own_answer_may_be_told_at_once() -> None:
    asked = replace(FACTS, questions=(Question.ALLERGY,))
    form = replace(
        FORM, step=Step.SAME, chosen=(1, 2), question=Question.ALLERGY, person=1,
        answers=(Answer(Question.ALLERGY, "lait", 1),),
    )  # fmt: skip
    told = step(form, Tapped(Verb.NONE), asked).form
    assert told.answers == (Answer(Question.ALLERGY, "lait", 1), Answer(Question.ALLERGY, "no", 2))
    assert told.step is Step.RECAP
