"""What words tell beside the answer to a step: answers that are not asked yet, of whom in this form."""

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.form import Agreed, Beforehand, Breathed, Exchanged, Form, FormInput, Step, Tapped, Unclear, Verb
from bot.features.signup import reading_answers
from bot.features.signup.reading_people import named_beside
from intents.readers.births import Named
from intents.readers.breath import first_names
from intents.readers.wording import same_name, says_name
from intents.slots.names import known_names
from scheduler.families.families import Participant
from scheduler.seats.answers import NO, Question

_BESIDE = (
    Step.NOTICE,
    Step.WHO,
    Step.NAME,
    Step.BIRTH,
    Step.MONTH,
    Step.SHORT,
    Step.SEATS,
    Step.QUESTION,
    Step.SAME,
    Step.STOPPING,
)
_YES_TO_WHO = (Verb.MONTH, Verb.CONTINUE, Verb.AGREE, Verb.WAIT, Verb.TOGETHER, Verb.RESUME)


def with_beside(
    form: Form, said: FormInput, text: str, known: tuple[Participant, ...], others: Sequence[str]
) -> FormInput:
    """With what the words tell beside an answer: of what is not asked yet, lest it be asked again."""
    comes = said.come if isinstance(said, Exchanged | Agreed) else said
    named = comes.names if isinstance(comes, Named) else ()
    if form.step is Step.RECAP and isinstance(said, Unclear):
        return _unasked(form, said, text, known)
    if not (named or form.step in _BESIDE) or not _has_room(form, said):
        return said
    come = {*form.chosen, *(comes.known if isinstance(comes, Named) else ())}
    ticked = [one.first_name for one in known if one.id in come]
    names = tuple(dict.fromkeys(name for name in (*ticked, form.name, *form.names, *named) if name))
    if isinstance(said, Unclear) and not names and not form.unnamed:
        return said  # of nobody in this form: it may put right what was answered in another
    asked = form.question if form.step in (Step.QUESTION, Step.SAME) else None
    theirs = named_beside(text, names, (*(one.first_name for one in known), *others))
    told = tuple(
        one
        for one in beforehand_of(text, names, theirs)
        if one.question is not asked and (named or not reading_answers.is_complete(form, one.question))
    )
    return Breathed(said, told) if told else said


def beforehand_of(text: str, names: Sequence[str], others: Sequence[str]) -> tuple[Beforehand, ...]:
    """What is told of these, and not of the others who are named: « Noé peut rentrer seul » says nothing of Lila."""
    told = reading_answers.beforehand(text, (*names, *others))
    theirs = [replace(one, names=tuple(name for name in one.names if name not in others)) for one in told]
    of_these = [one for one, all_of in zip(theirs, told, strict=True) if one.names or not all_of.names]
    spoken = (*others, *first_names(text, known_names(text)))
    of_these_alone = any(says_name(text, name) or any(same_name(name, one) for one in spoken) for name in names)
    if names and spoken and not of_these_alone:
        return tuple(one for one in of_these if one.question is Question.PHONE)
    return tuple(of_these)


def _has_room(form: Form, said: FormInput) -> bool:
    """Whether more may be told beside it: beside an answer, and beside the yes to who comes."""
    return not isinstance(said, Tapped) or form.step is Step.QUESTION or said.verb in _YES_TO_WHO


def _unasked(form: Form, said: Unclear, text: str, known: tuple[Participant, ...]) -> FormInput:
    """« Au fait, elle est allergique aux noix », on the recap of an event that does not ask it."""
    names = tuple(one.first_name for one in known if one.id in form.chosen)
    answered = {one.question for one in form.answers}
    told = reading_answers.beforehand(text, names) if Question.ALLERGY not in answered else ()
    told = tuple(one for one in told if one.question is Question.ALLERGY and one.words != NO)
    return Breathed(said, told) if told and names else said
