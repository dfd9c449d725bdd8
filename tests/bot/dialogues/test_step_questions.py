"""The form's rules for the questions that the team set for an event."""

from dataclasses import replace

from bot.chat.form import NewAnswer, Phoned, Reanswered, SeatsKept, Step, Tapped, Unclear, Verb, Worded
from bot.features.signup.effects import Problem
from bot.features.signup.step import step
from scheduler.seats.answers import Answer, Question
from tests.bot.dialogues.forms import ALL_AGES, ASKED, FACTS, FORM, NO, PHONE, YES, answered


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
        Answer(Question.ALLERGY, "noix", 1),
        Answer(Question.ALLERGY, "no", 2),
        Answer(Question.ALLERGY, "", 3),
    }


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


def test_passing_over_a_needed_answer_says_that_it_is_needed() -> None:
    assert step(answered(), Tapped(Verb.SKIP), ASKED).problem is Problem.NEEDED


def test_a_telephone_number_told_again_replaces_the_first_one_where_the_form_is() -> None:
    asked = replace(FACTS, questions=(Question.PHONE,))
    form = replace(FORM, step=Step.RECAP, chosen=(1,), answers=(Answer(Question.PHONE, "+33612345678"),))
    again = step(form, Reanswered((NewAnswer(Question.PHONE, "+33687654321"),)), asked).form
    assert (again.step, again.answers) == (Step.RECAP, (Answer(Question.PHONE, "+33687654321"),))


def test_the_other_child_s_own_answer_may_be_told_at_once() -> None:
    asked = replace(FACTS, questions=(Question.ALLERGY,))
    form = replace(
        FORM,
        step=Step.SAME,
        chosen=(1, 2),
        question=Question.ALLERGY,
        person=1,
        answers=(Answer(Question.ALLERGY, "lait", 1),),
    )
    told = step(form, Tapped(Verb.NONE), asked).form
    assert told.answers == (Answer(Question.ALLERGY, "lait", 1), Answer(Question.ALLERGY, "no", 2))
    assert told.step is Step.RECAP
