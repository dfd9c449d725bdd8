"""What typed words mean while somebody is named: first names, births, and who is known already."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.chat.form import Born, Form, FormInput, Tapped, Unclear, Verb
from intents.readers.answers import of_everybody, without_said_before
from intents.readers.asking import asks_something
from intents.readers.births import (
    Named,
    Told,
    as_grown_ups,
    birth_month,
    is_of_a_grown_up,
    leads,
    month_alone,
    month_of,
    month_within,
    speaks_of_grown_ups,
    volunteers,
    without_phone,
    year_alone,
)
from intents.readers.born import born_alike, people_told
from intents.readers.choosing import means_all, named_among
from intents.readers.people import (
    birth_alone,
    gives_up_adding,
    names_another,
    read_names,
    same_person,
    without_mere_words,
)
from intents.readers.saying import Word, is_whole, says
from intents.readers.wording import same_name, says_name
from intents.slots.ages import YearMonth
from intents.slots.names import known_names
from scheduler.core.people import BirthMonth
from scheduler.families.families import Participant


def sorted_out(named: Named, known: tuple[Participant, ...]) -> Named:
    """Who is known already apart from who is new; an id in a button may be anybody's."""
    theirs = tuple(one for one in named.known if one in {person.id for person in known})
    of = {
        name: [one.id for one in known if same_name(one.first_name, name)]
        or [one.id for one in known if same_person(name, one.first_name)]
        for name in named.names
    }
    ticked = tuple(ids[-1] for ids in of.values() if ids)
    return replace(named, names=tuple(name for name in named.names if not of[name]), known=(*theirs, *ticked))


def name(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """A first name, or several, each perhaps with a birth."""
    text = without_said_before(text)
    if is_whole(text, Word.ENOUGH) or gives_up_adding(text):
        return Tapped(Verb.BACK)
    if says(text, Word.YES, Word.NO):
        return Unclear()  # nobody is called Oui
    if form.people and means_all(text, form.people):
        return Tapped(Verb.BACK)  # « confirmez »
    born, dated = birth_alone(text, now), birth_month(text, now)
    named = read_names(text, now) or (read_names(text, now, loosely=True) if dated else None)
    # « c'est pour mon petit-fils Émile, il a eu 7 ans »
    led = leads(text) or (dated is not None and not asks_something(text))
    passing = known_names(text) if led and not (named or born) else ()
    named = named or (people_told(text, passing, now) if passing else None)
    return named or (Unclear() if born is None else as_born(born))


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
    several = born_alike(text, (form.name, *form.names), now) or _births_of_several(form, text, now)
    if several is not None:
        return several
    if gives_up_adding(text):
        return Tapped(Verb.BACK)
    year, month = year_alone(text), month_alone(text, now)
    if year is not None:
        return Tapped(Verb.YEAR, year)
    if is_whole(text, Word.ADULT) or is_of_a_grown_up(text, now):
        everybody = form.names and (of_everybody(text) or speaks_of_grown_ups(text))
        return as_grown_ups(Named((form.name, *form.names)), now) if everybody else Tapped(Verb.IS_ADULT)
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
        return Named((form.name,)) if names_another(text, form.name) else as_born(born)
    if len(named.names) != 1 or not same_name(named.names[0], form.name):
        is_name = named.told or volunteers(text) or bool(known_names(text))
        return _others(named, form, known) if is_name else Unclear()
    return as_born(born) if born else replace(named, names=(form.name,), told=_of(form.name, named.told))


def _others(named: Named, form: Form, known: tuple[Participant, ...]) -> Named:
    """With the child's own name, should it be among them, as it was first typed."""
    names = tuple(form.name if same_name(name, form.name) else name for name in named.names)
    return sorted_out(replace(named, names=names, told=_of(form.name, named.told)), known)


def _of(own: str, told: tuple[Told, ...]) -> tuple[Told, ...]:
    return tuple(replace(one, name=own) if same_name(one.name, own) else one for one in told)


def month(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """The month alone, or the birth again."""
    first = without_phone(text).split(".", 1)[0]  # « novembre. mon numéro… »
    apart = 0 if known_names(text) or birth_month(text, now) else month_within(text, now) or month_alone(first, now)
    month = month_alone(text, now) or apart
    if month:
        return Tapped(Verb.MONTH, month)
    meant = birth(form, text, known, now)
    born = month_of(text, form.year, now) if isinstance(meant, Unclear) else None
    return meant if born is None else as_born(born)


def as_born(found: YearMonth) -> Born:
    """A month that was read, as the form takes it."""
    return Born(BirthMonth(found.year, found.month))


def named_beside(text: str, own: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Those of these others who are named in the words, and are none of one's own."""
    beside = (one for one in named_among(text, others) if not any(same_name(one, name) for name in own))
    return tuple(dict.fromkeys(beside))
