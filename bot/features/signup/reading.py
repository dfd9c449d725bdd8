"""What typed words mean to the form: which reader is asked at which step, and who takes part."""

from dataclasses import replace
from datetime import datetime

from bot.chat.form import (
    AFTER_LIST,
    Agreed,
    Counted,
    Dropped,
    Exchanged,
    Form,
    FormInput,
    Step,
    Tapped,
    Unclear,
    Verb,
)
from bot.features.signup import reading_answers
from bot.features.signup.reading_answers import amended
from bot.features.signup.reading_beside import with_beside
from bot.features.signup.reading_each import each
from bot.features.signup.reading_people import as_born, birth, month, name, name_sure, sorted_out
from intents.readers.agreeing import Asked, beside_a_yes, beside_consent, says_only
from intents.readers.answers import of_everybody, speaks_of_answers
from intents.readers.as_before import is_as_before
from intents.readers.asking import asks_something, begins_with_no, begins_with_yes, denies
from intents.readers.births import (
    Named,
    all_of_age,
    as_grown_ups,
    leads,
    leads_to_lower_case,
    only_of_age,
    tells_of_somebody,
    volunteers,
)
from intents.readers.born import born_alike, people_told, with_births
from intents.readers.breath import first_names
from intents.readers.choosing import (
    has_words,
    instead,
    means_all,
    means_all_by_name,
    means_some_by_name,
    named_among,
    number_alone,
    number_of_us,
    tells_unnamed,
    without_unnamed,
)
from intents.readers.party import comes_oneself, party, who_joins
from intents.readers.people import (
    adds_somebody,
    birth_alone,
    comes_too,
    for_oneself,
    gives_up_adding,
    has_capitals,
    left_out,
    read_names,
    taken_out,
)
from intents.readers.saying import (
    Word,
    gives_all_up,
    is_whole,
    only_asks_them,
    says,
    says_or_asks,
    waits_in_words,
    way_preferred,
)
from intents.readers.wording import same_name, says_name
from intents.slots.names import known_names, writers_name
from intents.slots.pointing import find_count
from scheduler.families.families import Participant
from scheduler.seats.answers import Question

_ASKING = (Step.QUESTION, Step.SAME)  # a yes or no of somebody is an answer there
_NO_EXCHANGE = (Step.STOPPING, Step.WHOM)


def dropped(form: Form, text: str, known: tuple[Participant, ...]) -> Dropped | None:
    """« Tom ne vient pas », « pas Tom », of somebody who is ticked or about to be added."""
    if form.step in (Step.STOPPING, Step.WHOM):  # « pas Tom » tells of whom something is true
        return None
    ticked = [one for one in known if one.id in form.chosen]
    new = [name for name in (form.name, *form.names) if name]
    theirs = dict.fromkeys((*(one.first_name for one in ticked), *new))
    if form.step in _ASKING and begins_with_yes(text) and each(form, text, known) is not None:
        return None  # « oui mais pas Tom » answers
    gone = left_out(text, theirs) or (() if speaks_of_answers(text) else taken_out(text, theirs))
    if not gone:
        return None
    ids = tuple(one.id for one in ticked if one.first_name in gone)
    return Dropped(ids, tuple(name for name in new if name in gone))


def exchanged(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput | None:
    """« Pas Noé, plutôt Lila », « juste Lila »; where nobody else was ticked, « juste Lila » goes on."""
    ticked = [one for one in known if one.id in form.chosen]
    new = [name for name in (form.name, *form.names) if name]
    theirs = tuple(dict.fromkeys((*(one.first_name for one in ticked), *new)))
    asked = form.step in _ASKING
    some = means_some_by_name(text, theirs) if form.step in (Step.WHO, Step.RECAP) else ()
    if some:  # who is confirmed alone comes alone: nobody else is signed up with them
        others = tuple(one.id for one in ticked if one.first_name not in some)
        own = tuple(one.id for one in ticked if one.first_name in some)
        return Exchanged(Dropped(others, tuple(one for one in new if one not in some)), Named((), known=own))
    said = None if form.step in _NO_EXCHANGE or speaks_of_answers(text) else instead(text, theirs, answers=asked)
    if said is None or (asked and not (said.out or said.keeps)):
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
    in_passing = form.step is Step.WHO and read_names(text, now) is None
    comes = in_passing or (form.step in AFTER_LIST and comes_too(text))
    told = people_told(text, new, now) if comes and new and not asks_something(text) else Named(())
    return told if told.told else _joining(form, text, known, now)


def _joining(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> Named | None:
    """« Mon épouse Ginette viendra aussi »; whoever has no name only where places are counted."""
    if form.step not in (Step.WHO, *AFTER_LIST):
        return None
    here = [one for one in known if one.id in form.chosen]
    grown = form.adult or form.unnamed > 0 or any(one.birth is None for one in here)
    joined = who_joins(text, (*(one.first_name for one in here), *form.names), now, grown=grown)
    counts = form.step in (Step.WHO, Step.RECAP)
    return None if joined is None or not (joined.names or counts) else sorted_out(joined, known)


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
    if form.people and waits_in_words(text):
        return Tapped(Verb.TOGETHER if form.people > 1 and way_preferred(text) is Word.TOGETHER else Verb.WAIT)
    if form.unnamed and without_unnamed(text):
        return Counted(0)
    if (more := _so_many_of_us(form, text, known)) is not None:
        return more
    of_these = form.people and (_agrees_to_these(form, text, known) or only_of_age(text))
    if of_these or says(text, Word.YES, Word.ENOUGH):
        return Tapped(Verb.CONTINUE)
    if agreed := _agreed_of_the_list(text, known):
        return Agreed(Named((), known=agreed))
    if own := _named_alone(text, known):
        return Named((), known=own)  # a name says who comes; a tap on it may take somebody out
    number, born = number_alone(text), birth_alone(text, now)
    if number is not None:
        return Counted(number)
    named = read_names(text, now)
    if named is not None and named.doubtful and named.told and volunteers(text):
        return sorted_out(named, known)  # « et aussi Avril, née en mars 2018 »
    if named is not None and not named.doubtful:
        # Nobody was asked for a name here: a lower-case word alone may be anything.
        doubtful = len(named.names) == 1 and not named.told and leads_to_lower_case(text)
        named = as_grown_ups(named, now) if all_of_age(text) and not named.told else named
        return sorted_out(replace(named, doubtful=doubtful), known)
    if (counted := _by_their_names(form, text, now)) is not None:
        return sorted_out(counted, known)
    number = find_count(text)
    if number is not None:
        return _so_many(form, text, number, known)
    return Unclear() if born is None else as_born(born)


def _agreed_of_the_list(text: str, known: tuple[Participant, ...]) -> tuple[int, ...]:
    """« Oui c’est Rose, photo non », « on continue avec Rose », who was not ticked: who of the family is meant."""
    named = named_among(text, [one.first_name for one in known])
    beside = beside_a_yes(text, Asked(named, goes_on=True)) if named else None
    agrees = beside is not None and _goes_on(beside, named)
    return tuple({one.first_name: one.id for one in known if one.first_name in named}.values()) if agrees else ()


def _named_alone(text: str, known: tuple[Participant, ...]) -> tuple[int, ...]:
    """« sophie luc et aude aussi »: those of the family who are named, where nothing else is said."""
    whole = tuple(one.id for one in known if same_name(one.first_name, text))
    if whole:
        return whole[:1]
    named = named_among(text, [one.first_name for one in known])
    alone = bool(named) and says_only(text, Asked(named))
    return tuple({one.first_name: one.id for one in known if one.first_name in named}.values()) if alone else ()


def _so_many(form: Form, text: str, number: int, known: tuple[Participant, ...]) -> FormInput:
    """« Mettez les deux »: everybody who is ticked, or else everybody who is on the list; else a number of places."""
    names_somebody = any(says_name(text, one.first_name) for one in known) or bool(known_names(text))
    if (
        form.unnamed
        and number == len(form.chosen)
        and not (names_somebody or adds_somebody(text) or tells_unnamed(text))
    ):
        return Counted(0)  # « on est trois », who are named by now
    if not of_everybody(text) or form.unnamed or names_somebody:
        return Counted(number)
    if number == len(form.chosen):
        return Tapped(Verb.CONTINUE)
    return Named((), known=tuple(one.id for one in known)) if number == len(known) else Counted(number)


def _so_many_of_us(form: Form, text: str, known: tuple[Participant, ...]) -> FormInput | None:
    """« Oui nous trois », of more people than are in the form: all on the list, if they are so many, else places."""
    number = number_of_us(text)
    if number is None or number <= form.people or not means_all(text, number):
        return None
    if number == len(known) and not form.unnamed:
        return Named((), known=tuple(one.id for one in known))
    return Counted(number - len(form.chosen))


def _agrees_to_these(form: Form, text: str, known: tuple[Participant, ...]) -> bool:
    """« Oui les deux, c’est bon », « c’est bien Léa, continuons », of those ticked: all of them, or no names."""
    ticked = tuple(one.first_name for one in known if one.id in form.chosen)
    beside = beside_a_yes(text, Asked(ticked, form.people, goes_on=True))
    return means_all_by_name(text, ticked) or (beside is not None and _goes_on(beside, ticked))


def _goes_on(beside: str, names: tuple[str, ...]) -> bool:
    """Whether what stands beside a yes to the list is nothing, or the answer to what comes after it."""
    return not has_words(beside) or is_as_before(beside) or bool(reading_answers.beforehand(beside, names))


def seats(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Some of those who were ticked, by name."""
    chosen = tuple(one for one in known if one.id in form.chosen)
    named = read_names(text, now)
    found = None if named is None else sorted_out(named, chosen)
    if found is not None and not found.names and found.known:
        return Named((), known=found.known)
    if asks_something(text) or denies(text):
        return reading_answers.to_the_list(text) or Unclear()
    whom = named_among(text, [one.first_name for one in chosen])  # « prenez la pour Zoé »
    ids = tuple(one.id for one in chosen if one.first_name in whom)
    return Named((), known=ids) if ids else reading_answers.to_the_list(text) or Unclear()


def short(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Whoever names some of those who were ticked tells at once who takes the places."""
    meant = reading_answers.short(form, text, known, now)
    return seats(form, text, known, now) if isinstance(meant, Unclear) else meant


def read(
    form: Form, text: str, participants: tuple[Participant, ...], now: datetime, others: tuple[str, ...] = ()
) -> FormInput:
    """What the words mean to this step; Unclear when they mean nothing to it. `now` is local; `others` come later, to
    another event.
    """
    if is_whole(text, Word.STOP) or (form.step is Step.WHO and not form.people and gives_up_adding(text)):
        return Tapped(Verb.STOP)
    if gives_all_up(text) and not speaks_of_answers(text) and form.step is not Step.STOPPING:
        return Tapped(Verb.STOP)  # « laissez tomber, je rappellerai »: it is asked whether all of it is meant
    if only_asks_them(text):
        return Unclear()  # « non mais demandez-leur »: a word for the team
    if is_whole(text, Word.BACK) or (form.step in _NAMING and is_whole(text, Word.NOT_THIS_NAME)):
        return Tapped(Verb.BACK)
    if form.step in _BEFORE_BIRTH and tells_of_somebody(text):
        return Tapped(Verb.ADD_CHILD)
    changed = (
        dropped(form, text, participants)
        or exchanged(form, text, participants, now)
        or newcomer(form, text, participants, now)
        or each(form, text, participants)
        or reading_answers.reanswered(form, text, participants)
        or amended(form, text, participants, now)
        or one_more(form, text, participants, now)
    )
    said = changed or _READERS[form.step](form, text, participants, now)
    return with_beside(form, said, text, participants, others)


def guess(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """The same where the words are no question either: « anne sophie », or a birth with a name before the notice."""
    answers = says(text, Word.YES, Word.NO, Word.ENOUGH)
    named = read_names(text, now, loosely=True) if form.step in _BEFORE_BIRTH and not answers else None
    if named is None or not (named.told or form.step is Step.NAME):
        return Unclear()
    return sorted_out(with_births(named, text, now), known)


def _agreement(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    yes, no = _YES_NO[form.step]
    if says(text, Word.YES):
        return Tapped(yes)
    # « non, continue », « non gardez l'inscription, mon numéro c'est le 06… »
    goes_on = form.step is Step.STOPPING and (says(text, Word.NO, Word.ENOUGH) or begins_with_no(text))
    return Tapped(no) if goes_on or says(text, Word.NO) else Unclear()


def _notice(form: Form, text: str, known: tuple[Participant, ...], now: datetime) -> FormInput:
    """Nobody was asked for a name yet: one is taken only from words that lead to it."""
    if says_or_asks(text, Word.WHY):
        return Tapped(Verb.MORE)
    beside, named = beside_a_yes(text, Asked(form.names)), read_names(text, now)
    beside = beside_consent(text) if beside is None else beside
    if beside is None and named is not None and not named.doubtful and volunteers(text):
        return sorted_out(with_births(named, text, now), known)
    if beside is None:
        agrees = _agreement(form, text, known, now)
        return _told_early(form, text, named, now) or agrees if isinstance(agrees, Unclear) else agrees
    told = _named_beside(form, beside, now) if has_words(beside) else None
    return Tapped(Verb.AGREE) if told is None else Agreed(sorted_out(told, known))


def _told_early(form: Form, text: str, named: Named | None, now: datetime) -> Named | None:
    """What is told before the notice has its yes: births of those who are waited for, or who they are."""
    if asks_something(text):
        return None
    spoken = tuple(name for name in form.names if says_name(text, name))
    born = people_told(text, spoken or form.names[:1], now) if spoken or len(form.names) == 1 else Named(())
    if born.told:
        return born
    if form.names or not form.unnamed:
        return None
    if named is not None and not named.doubtful and all(map(has_capitals, named.names)):
        return with_births(named, text, now)
    return _by_their_names(form, text, now)


def _by_their_names(form: Form, text: str, now: datetime) -> Named | None:
    """Who they are who were only counted: « mes collègues s’appellent Paul et Nadia »."""
    names = first_names(text, known_names(text)) if form.unnamed and not asks_something(text) else ()
    return people_told(text, names, now) if len(names) > 1 or (names and leads(text)) else None


def _named_beside(form: Form, text: str, now: datetime) -> Named | None:
    """Who is named beside the yes to the notice, or the birth of the only one who was named before."""
    comes = form.adult or (form.unnamed and comes_oneself(text))
    if comes and writers_name(text):  # « je m'appelle Gérard, et ma femme Colette »
        return party(text, known_names(text), 0, with_adults=True, of_adults=form.adult, now=now).named
    if (joined := who_joins(text, form.names, now, grown=form.adult)) is not None:
        return joined
    told = None if asks_something(text) or says(text, Word.ENOUGH) else read_names(text, now)
    # « Phone 06… », « allergie aux œufs »: where answers are told a name is only one that is known as such.
    tells_more = reading_answers.beforehand(text, form.names) or for_oneself(text)  # « je veux m'inscrire »
    names = known_names(text) if tells_more else None
    if told is not None and not told.doubtful and (told := _sure(told, names)).names:
        return with_births(told, text, now)
    if len(form.names) > 1 and (several := born_alike(text, form.names, now)) is not None:
        return several  # « they're both born in May 2021 »
    spoken = tuple(name for name in form.names if says_name(text, name))
    whose = spoken or (form.names if len(form.names) == 1 else ())
    before = people_told(text, whose, now) if whose else Named(())
    return before if before.told else None


def _sure(told: Named, known: tuple[str, ...] | None) -> Named:
    """« Capucine, mars 2019, tel 06… »: those whose birth is told, or who are called as somebody may be."""
    born = {one.name for one in told.told if one.year or one.month}
    sure = told.names if known is None else tuple(name for name in told.names if name in born or name in known)
    return replace(told, names=sure, told=tuple(one for one in told.told if one.name in sure))


_BEFORE_BIRTH = (Step.NOTICE, Step.WHO, Step.NAME)
_NAMING = (Step.NAME, Step.BIRTH, Step.MONTH)
_YES_NO = {
    Step.NOTICE: (Verb.AGREE, Verb.REFUSE),
    Step.STOPPING: (Verb.STOP_YES, Verb.RESUME),
}
_READERS = {
    Step.NOTICE: _notice,
    Step.STOPPING: _agreement,
    Step.WHO: who,
    Step.NAME: name,
    Step.NAME_SURE: name_sure,
    Step.BIRTH: birth,
    Step.MONTH: month,
    Step.SEATS: seats,
    Step.SHORT: short,
    Step.QUESTION: reading_answers.question,
    Step.SAME: reading_answers.same,
    Step.WHOM: reading_answers.whom,
    Step.RECAP: reading_answers.recap,
}
