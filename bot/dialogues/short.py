"""Places: kept when there are enough; else who takes those that there are, and who waits how. Pure."""

from dataclasses import replace

from bot.dialogues.effects import Facts, HoldSeats, NoSeats, Problem, Stepped, again
from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import FormInput, SeatsKept, SeatsShort, Tapped, Verb
from bot.dialogues.questions import onward
from intents.readers.values import Named

_PLACING = (Step.WHO, Step.SHORT, Step.SEATS)


def wanted(form: Form, facts: Facts) -> int:
    """How many places are still to be taken."""
    return len(form.chosen) + new_unnamed(form, facts)


def new_unnamed(form: Form, facts: Facts) -> int:
    """How many of them are without a name."""
    return max(0, form.unnamed - facts.unnamed_already)


def can_choose(form: Form) -> bool:
    """Whether it makes a difference who takes the places that there are."""
    return 0 < form.free < len(form.chosen)


def can_come_together(form: Form, facts: Facts) -> bool:
    """Whether there can ever be places for all at once."""
    return facts.capacity is None or wanted(form, facts) <= facts.capacity


def continued(form: Form, facts: Facts) -> Stepped:
    """« Continuer »: the family's limit is told before anything else is asked, then seats are kept."""
    number = wanted(form, facts)
    if number == 0:
        return Stepped(form, problem=Problem.NOBODY)
    if facts.room is not None and number > facts.room:
        return Stepped(form, problem=Problem.CAP)
    return Stepped(replace(form, wait=False, together=False, picked=(), tries=0), HoldSeats(number))


def kept(form: Form, said: SeatsKept, facts: Facts) -> Stepped:
    """Seats are kept: on with the questions."""
    if form.step not in _PLACING or wanted(form, facts) == 0:
        return Stepped(form)
    return onward(replace(form, held=said.seats), facts)


def fell_short(form: Form, said: SeatsShort, facts: Facts) -> Stepped:
    """Not enough seats: ask what to do, or go on with fewer when that was told already."""
    if form.step not in (*_PLACING, Step.RECAP) or wanted(form, facts) == 0:
        return Stepped(form)
    form = replace(form, free=said.free, held=0, picked=())
    if form.wait and facts.list_open and form.step is not Step.RECAP:
        return Stepped(form, HoldSeats(said.free))
    form = replace(form, step=Step.SHORT, wait=False, together=False, tries=0)
    return Stepped(form) if facts.list_open or said.free else Stepped(form, NoSeats())


def short(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """It was asked what to do with fewer places than people."""
    verb = said.verb if isinstance(said, Tapped) else None
    if isinstance(said, Named) and can_choose(form) and 0 < len(set(said.known)) <= form.free:
        return seats(replace(form, step=Step.SEATS, picked=()), said, facts)
    if verb is Verb.CHOOSE and can_choose(form):
        return Stepped(replace(form, step=Step.SEATS, picked=(), tries=0))
    if verb is Verb.WAIT and facts.list_open:
        return _wait(form)
    if verb is Verb.TOGETHER and facts.list_open:
        if not can_come_together(form, facts):
            return again(form, Problem.CROWD)
        return Stepped(replace(form, wait=True, together=True, tries=0), HoldSeats(0))
    return again(form, Problem.UNCLEAR)


def _wait(form: Form) -> Stepped:
    return Stepped(replace(form, wait=True, together=False, tries=0), HoldSeats(form.free))


def seats(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """It was asked who takes the places; with the last one told, the form goes on by itself."""
    if isinstance(said, Tapped) and said.verb is Verb.TICK:
        told: tuple[int, ...] = (said.number,)
    elif isinstance(said, Named) and not said.names:
        told = tuple(dict.fromkeys(said.known))
    else:
        told = ()
    if not told or not set(told) <= set(form.chosen):
        return again(form, Problem.UNCLEAR)
    picked = tuple(one for one in form.picked if one not in told)
    fresh = tuple(one for one in told if one not in form.picked)
    return _picked(replace(form, picked=(*picked, *fresh)[: form.free], tries=0), facts)


def _picked(form: Form, facts: Facts) -> Stepped:
    if len(form.picked) < form.free:
        return Stepped(form)
    others = tuple(one for one in form.chosen if one not in form.picked)
    form = replace(form, chosen=(*form.picked, *others))
    if facts.list_open:
        return _wait(form)
    # Nobody may wait any more: the form goes on for those who have a place.
    form = replace(form, chosen=form.picked, unnamed=min(form.unnamed, facts.unnamed_already))
    return continued(form, facts)
