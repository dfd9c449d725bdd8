"""Answers that each of several has for themselves: « Hugo aucune, Manon les noix »."""

from collections.abc import Mapping, Sequence

from bot.chat.form import Form, NewAnswer, Reanswered, Step
from intents.readers import answers
from intents.readers.answer_values import Topic
from intents.readers.asking import after_yes_but, asks, begins_with_yes
from intents.readers.breath import answers_told
from intents.readers.by_person import by_person
from intents.readers.choosing import instead, named_among, without_only
from scheduler.families.families import Participant
from scheduler.seats.answers import NO, YES, Question


def each(form: Form, text: str, known: Sequence[Participant]) -> Reanswered | None:
    """« Hugo aucune, Manon les noix »: each has their own, whoever is asked about; on the recap too, where it is said
    of what.
    """
    chosen = {one.first_name: one.id for one in known if one.id in form.chosen}
    if len(chosen) < 2:
        return None
    if (some := None if asks(text) else _only_some(form, text, chosen)) is not None:
        return some
    if form.step is Step.RECAP:
        return None if asks(text) else _each_on_the_recap(form, text, chosen)
    if form.question is None or form.step not in (Step.QUESTION, Step.SAME):
        return None
    if form.step is Step.SAME and begins_with_yes(text):
        return None  # « oui, Noam aussi »: a yes to the same answer, whatever that is
    return _by_name(form.question, _told(form, form.question, text, chosen), chosen)


def _told(form: Form, question: Question, text: str, chosen: Mapping[str, int]) -> Mapping[str, str]:
    """What is told of each; nothing where it is of the one who is asked about alone, which has its own reading."""
    own = next((name for name, one in chosen.items() if one == form.person and form.step is Step.QUESTION), "")
    given = [one.words for one in form.answers if one.question is question and one.words]
    whom = chosen if named_among(text, tuple(chosen)) else _still_open(form, chosen)  # « les petits non »
    told = by_person(Topic(question), text, tuple(whom), own, given[-1] if given else None)
    told = told or ({} if asks(text) else _of_those_named(question, text, tuple(chosen)))
    return told if told.keys() - {own} or named_among(text, tuple(chosen)) else {}


def _only_some(form: Form, text: str, chosen: Mapping[str, int]) -> Reanswered | None:
    """« Les photos, c'est ok pour Marius seulement »: yes for those, no for the others."""
    only = instead(text, tuple(chosen))
    told = {} if only is None or not only.only else answers.told_in(without_only(text))
    if only is None or not set(only.come) < set(chosen):
        return None
    asked = {one.question for one in form.answers} | {form.question}
    topics = [one for one in (Question.ALONE, Question.PHOTO) if one in asked and told.get(Topic(one)) == YES]
    values = {name: YES if name in only.come else NO for name in chosen}
    new = tuple(NewAnswer(one, values[name], (chosen[name],)) for one in topics for name in chosen)
    return Reanswered(new) if new else None


def _of_those_named(question: Question, text: str, names: tuple[str, ...]) -> dict[str, str]:
    """« Pas de photo de Léa, Tom je m'en fiche »: nothing is told of Tom."""
    told = (one for one in answers_told(text, names) if Question(one.topic) is question and len(one.names) == 1)
    return {one.names[0]: one.words for one in told}


def _still_open(form: Form, chosen: Mapping[str, int]) -> Mapping[str, int]:
    return {name: one for name, one in chosen.items() if one not in answered(form)} or chosen


def answered(form: Form) -> set[int | None]:
    """Those who have an answer to the question that is asked."""
    return {one.participant_id for one in form.answers if one.question is form.question}


def _by_name(question: Question, told: Mapping[str, str], chosen: Mapping[str, int]) -> Reanswered | None:
    """An allergy that is none of anybody makes all of it something else."""
    of_health = question is not Question.ALLERGY or all(answers.may_be_health(words) for words in told.values())
    new = tuple(NewAnswer(question, words, (chosen[name],)) for name, words in told.items())
    return Reanswered(new) if new and of_health else None


def _each_on_the_recap(form: Form, text: str, chosen: Mapping[str, int]) -> Reanswered | None:
    asked = {one.question for one in form.answers}
    if not named_among(text, tuple(chosen)):
        return None
    only = instead(text, tuple(chosen)) if answers.speaks_of_allergies(text) else None
    if only is not None and only.only and set(only.come) <= set(chosen):  # « l'allergie c'est que Jules »
        others = tuple(chosen[name] for name in only.others(tuple(chosen)))
        return Reanswered((NewAnswer(Question.ALLERGY, NO, others),)) if others else None
    text = after_yes_but(text)
    told = tuple(one for one in answers_told(text, tuple(chosen)) if Question(one.topic) in asked)
    if told:
        new = (NewAnswer(Question(one.topic), one.words, tuple(chosen[name] for name in one.names)) for one in told)
        return Reanswered(tuple(new)) if all(one.names for one in told) else None
    if Question.ALLERGY not in asked or not answers.denies_health(text):
        return None
    return _by_name(Question.ALLERGY, by_person(Topic.ALLERGY, text, tuple(chosen)), chosen)
