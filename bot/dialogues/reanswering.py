"""Answers put right in the middle of the form: of whom, what is asked anew, and where the form goes on. Pure."""

from dataclasses import replace

from bot.dialogues.effects import Facts, Problem, Stepped, again
from bot.dialogues.form import AFTER_LIST, Form, NewAnswer, Step
from bot.dialogues.inputs import FormInput, Reanswered, Tapped, Verb
from bot.dialogues.questions import (
    LONGEST_WORDS,
    OPEN,
    after_answer,
    answer_to,
    asked_about,
    forgotten,
    onward,
    unanswered,
    with_answer,
)
from scheduler.answers import NO, Question


def reanswered(form: Form, said: Reanswered, facts: Facts) -> Stepped:
    """Put right at once; asked of whom when that was not said, and asked anew when the words do not tell."""
    if any(len(one.words or "") > LONGEST_WORDS for one in said.answers):
        return again(form, Problem.LONG)
    form = left(form) if form.step in (Step.WHOM, Step.STOPPING) else form
    before, of_nobody = form, tuple(one for one in said.answers if one.words and not _whom(form, one, facts))
    for one in said.answers:
        form = _with(form, one, facts)
    if of_nobody:
        return Stepped(replace(form, step=Step.WHOM, before=form.step, anew=of_nobody, tries=0))
    return _going_on(before, form, facts)


def whom(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """It was asked of whom something is true now."""
    if not isinstance(said, Tapped) or said.verb not in (Verb.OF, Verb.NO):
        return again(form, Problem.UNCLEAR)
    if said.verb is Verb.NO:
        return _going_on(left(form), left(form), facts)
    people = (said.number,) if said.number else ()
    return reanswered(form, Reanswered(tuple(replace(one, people=people, everybody=True) for one in form.anew)), facts)


def left(form: Form) -> Form:
    """Where the form was before it was asked of whom, or whether to give up."""
    return replace(form, step=form.before or Step.WHO, before=None, anew=(), tries=0)


def candidates(form: Form, facts: Facts) -> tuple[int, ...]:
    """Of whom what was put right may be true."""
    return tuple(one for one in form.chosen if any(one in asked_about(new.question, form, facts) for new in form.anew))


def _whom(form: Form, new: NewAnswer, facts: Facts) -> tuple[int, ...]:
    about = asked_about(new.question, form, facts)
    if new.question is Question.PHONE:
        return about
    if new.people:
        return tuple(one for one in new.people if one in about)
    if new.everybody or len(about) == 1:
        return about
    asked = form.step is Step.QUESTION and form.question is new.question
    return (form.person,) if asked else ()


def _with(form: Form, new: NewAnswer, facts: Facts) -> Form:
    """Without the old answers where it is not clear what is true now: they are asked again."""
    whom = _whom(form, new, facts)
    if new.words is None:
        gone = {(new.question, one or None) for one in whom or asked_about(new.question, form, facts)}
        kept = tuple(one for one in form.answers if (one.question, one.participant_id) not in gone)
        return replace(forgotten(form, new.question), answers=kept)
    for person in whom:
        form = with_answer(form, new.question, person, _words(form, new, person))
    return form


def _words(form: Form, new: NewAnswer, person: int) -> str:
    """With what was told before, where this comes on top: « aussi au lait »."""
    old, words = answer_to(form, new.question, person), new.words or OPEN
    if not new.adds or old is None or old.words in (OPEN, NO) or words == NO:
        return words
    return f"{old.words}, {words}"


def _going_on(before: Form, form: Form, facts: Facts) -> Stepped:
    """Where the form was, unless something is to be asked first, or what was asked is answered now."""
    if form.step not in AFTER_LIST:
        return Stepped(form)
    answers = {(one.question, one.participant_id) for one in form.answers}
    if form.step is Step.RECAP or any((one.question, one.participant_id) not in answers for one in before.answers):
        return onward(form, facts)
    left_open = () if form.question is None else unanswered(form, form.question, facts)
    if form.step is Step.SAME and not left_open:
        return onward(form, facts)
    if form.step is Step.QUESTION and form.person not in left_open:
        return after_answer(form, facts)
    return Stepped(form)
