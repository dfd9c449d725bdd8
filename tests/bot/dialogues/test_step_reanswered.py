"""The form's rules for answers that are put right: where it goes on, and of whom it asks."""

from dataclasses import replace

import pytest

from bot.chat.form import Form, NewAnswer, Reanswered, Step, Tapped, Unclear, Verb
from bot.features.signup.effects import Problem
from bot.features.signup.step import step
from scheduler.seats.answers import Answer, Question
from tests.bot.dialogues.forms import ASKED, NO, PHONE, YES, answered

RECAP = answered(PHONE, YES, YES, NO, YES, Tapped(Verb.NONE), YES, chosen=(1, 2))


def put_right(form: Form, *answers: NewAnswer) -> Form:
    return step(form, Reanswered(answers), ASKED).form


def alone(form: Form) -> set[tuple[int | None, str]]:
    return {(one.participant_id, one.words) for one in form.answers if one.question is Question.ALONE}


@pytest.mark.parametrize("at", [Step.WHO, Step.NAME, Step.BIRTH, Step.SHORT, Step.SEATS, Step.RECAP])
def test_wherever_the_form_is_it_stays_there_once_an_answer_was_put_right(at: Step) -> None:
    form = put_right(replace(RECAP, step=at, name="Zoé"), NewAnswer(Question.ALONE, "no", (2,)))
    assert (form.step, alone(form)) == (at, {(1, "yes"), (2, "no")})


def test_whoever_puts_an_answer_right_does_not_give_up() -> None:
    stopping = step(RECAP, Tapped(Verb.STOP), ASKED).form
    form = put_right(stopping, NewAnswer(Question.ALONE, "no", everybody=True))
    assert (form.step, alone(form)) == (Step.RECAP, {(1, "no"), (2, "no")})


def test_of_two_it_is_asked_whose_answer_it_is_and_a_tap_tells() -> None:
    form = put_right(RECAP, NewAnswer(Question.ALONE, "no"))
    assert (form.step, alone(form)) == (Step.WHOM, {(1, "yes"), (2, "yes")})
    assert step(form, Unclear(), ASKED).problem is Problem.UNCLEAR
    assert alone(step(form, Tapped(Verb.OF, 2), ASKED).form) == {(1, "yes"), (2, "no")}
    assert alone(step(form, Tapped(Verb.OF), ASKED).form) == {(1, "no"), (2, "no")}
    left = step(form, Tapped(Verb.NO), ASKED).form
    assert (left.step, left.anew, alone(left)) == (Step.RECAP, (), {(1, "yes"), (2, "yes")})
    assert step(form, Tapped(Verb.OF, 3), ASKED).form.answers == RECAP.answers  # a forged number is nobody's


def test_what_is_not_clear_is_asked_again_and_then_the_recap_comes_back() -> None:
    form = put_right(RECAP, NewAnswer(Question.ALONE, None, (2,)))
    assert (form.step, form.question, form.person, alone(form)) == (Step.QUESTION, Question.ALONE, 2, {(1, "yes")})
    assert step(form, NO, ASKED).form.step is Step.RECAP


def test_a_no_to_whose_answer_does_not_skip_what_is_to_be_asked_again() -> None:
    form = put_right(RECAP, NewAnswer(Question.ALONE, "no"), NewAnswer(Question.PHOTO, None, everybody=True))
    assert form.step is Step.WHOM
    form = step(form, Tapped(Verb.NO), ASKED).form
    assert (form.step, form.question) == (Step.QUESTION, Question.PHOTO)


def test_several_answers_in_one_sentence_count_where_they_are_asked_too() -> None:
    form = answered(PHONE, YES, chosen=(1,))
    assert form.question is Question.PHOTO
    form = put_right(form, NewAnswer(Question.ALONE, "no"), NewAnswer(Question.PHOTO, "no"))
    assert (form.question, alone(form)) == (Question.ALLERGY, {(1, "no")})


def test_another_allergy_is_kept_beside_the_first() -> None:
    form = put_right(RECAP, NewAnswer(Question.ALLERGY, "noix", (1,)))
    form = put_right(form, NewAnswer(Question.ALLERGY, "lait", (1,), adds=True))
    assert Answer(Question.ALLERGY, "noix, lait", 1) in form.answers
    assert step(form, Reanswered((NewAnswer(Question.ALLERGY, "x" * 201),)), ASKED).problem is Problem.LONG
