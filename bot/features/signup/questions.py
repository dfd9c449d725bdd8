"""The questions that the team set for an event: whom each is about, which comes next, and answers put right. Pure."""

from dataclasses import replace

from bot.chat.form import AFTER_LIST, Form, FormInput, NewAnswer, Phoned, Reanswered, Step, Tapped, Verb, Worded
from bot.features.signup.effects import Facts, Problem, Stepped, again
from bot.features.signup.people import barred
from intents.readers.wording import same_name
from scheduler.seats.answers import NO, YES, Answer, Question

EVERYBODY = 0
OPEN = ""  # passed over, or left to the team; never stored
NEEDED = frozenset({Question.PHONE, Question.ALONE})
LEAVE_AFTER = 3  # unclear answers, before a needed one may be left to the team
LONGEST_WORDS = 200
_TAPPED = {
    Question.PHONE: {},
    Question.ALONE: {Verb.YES: YES, Verb.NO: NO},
    Question.PHOTO: {Verb.YES: YES, Verb.NO: NO, Verb.SKIP: NO},
    Question.ALLERGY: {Verb.NONE: NO, Verb.NO: NO, Verb.SKIP: OPEN},
}


def asked_about(question: Question, form: Form, facts: Facts) -> tuple[int, ...]:
    """Whom it is asked about, in order; unnamed places are only asked for a telephone."""
    if question is Question.PHONE:
        return (EVERYBODY,)
    if question is Question.ALLERGY:
        return form.chosen
    return tuple(one for one in form.chosen if one in facts.children)


def answer_to(form: Form, question: Question, person: int) -> Answer | None:
    """What was answered; None when nothing was yet."""
    about = person or None
    found = (one for one in form.answers if one.question is question and one.participant_id == about)
    return next(found, None)


def unanswered(form: Form, question: Question, facts: Facts) -> tuple[int, ...]:
    """Whom this question is still to be asked about."""
    return tuple(one for one in asked_about(question, form, facts) if answer_to(form, question, one) is None)


def progress(form: Form, facts: Facts) -> tuple[int, int]:
    """Step n of m: who, each question, the recap."""
    asked = [question for question in facts.questions if asked_about(question, form, facts)]
    last = len(asked) + 2
    if form.step is Step.RECAP:
        return last, last
    return (asked.index(form.question) + 2 if form.question in asked else 1), last


def can_leave(form: Form) -> bool:
    """Whether the answer may be left to the team."""
    return form.question in NEEDED and form.tries >= LEAVE_AFTER


def onward(form: Form, facts: Facts) -> Stepped:
    """The next question, or the recap; back to the list when somebody may not take part any more."""
    out = next((one for one in form.chosen if one not in facts.open), 0)
    if out:
        chosen = tuple(one for one in form.chosen if one in facts.open)
        back = replace(form, step=Step.WHO, chosen=chosen, about=out, tries=0)
        return Stepped(back, problem=barred(out, facts))
    form = told_already(form, facts)
    for question in facts.questions:
        for person in unanswered(form, question, facts)[:1]:
            return Stepped(replace(form, step=Step.QUESTION, question=question, person=person, tries=0))
    return Stepped(replace(form, step=Step.RECAP, question=None, person=EVERYBODY, tries=0))


def told_already(form: Form, facts: Facts) -> Form:
    """With the answers that were told before their question came; the last one counts, but « sinon pas d'allergie »
    takes nothing back that was told of one.
    """
    of_several = (one for one in form.beforehand if one.question is Question.ALLERGY and len(one.names) != 1)
    of_all = [one for one in of_several if one.words == NO]
    by_name = [one for one in form.beforehand if one not in of_all]
    for one in (*reversed(by_name), *reversed(of_all)):
        for person in unanswered(form, one.question, facts) if one.question in facts.questions else ():
            name = facts.first_names.get(person, "")
            if not one.names or any(same_name(name, told) for told in one.names):
                form = with_answer(form, one.question, person, one.words)
    return form


def forgotten(form: Form, question: Question) -> Form:
    """Without what was told of this before it was asked."""
    return replace(form, beforehand=tuple(one for one in form.beforehand if one.question is not question))


def ask_again(form: Form, question: Question, facts: Facts) -> Stepped:
    """« Modifier » on the recap: what was answered is forgotten, and asked anew."""
    kept = tuple(one for one in form.answers if one.question is not question)
    return onward(replace(forgotten(form, question), answers=kept), facts)


def question(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """A question was asked."""
    if isinstance(said, Tapped) and said.verb is Verb.WHY:
        return Stepped(form, problem=Problem.WHY)
    if form.question is None:
        return onward(form, facts)
    if isinstance(said, Tapped) and said.verb is Verb.SKIP and form.question in NEEDED:
        return again(form, Problem.NEEDED)
    if isinstance(said, Worded) and len(said.words) > LONGEST_WORDS:
        return again(form, Problem.LONG)
    words = _words(form, form.question, said)
    if words is None:
        return again(form, Problem.ANSWER)
    return after_answer(with_answer(form, form.question, form.person, words), facts)


def _words(form: Form, question: Question, said: FormInput) -> str | None:
    """The answer as it is stored; None when this is none."""
    if isinstance(said, Tapped):
        if said.verb is Verb.LEAVE and can_leave(form):
            return OPEN
        return _TAPPED[question].get(said.verb)
    if isinstance(said, Phoned) and question is Question.PHONE:
        return said.number
    if isinstance(said, Worded) and question is Question.ALLERGY:
        return said.words.strip() or None
    return None


def after_answer(form: Form, facts: Facts) -> Stepped:
    """The question was answered of this person: the same for the others, where it was the first, or what comes next."""
    left = () if form.question is None else unanswered(form, form.question, facts)
    if form.question and left and len(asked_about(form.question, form, facts)) - len(left) == 1:
        return Stepped(replace(form, step=Step.SAME, tries=0))
    return onward(form, facts)


def with_answer(form: Form, question: Question, person: int, words: str) -> Form:
    """With this answer in place of what was answered before."""
    old = answer_to(form, question, person)
    others = tuple(one for one in form.answers if one is not old)
    return replace(form, answers=(*others, Answer(question, words, person or None)))


def same(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """It was asked whether the others have the same answer."""
    given = None if form.question is None else answer_to(form, form.question, form.person)
    if given is not None and said == Tapped(Verb.NONE):
        (other, *_) = unanswered(form, given.question, facts)
        return question(replace(form, step=Step.QUESTION, person=other), said, facts)
    if given is None or not isinstance(said, Tapped) or said.verb not in (Verb.YES, Verb.NO):
        return again(form, Problem.UNCLEAR)
    if said.verb is Verb.YES:
        for person in unanswered(form, given.question, facts):
            form = with_answer(form, given.question, person, given.words)
    return onward(form, facts)


def reanswered(form: Form, said: Reanswered, facts: Facts) -> Stepped:
    """Put right at once; asked of whom when that was not said, and asked anew when the words do not tell."""
    if any(len(one.words or "") > LONGEST_WORDS for one in said.answers):
        return again(form, Problem.LONG)
    form = left(form) if form.step in (Step.WHOM, Step.STOPPING) else form
    before, of_nobody = form, tuple(one for one in said.answers if one.words and _is_unsure(form, one, facts))
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


def _is_unsure(form: Form, new: NewAnswer, facts: Facts) -> bool:
    """Whether it is not said of whom, and it is not so of everybody already."""
    given = (answer_to(form, new.question, one) for one in asked_about(new.question, form, facts))
    return not _whom(form, new, facts) and any(one is None or one.words != new.words for one in given)


def _with(form: Form, new: NewAnswer, facts: Facts) -> Form:
    """Without the old answers where it is not clear what is true now: they are asked again."""
    whom = _whom(form, new, facts)
    if new.words is None:
        gone = {(new.question, one or None) for one in whom or asked_about(new.question, form, facts)}
        kept = tuple(one for one in form.answers if (one.question, one.participant_id) not in gone)
        return replace(forgotten(form, new.question), answers=kept)
    for person in whom:
        form = with_answer(form, new.question, person, _words_anew(form, new, person))
    return form


def _words_anew(form: Form, new: NewAnswer, person: int) -> str:
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
