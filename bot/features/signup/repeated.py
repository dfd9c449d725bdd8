"""Answers that are to be as they were: of the last time, or of a brother or sister."""

from collections.abc import Iterable, Sequence

from bot.chat.context import Context
from bot.chat.form import AFTER_LIST, Beforehand, Breathed, Form, FormInput, Step, Unclear, Worded
from bot.features.signup.form_context import Known, known_people
from intents.readers.as_before import as_before
from knowledge.store.columns import UNREADABLE
from scheduler.families import families
from scheduler.families.families import Participant
from scheduler.seats import answers
from scheduler.seats.answers import NO, Answer, Question

_WHERE = (Step.NOTICE, Step.WHO, Step.NAME, Step.BIRTH, Step.MONTH, *AFTER_LIST)


def told(
    context: Context,
    text: str,
    names: Sequence[str],
    now: Iterable[Answer] = (),
    asked: frozenset[Question] = frozenset(),
) -> tuple[Beforehand, ...]:
    """« Mêmes réponses que la dernière fois »: those answers, of each of the family; « pareil que Tao »: his, of these
    names. `now`: what is answered in the open form; `asked`: the question that is open.
    """
    people = known_people(context)
    meant = as_before(text, [one.first_name for one in people])
    family = families.family_of(context.session, context.turn.chat_id) if meant else None
    if meant is None or family is None:
        return ()
    held = {(one.participant_id, one.question): one for one in answers.last_of_family(context.session, family.id)}
    held |= {(one.participant_id, one.question): one for one in now if one.words}
    mine = [one for one in held.values() if not meant.topics or one.question in set(map(Question, meant.topics))]
    if not meant.of_another:
        return tuple(_of_each(people, mine))
    like = [meant.like] if meant.like else [one.first_name for one in people if one.first_name not in names]
    whom = tuple(name for name in names if name not in like)
    return tuple(_of_another(like, people, mine, whom, frozenset(map(Question, meant.topics)) or asked))


def _of_each(people: Sequence[Participant], held: Sequence[Answer]) -> Iterable[Beforehand]:
    """Their own answers; the telephone is the family's."""
    named = {one.id: one.first_name for one in people}
    for one in held:
        if one.question is Question.PHONE:
            yield Beforehand(one.question, one.words)
        elif one.participant_id in named:
            yield Beforehand(one.question, one.words, (named[one.participant_id],))


def _of_another(
    like: Sequence[str],
    people: Sequence[Participant],
    held: Sequence[Answer],
    whom: tuple[str, ...],
    asked: frozenset[Question],
) -> Iterable[Beforehand]:
    """The answers of those who are meant, of these; where several were answered otherwise nobody knows whose."""
    ids = {one.id for one in people if one.first_name in like}
    for question in asked or Question:
        words = {one.words for one in held if one.question is question and one.participant_id in ids}
        of_health = question is Question.ALLERGY and not asked and NO not in words  # no child has another's unasked
        if whom and len(words) == 1 and question is not Question.PHONE and not of_health:
            yield Beforehand(question, words.pop(), whom)
    yield from (Beforehand(one.question, one.words) for one in held if one.question is Question.PHONE)


def of_called_off(context: Context, known: Known) -> Iterable[Beforehand]:
    """What was answered for events that are cancelled since: « vos réponses sont gardées »."""
    whose = {one.signup_id: one.first_name for one in known.elsewhere if one.event.is_cancelled and one.first_name}
    for one in answers.of_signups(context.session, list(whose)) if whose else ():
        name = whose[one.signup_id]
        if one.words != UNREADABLE and one.question is not Question.PHONE and name is not None:
            yield Beforehand(one.question, one.words, (name,))


def with_answers(context: Context, form: Form, said: FormInput) -> FormInput:
    """What the words mean to the form, with the answers that are to be as they were."""
    if form.step not in _WHERE:
        return said
    known = {one.id: one.first_name for one in known_people(context)}
    names = [*(known[one] for one in form.chosen if one in known), *(one for one in (form.name, *form.names) if one)]
    asked = known.get(form.person)
    names = [asked] if form.step is Step.QUESTION and asked else names
    asks = frozenset({form.question} if form.step is Step.QUESTION and form.question else ())
    repeated = told(context, context.turn.text, names, form.answers, asks)
    if not repeated:
        return said
    if isinstance(said, Breathed):
        return Breathed(said.said, (*repeated, *said.beforehand))
    return Breathed(Unclear() if isinstance(said, Worded) else said, repeated)
