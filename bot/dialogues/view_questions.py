"""The event's questions in words: each with its reason, its buttons, and the step it is."""

from bot.buttons import Button, Row
from bot.dialogues.form import Step
from bot.dialogues.inputs import Verb
from bot.dialogues.picture import Picture, View, heading, kept_line, names
from bot.dialogues.questions import LEAVE_AFTER, NEEDED, answer_to, can_leave, progress, unanswered
from intents.readers.phones import shown_phone
from scheduler.answers import NO, YES, Question

_BUTTONS: dict[Question, tuple[tuple[str, Verb], ...]] = {
    Question.PHONE: (),
    Question.ALONE: (("answer-yes", Verb.YES), ("answer-no", Verb.NO)),
    Question.PHOTO: (("answer-yes", Verb.YES), ("answer-no", Verb.NO)),
    Question.ALLERGY: (("answer-none", Verb.NONE),),
}


def question(picture: Picture) -> View:
    """Ask it."""
    form = picture.form
    assert form.question is not None
    text = picture.words.say(f"question-{form.question.value}", who=names(picture, (form.person,)))
    return _framed(picture, text), (*_answers(picture, form.question), (_why(picture), picture.stop))


def same(picture: Picture) -> View:
    """The same answer for the others?"""
    form = picture.form
    assert form.question is not None
    others = names(picture, unanswered(form, form.question, picture.known.facts))
    first = picture.known.first_name(form.person)
    said = said_answer(picture, form.question, form.person)
    text = picture.words.say("ask-same", first=first, said=said, others=others)
    yes_no = (picture.button("answer-yes", Verb.YES), picture.button("answer-no", Verb.NO))
    return _framed(picture, text), (yes_no, (picture.stop,))


def _why(picture: Picture) -> Button:
    return picture.button("why", Verb.WHY)


def _answers(picture: Picture, question: Question) -> tuple[Row, ...]:
    row = [picture.button(key, verb) for key, verb in _BUTTONS[question]]
    if question not in NEEDED:
        row.append(picture.button("skip", Verb.SKIP))
    leave = ((picture.button("leave", Verb.LEAVE),),) if can_leave(picture.form) else ()
    return ((tuple(row),) if row else ()) + leave


def _framed(picture: Picture, text: str) -> str:
    parts = (heading(picture).strip(), f"{text} {_step(picture)}", kept_line(picture))
    return "\n\n".join(part for part in parts if part)


def _step(picture: Picture) -> str:
    step, last = progress(picture.form, picture.known.facts)
    return picture.words.say("step-of", step=step, last=last)


def resumed(picture: Picture) -> str | None:
    """« Reprenons : le téléphone pour le jour J ? (étape 3 sur 4) »; None where no question is open."""
    form = picture.form
    if form.step is not Step.QUESTION or form.question is None:
        return None
    what = picture.words.label(f"what-{form.question.value}", who=names(picture, (form.person,)))
    return f"{picture.words.say('resume-question', what=what)} {_step(picture)}"


def reason(picture: Picture) -> str:
    """Why it is asked, and how long the answer is kept."""
    return picture.words.say(f"why-{(picture.form.question or Question.PHONE).value}")


def not_an_answer(picture: Picture) -> str:
    """First an example, then the buttons, then that the team may be left to see to it."""
    form = picture.form
    question = form.question or Question.PHONE
    if can_leave(form):
        return picture.words.say("problem-leave")
    return picture.words.say(f"problem-{question.value}" + ("-more" if form.tries >= LEAVE_AFTER - 1 else ""))


def said_answer(picture: Picture, question: Question, person: int) -> str:
    """An answer in words, as it is read back."""
    answer = answer_to(picture.form, question, person)
    known = {YES: "said-yes", NO: "said-none" if question is Question.ALLERGY else "said-no"}
    if answer is None or not answer.words:
        return picture.words.label("said-team" if question in NEEDED else "said-nothing")
    if question is Question.PHONE:
        return shown_phone(answer.words)
    return picture.words.label(known[answer.words]) if answer.words in known else answer.words
