"""Adding somebody to the form: first name, birth month of a child, back to the list. Pure."""

from dataclasses import replace

from bot.chat.form import AFTER_LIST, Added, Amended, Born, Dropped, Form, FormInput, Step, Tapped, Verb
from bot.features.signup.effects import AddParticipant, CorrectParticipant, Facts, Problem, Stepped, again
from intents.readers.births import Named, Told
from intents.readers.wording import same_name
from scheduler.core.people import BirthMonth

ADDING = (Step.NAME, Step.NAME_SURE, Step.BIRTH, Step.MONTH)
OLDEST_CHILD = 18
GROWN_UP = 18
MOST_UNNAMED = 20
MOST_WAITING = 10  # names to be added, in all that was said


def next_name(form: Form) -> Form:
    """Ask about the next first name that was given, or for a first name."""
    if not form.names:
        return replace(form, step=Step.NAME, name="", year=0, tries=0)
    return replace(form, name=form.names[0], names=form.names[1:], step=Step.BIRTH, year=0, tries=0)


def name(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """The first name was asked."""
    if isinstance(said, Named):
        return named(form, said, facts)
    return again(form, Problem.NAME)


def named(form: Form, said: Named, facts: Facts) -> Stepped:
    """First names were typed: who is known is ticked, the others are asked about one after the other."""
    form = tick_known(with_adults(form, said, facts), said.known, facts)
    adult = form.adult or (form.step is Step.WHO and (facts.for_adults or facts.of_adults))
    if said.adults and not (said.names or said.known):
        return Stepped(form, problem=Problem.CHILDREN) if facts.for_children else back(form, facts)
    if not said.names:
        form = replace(form, tries=0)
        return Stepped(form, problem=barred(form.about, facts) if form.about else None)
    form = replace(queued(form, said, first=True), adult=adult, tries=0)
    if said.doubtful:
        return Stepped(replace(form, name=form.names[0], names=form.names[1:], step=Step.NAME_SURE))
    return go_on(next_name(form), facts)


def queued(form: Form, said: Named, first: bool = False) -> Form:
    """With these names among those still to be added, and what was told of them."""
    said = _as_named_before(form, said)
    names = (*said.names, *form.names) if first else (*form.names, *said.names)
    before, now = ({one.name: one for one in told} for told in (form.told, said.told))
    kept = (one for name, one in before.items() if name not in now)
    told = (one.and_before(before.get(name)) for name, one in now.items())
    return replace(form, names=tuple(dict.fromkeys(names))[:MOST_WAITING], told=(*kept, *told))


def _as_named_before(form: Form, said: Named) -> Named:
    """« ines » is the Inès who is waited for."""
    own = {name: next((one for one in (form.name, *form.names) if same_name(one, name)), name) for name in said.names}
    told = tuple(replace(one, name=own.get(one.name, one.name)) for one in said.told)
    return replace(said, names=tuple(dict.fromkeys(own.values())), told=told)


def with_adults(form: Form, said: Named, facts: Facts) -> Form:
    """Grown-ups without a name are those that the family has, if it has so many, else places without a name."""
    if facts.for_children or not said.adults:
        return form
    theirs = facts.open - facts.children - set(form.chosen)
    if len(theirs) == said.adults:
        return tick_known(form, tuple(sorted(theirs)), facts)
    return replace(form, unnamed=min(MOST_UNNAMED, form.unnamed + said.adults))


def tick_known(form: Form, known: tuple[int, ...], facts: Facts) -> Form:
    """Tick these participants; of one who cannot be ticked the list will tell more."""
    ticked = tuple(one for one in dict.fromkeys(known) if one in facts.open and one not in form.chosen)
    about = next((one for one in known if one not in facts.open), 0)
    return replace(form, chosen=(*form.chosen, *ticked), about=about)


def barred(participant: int, facts: Facts) -> Problem:
    """Why somebody cannot be ticked."""
    return Problem.ALREADY if participant in facts.already else Problem.UNFIT


def name_sure(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """It was asked whether an ordinary word is a first name."""
    if isinstance(said, Tapped) and said.verb is Verb.NAME_IS:
        return go_on(replace(form, step=Step.BIRTH, tries=0), facts)
    if isinstance(said, Tapped) and said.verb is Verb.NAME_IS_NOT:
        return go_on(next_name(form), facts) if form.names else Stepped(next_name(form))
    if isinstance(said, Named):
        return named(form, said, facts)
    if isinstance(said, Born):  # whoever goes on to the birth has no doubt
        return _born(form, said.birth, facts)
    return again(form, Problem.UNCLEAR)


def go_on(form: Form, facts: Facts) -> Stepped:
    """With the name known: store an adult at once, a child when the birth month is known too."""
    told = form.told_now
    if form.adult and _is_of_a_child(told, facts):
        return _no_adult(form, facts)
    if form.adult:
        return Stepped(form, AddParticipant(form.name, None))
    if told.month and told.year:
        return _born(form, BirthMonth(told.year, told.month), facts)
    return _year(form, told.year, facts) if told.year else Stepped(form)


def _is_of_a_child(told: Told, facts: Facts) -> bool:
    """Whether what was said of an « adult » tells that it is none."""
    age = facts.this_month.year - told.year if told.year else told.age
    return 0 < age < GROWN_UP


def _no_adult(form: Form, facts: Facts) -> Stepped:
    """A child is none of the adults: its own birth is asked, or it is told that it cannot come."""
    if not facts.for_adults:
        return go_on(replace(form, adult=False, step=Step.BIRTH), facts)
    stepped = back(form, facts)
    return replace(stepped, problem=stepped.problem or Problem.UNFIT)


def back(form: Form, facts: Facts) -> Stepped:
    """Without the name under way: on to the next one, to the list, or for want of one to the first name again."""
    if form.names:
        return go_on(next_name(form), facts)
    if has_list(facts):
        return Stepped(replace(form, step=Step.WHO, name="", year=0, adult=False, tries=0))
    return again(form, Problem.NAME) if form.step is Step.NAME else Stepped(next_name(form))


def has_list(facts: Facts) -> bool:
    """Whether there is anything on the list to go back to."""
    return bool(facts.participants) or not facts.for_children


def dropped(form: Form, said: Dropped, facts: Facts) -> Stepped:
    """Some do not come after all: unticked, or not added."""
    names = tuple(name for name in form.names if name not in said.names)
    chosen = tuple(one for one in form.chosen if one not in said.known)
    form = replace(form, names=names, chosen=chosen, picked=())
    return back(form, facts) if form.step in ADDING and form.name in said.names else Stepped(form)


def birth(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """The birth month was asked."""
    if isinstance(said, Born):
        return _born(form, said.birth, facts)
    if isinstance(said, Named):
        return _told(form, said, facts)
    if isinstance(said, Tapped) and said.verb is Verb.YEAR:
        return _year(form, said.number, facts)
    if isinstance(said, Tapped) and said.verb is Verb.IS_ADULT and not facts.for_children:
        return Stepped(form, AddParticipant(form.name, None))
    return again(form, Problem.BIRTH)


def _told(form: Form, said: Named, facts: Facts) -> Stepped:
    """Names where a birth was asked: what is told of this child counts for it alone, the others come next."""
    form = queued(tick_known(form, said.known, facts), said)
    others = tuple(name for name in form.names if name != form.name)
    form = replace(form, names=others)
    if any(one.name == form.name for one in said.told):
        return go_on(form, facts)
    return again(form, Problem.NOTED if set(others) & set(said.names) else Problem.BIRTH)


def _year(form: Form, year: int, facts: Facts) -> Stepped:
    """A year that no child of today was born in is refused before the month is asked, if it was not told already."""
    if form.told_now.month:
        return _born(form, BirthMonth(year, form.told_now.month), facts)
    if 0 <= facts.this_month.year - year <= OLDEST_CHILD:
        return Stepped(replace(form, year=year, step=Step.MONTH, tries=0))
    return _born(form, BirthMonth(year, 1), facts)


def month(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """The year was tapped, the month was asked."""
    if isinstance(said, Tapped) and said.verb is Verb.MONTH and 1 <= said.number <= 12:
        return _born(form, BirthMonth(form.year, said.number), facts)
    if isinstance(said, Tapped) and said.verb is Verb.YEAR and said.number == 0:
        return Stepped(replace(form, step=Step.BIRTH, year=0))
    return birth(form, said, facts)


def _born(form: Form, birth: BirthMonth, facts: Facts) -> Stepped:
    problem = _impossible(birth, facts)
    if problem is Problem.TOO_OLD and not facts.for_children:
        # Grown up: where adults may come, the name is all we keep.
        return Stepped(form, AddParticipant(form.name, None))
    if problem is not None:
        return Stepped(replace(form, step=Step.BIRTH, year=0, tries=form.tries + 1), problem=problem)
    return Stepped(form, AddParticipant(form.name, birth))


def added(form: Form, said: Added, facts: Facts) -> Stepped:
    """Somebody was stored: ticked if possible; then the next name, or the list."""
    who = said.participant_id
    told = tuple(one for one in form.told if one.name in form.names)
    may = who in facts.open
    # Who was only put right keeps the place in the order in which seats are given.
    chosen = form.chosen if may and who in form.chosen else tuple(one for one in form.chosen if one != who)
    chosen = (*chosen, who) if may and who not in chosen else chosen
    new = tuple(dict.fromkeys((*form.added, who)))
    form = replace(form, chosen=chosen, added=new, told=told, name="", year=0, tries=0)
    form = form if may else replace(form, about=who)
    if form.names:
        return go_on(next_name(form), facts)
    if may and form.step in AFTER_LIST:  # a birth was put right
        return Stepped(form)
    problem = None if may else barred(who, facts)
    back_to = replace(form, step=Step.WHO, adult=False, wait=False, together=False, picked=())
    return Stepped(back_to, problem=problem)


def amended(form: Form, said: Amended, facts: Facts) -> Stepped:
    """Something was said again, otherwise: put right at once of whom this form added, elsewhere of anybody else."""
    if not said.participant_id:
        told = tuple(replace(one, name=said.name) if one.name == form.name else one for one in form.told)
        return Stepped(replace(form, name=said.name, told=told, tries=0))
    if said.participant_id not in form.added:
        form = tick_known(form, (said.participant_id,), facts)
        return Stepped(replace(form, about=said.participant_id), problem=Problem.OTHER)
    problem = None if said.birth is None else _impossible(said.birth, facts)
    if problem is not None:
        return again(form, problem)
    return Stepped(form, CorrectParticipant(said.participant_id, said.birth, said.name))


def _impossible(birth: BirthMonth, facts: Facts) -> Problem | None:
    now = facts.this_month
    if birth > now:
        return Problem.FUTURE
    return Problem.TOO_OLD if birth < BirthMonth(now.year - OLDEST_CHILD, now.month) else None
