"""Typed words about who takes part: names, numbers, births, and who does not come after all."""

from dataclasses import replace
from datetime import datetime

from bot.dialogues import reading_answers
from bot.dialogues.form import AFTER_LIST, Form, Step
from bot.dialogues.inputs import Born, Counted, Dropped, Exchanged, FormInput, Tapped, Unclear, Verb
from intents.births import YearMonth
from intents.counts import find_count
from intents.names import known_names
from intents.readers.answers import speaks_of_answers
from intents.readers.asking import asks_something
from intents.readers.births import birth_month, is_of_a_grown_up, month_alone, month_of, year_alone
from intents.readers.breath import first_names, people_told
from intents.readers.choosing import instead, means_all, number_alone
from intents.readers.leading import leads, leads_to_lower_case, volunteers
from intents.readers.people import (
    adds_somebody,
    birth_alone,
    comes_too,
    has_capitals,
    left_out,
    names_another,
    read_names,
    without_mere_words,
)
from intents.readers.saying import Word, is_whole, says
from intents.readers.values import Named, Told
from intents.readers.wording import same_name, says_name
from scheduler.ages import BirthMonth
from scheduler.answers import Question
from scheduler.families import Participant

_ASKING = (Step.QUESTION, Step.SAME)  # a yes or no of somebody is an answer there
_NO_EXCHANGE = (Step.STOPPING, Step.WHOM)


def dropped(form: Form, text: str, known: tuple[Participant, ...]) -> Dropped | None:
    """« Tom ne vient pas », « pas Tom », of somebody who is ticked or about to be added."""
    if form.step in (Step.STOPPING, Step.WHOM):  # « pas Tom » tells of whom something is true
        return None
    ticked = [one for one in known if one.id in form.chosen]
    new = [name for name in (form.name, *form.names) if name]
    gone = left_out(text, dict.fromkeys((*(one.first_name for one in ticked), *new)))
    if not gone:
        return None
    ids = tuple(one.id for one in ticked if one.first_name in gone)
    return Dropped(ids, tuple(name for name in new if name in gone))


def exchanged(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput | None:
    """« Pas Noé, plutôt Lila », « juste Lila »; where nobody else was ticked, « juste Lila » goes on."""
    ticked = [one for one in known if one.id in form.chosen]
    new = [name for name in (form.name, *form.names) if name]
    theirs = tuple(dict.fromkeys((*(one.first_name for one in ticked), *new)))
    said = None if form.step in _NO_EXCHANGE or speaks_of_answers(text) else instead(text, theirs)
    if said is None or (form.step in _ASKING and not said.out):
        return None
    out = said.others(theirs)
    gone = Dropped(tuple(one.id for one in ticked if one.first_name in out), tuple(one for one in new if one in out))
    come = sorted_out(people_told(text, said.come, now), known)
    if gone.known or gone.names or (set(come.known) - set(form.chosen)) or set(come.names) - set(new):
        return Exchanged(gone, replace(come, names=tuple(name for name in come.names if name not in new)))
    return Tapped(Verb.CONTINUE) if form.step is Step.WHO and set(come.known) >= set(form.chosen) else None


def newcomer(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Named | None:
    """« Inscrire aussi Lila, née en février 2019, photo ok »: somebody new with all that is told, past the list."""
    spoken = first_names(text, known_names(text))
    new = tuple(name for name in spoken if not any(same_name(name, one.first_name) for one in known))
    if form.step not in AFTER_LIST or not new or asks_something(text) or not comes_too(text):
        return None
    told = people_told(text, new, now)
    return told if told.told else None


def one_more(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Named | None:
    """« je veux aussi inscrire Hugo », « en fait Mia vient aussi », after the list."""
    comes = comes_too(text)
    # An allergy is in words of their own, which may be any but those.
    adds = comes or (adds_somebody(text) and form.question is not Question.ALLERGY)
    named = read_names(text, now) if form.step in AFTER_LIST and adds else None
    if named is None or named.doubtful:
        return None
    new = sorted_out(named, known)
    if set(new.known) - set(form.chosen) or (new.adults and not new.names):
        return new
    return new if new.names and (volunteers(text) or (comes and has_capitals(text))) else None


def who(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Ticking, a number, names: whoever is meant by it."""
    if says(text, Word.YES, Word.ENOUGH) or (form.chosen and means_all(text, form.people)):
        return Tapped(Verb.CONTINUE)
    own = next((one.id for one in known if same_name(one.first_name, text)), None)
    if own is not None:
        return Named((), known=(own,))  # a name says who comes; a tap on it may take somebody out
    number, born = number_alone(text), birth_alone(text, now)
    if number is not None:
        return Counted(number)
    named = read_names(text, now)
    if named is not None and named.doubtful and named.told and volunteers(text):
        return sorted_out(named, known)  # « et aussi Avril, née en mars 2018 »
    if named is not None and not named.doubtful:
        # Nobody was asked for a name here: a lower-case word alone may be anything.
        doubtful = len(named.names) == 1 and not named.told and leads_to_lower_case(text)
        return sorted_out(replace(named, doubtful=doubtful), known)
    number = find_count(text)
    if number is not None:
        return Counted(number)
    return Unclear() if born is None else _born(born)


def _born(found: YearMonth) -> Born:
    return Born(BirthMonth(found.year, found.month))


def sorted_out(named: Named, known: tuple[Participant, ...]) -> Named:
    """Who is known already apart from who is new; an id in a button may be anybody's."""
    theirs = tuple(one for one in named.known if one in {person.id for person in known})
    of = {name: [one.id for one in known if same_name(one.first_name, name)] for name in named.names}
    ticked = tuple(ids[-1] for ids in of.values() if ids)
    return replace(named, names=tuple(name for name in named.names if not of[name]), known=(*theirs, *ticked))


def seats(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Some of those who were ticked, by name."""
    named = read_names(text, now)
    found = None if named is None else sorted_out(named, tuple(one for one in known if one.id in form.chosen))
    if found is None or found.names or not found.known:
        return reading_answers.to_the_list(text) or Unclear()
    return Named((), known=found.known)


def short(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Whoever names some of those who were ticked tells at once who takes the places."""
    meant = reading_answers.short(form, text, known, now)
    return seats(form, text, known, now) if isinstance(meant, Unclear) else meant


def name(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """A first name, or several, each perhaps with a birth."""
    if is_whole(text, Word.ENOUGH):
        return Tapped(Verb.BACK)
    if says(text, Word.YES, Word.NO):
        return Unclear()  # nobody is called Oui
    born, dated = birth_alone(text, now), birth_month(text, now)
    named = read_names(text, now) or (read_names(text, now, loosely=True) if dated else None)
    # « c'est pour mon petit-fils Émile, il a eu 7 ans »
    passing = known_names(text) if leads(text) and not (named or born) else ()
    named = named or (people_told(text, passing, now) if passing else None)
    return named or (Unclear() if born is None else _born(born))


def name_sure(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Whether the word in doubt is a name; another name puts it right."""
    if says(text, Word.YES):
        return Tapped(Verb.NAME_IS)
    if says(text, Word.NO):
        return Tapped(Verb.NAME_IS_NOT)
    if is_whole(text, Word.NOT_THIS_NAME):
        return Tapped(Verb.BACK)
    meant = name(form, text, known, now)
    return Unclear() if isinstance(meant, Named) and meant.doubtful else meant


def birth(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """A child is given nobody else's birth: others who are named come next, or it is asked again."""
    if (several := _births_of_several(form, text, now)) is not None:
        return several
    year, month = year_alone(text), month_alone(text, now)
    if year is not None:
        return Tapped(Verb.YEAR, year)
    if is_whole(text, Word.ADULT) or is_of_a_grown_up(text, now):
        return Tapped(Verb.IS_ADULT)
    if is_whole(text, Word.ENOUGH):
        return Named((form.name,))  # asked again: nobody is left out by a mere « voilà »
    if month:
        return Named((form.name,), (Told(form.name, month=month),))
    return _birth_or_others(form, text, known, now)


def _births_of_several(form: Form, text: str, now: datetime) -> Named | None:
    """« Hugo mars 2017, Manon c’est juin 2019 », whoever of those to be added is asked about."""
    pending = (form.name, *form.names)
    named = tuple(name for name in pending if says_name(text, name))
    told = people_told(text, named, now).told if set(named) - {form.name} else ()
    return Named(tuple(dict.fromkeys((form.name, *named))), told) if told and not asks_something(text) else None


def _birth_or_others(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    named, born = read_names(text, now, of=form.name), birth_month(text, now)
    named = named if named is None else without_mere_words(named, text)
    if named is None or named.doubtful:
        if born is None:
            return Unclear()
        return Named((form.name,)) if names_another(text, form.name) else _born(born)
    if len(named.names) != 1 or not same_name(named.names[0], form.name):
        is_name = named.told or volunteers(text) or bool(known_names(text))
        return _others(named, form, known) if is_name else Unclear()
    return _born(born) if born else replace(named, names=(form.name,), told=_of(form.name, named.told))


def _others(named: Named, form: Form, known: tuple[Participant, ...]) -> Named:
    """With the child's own name, should it be among them, as it was first typed."""
    names = tuple(form.name if same_name(name, form.name) else name for name in named.names)
    return sorted_out(replace(named, names=names, told=_of(form.name, named.told)), known)


def _of(own: str, told: tuple[Told, ...]) -> tuple[Told, ...]:
    return tuple(replace(one, name=own) if same_name(one.name, own) else one for one in told)


def month(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """The month alone, or the birth again."""
    month = month_alone(text, now)
    if month:
        return Tapped(Verb.MONTH, month)
    meant = birth(form, text, known, now)
    born = month_of(text, form.year, now) if isinstance(meant, Unclear) else None
    return meant if born is None else _born(born)
