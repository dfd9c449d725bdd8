"""Typed words about who takes part: names, numbers, births, and who does not come after all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.dialogues import reading_answers
from bot.dialogues.form import AFTER_LIST, Form, Step, Told
from bot.dialogues.inputs import Born, Counted, Dropped, FormInput, Named, Tapped, Unclear, Verb
from bot.dialogues.leading import introduced, volunteers
from bot.dialogues.mentioned import mentioned
from bot.dialogues.naming import BETWEEN, birth_alone, birth_month, month_alone, names_another, read_names
from bot.dialogues.vocabulary import bare, says, words
from intents.counts import find_count
from intents.names import known_names
from intents.text import fold
from scheduler.answers import Question
from scheduler.families import Participant


def dropped(form: Form, said: str, known: tuple[Participant, ...]) -> Dropped | None:
    """« Tom ne vient pas », « pas Tom », of somebody who is ticked or about to be added."""
    if form.step is Step.STOPPING:
        return None
    ids = {fold(one.first_name): one.id for one in known if one.id in form.chosen}
    new = {fold(name): name for name in (form.name, *form.names) if name}
    for subject in _left_out(introduced(said)):
        names = [name for name in BETWEEN.split(subject) if name]
        if names and all(name in ids or name in new for name in names):
            ticked = tuple(ids[name] for name in names if name in ids)
            return Dropped(ticked, tuple(new[name] for name in names if name in new))
    return None


def _left_out(said: str) -> Iterator[str]:
    """Whom the words would leave out, read in every way they can be."""
    spoken = said.split()
    while spoken and spoken[-1] in words("courtesy"):
        spoken.pop()
    said = " ".join(spoken)
    yield from (said.removesuffix(f" {word}") for word in words("absent") if said.endswith(f" {word}"))
    yield from (said.removeprefix(f"{word} ") for word in words("without") if said.startswith(f"{word} "))


def one_more(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> Named | None:
    """« je veux aussi inscrire Hugo », « en fait Mia vient aussi », after the list."""
    spoken = set(said.split())
    comes = bool(spoken & words("coming"))
    # An allergy is in words of their own, which may be any but those.
    adds = comes or (bool(spoken & words("adding")) and form.question is not Question.ALLERGY)
    named = read_names(text, now) if form.step in AFTER_LIST and adds else None
    if named is None or named.doubtful:
        return None
    new = sorted_out(named, known)
    if set(new.known) - set(form.chosen) or (new.adults and not new.names):
        return new
    return new if new.names and (volunteers(text) or (comes and not text.islower())) else None


def who(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Ticking, a number, names: whoever is meant by it."""
    if says(text, "yes", "enough"):
        return Tapped(Verb.CONTINUE)
    ids = {fold(one.first_name): one.id for one in known}
    if said in ids:
        return Named((), known=(ids[said],))  # a name says who comes; a tap on it may take somebody out
    number, born = _count(said), birth_alone(text, now)
    if number is not None:
        return Counted(number)
    named = read_names(text, now)
    if named is not None and named.doubtful and named.told and volunteers(text):
        return sorted_out(named, known)  # « et aussi Avril, née en mars 2018 »
    if named is not None and not named.doubtful:
        # Nobody was asked for a name here: a lower-case word alone may be anything.
        doubtful = len(named.names) == 1 and not named.told and introduced(text).islower()
        return sorted_out(replace(named, doubtful=doubtful), known)
    number = find_count(text)
    if number is not None:
        return Counted(number)
    return Unclear() if born is None else Born(born)


def counted(text: str) -> int | None:
    """How many, in a text that says little else: « 3 », « plutôt 3 places »."""
    number = _count(bare(text))
    return find_count(text) if number is None else number


def _count(said: str) -> int | None:
    """« 3 », « plutôt 3 », « on sera 4 svp »: a number, and nothing that is about something else."""
    numbers = [word for word in said.split() if word not in words("around_a_number")]
    if len(numbers) == 1 and numbers[0].isdecimal() and len(numbers[0]) < 3:
        return int(numbers[0])
    return None


def sorted_out(named: Named, known: tuple[Participant, ...]) -> Named:
    """Who is known already apart from who is new; an id in a button may be anybody's."""
    ids = {fold(one.first_name): one.id for one in known}
    theirs = tuple(one for one in named.known if one in {person.id for person in known})
    ticked = tuple(ids[fold(name)] for name in named.names if fold(name) in ids)
    return replace(named, names=tuple(n for n in named.names if fold(n) not in ids), known=(*theirs, *ticked))


def seats(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Some of those who were ticked, by name."""
    ids = {fold(one.first_name): one.id for one in known if one.id in form.chosen}
    named = read_names(text, now)
    if named is None or not named.names or not all(fold(name) in ids for name in named.names):
        return reading_answers.to_the_list(said) or Unclear()
    return Named((), known=tuple(ids[fold(name)] for name in named.names))


def short(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Whoever names some of those who were ticked tells at once who takes the places."""
    meant = reading_answers.short(form, text, said, known, now)
    return seats(form, text, said, known, now) if isinstance(meant, Unclear) else meant


def name(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """A first name, or several, each perhaps with a birth."""
    if said in words("enough"):
        return Tapped(Verb.BACK)
    if says(text, "yes", "no"):
        return Unclear()  # nobody is called Oui
    born, dated = birth_alone(text, now), birth_month(text, now)
    named = read_names(text, now) or (read_names(text, now, loosely=True) if dated else None)
    # « c'est pour mon petit-fils Émile, il a eu 7 ans »
    leads = introduced(text) != text and "?" not in text
    passing = known_names(text) if leads and not (named or born) else ()
    named = named or (mentioned(text, passing, now) if passing else None)
    return named or (Unclear() if born is None else Born(born))


def name_sure(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Whether the word in doubt is a name; another name puts it right."""
    if says(text, "yes"):
        return Tapped(Verb.NAME_IS)
    if says(text, "no"):
        return Tapped(Verb.NAME_IS_NOT)
    if said in words("not_this_name"):
        return Tapped(Verb.BACK)
    meant = name(form, text, said, known, now)
    return Unclear() if isinstance(meant, Named) and meant.doubtful else meant


def birth(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """A child is given nobody else's birth: others who are named come next, or it is asked again."""
    if said.isdecimal() and len(said) == 4:
        return Tapped(Verb.YEAR, int(said))
    if said in words("adult"):
        return Tapped(Verb.IS_ADULT)
    if said in words("enough"):
        return Named((form.name,))  # asked again: nobody is left out by a mere « voilà »
    month = month_alone(text, now)
    if month:
        return Named((form.name,), (Told(form.name, month=month),))
    named, born = read_names(text, now, of=form.name), birth_month(text, now)
    if named is None or named.doubtful:
        if born is None:
            return Unclear()
        return Named((form.name,)) if names_another(text, form.name) else Born(born)
    if [fold(name) for name in named.names] != [fold(form.name)]:
        is_name = named.told or volunteers(text) or bool(known_names(text))
        return _others(named, form, known) if is_name else Unclear()
    return Born(born) if born else replace(named, names=(form.name,), told=_of(form.name, named.told))


def _others(named: Named, form: Form, known: tuple[Participant, ...]) -> Named:
    """With the child's own name, should it be among them, as it was first typed."""
    names = tuple(form.name if fold(name) == fold(form.name) else name for name in named.names)
    return sorted_out(replace(named, names=names, told=_of(form.name, named.told)), known)


def _of(own: str, told: tuple[Told, ...]) -> tuple[Told, ...]:
    return tuple(replace(one, name=own) if fold(one.name) == fold(own) else one for one in told)


def month(form: Form, text: str, said: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """The month alone, or the birth again."""
    month = month_alone(text, now)
    if month:
        return Tapped(Verb.MONTH, month)
    meant = birth(form, text, said, known, now)
    born = birth_month(f"{text} {form.year}", now) if isinstance(meant, Unclear) else None
    return meant if born is None else Born(born)
