"""The form's rules: `step(form, input, facts)` -> the next form, and what has to be done. Pure."""

from dataclasses import replace

from bot.chat.form import (
    AFTER_LIST,
    WAIT_LINE,
    WHO_LINE,
    Added,
    Agreed,
    Amended,
    Breathed,
    Consented,
    Counted,
    Dropped,
    Exchanged,
    Form,
    FormInput,
    Opening,
    Reanswered,
    SeatsKept,
    SeatsShort,
    Step,
    Tapped,
    Unclear,
    Verb,
)
from bot.features.signup import people, questions
from bot.features.signup.effects import (
    Facts,
    HoldSeats,
    NoSeats,
    Problem,
    RecordConsent,
    Refused,
    Register,
    ShowNotice,
    Stepped,
    Stopped,
    again,
)
from bot.features.signup.questions import onward
from intents.readers.births import Named
from scheduler.seats.answers import Question

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
    wait = form.wait and said.seats < wanted(form, facts)  # it was asked for a place in line, and there are places
    return onward(replace(form, held=said.seats, wait=wait, together=wait and form.together), facts)


def fell_short(form: Form, said: SeatsShort, facts: Facts) -> Stepped:
    """Not enough seats: ask what to do, or go on with fewer when that was told already."""
    if form.step not in (*_PLACING, Step.RECAP) or wanted(form, facts) == 0:
        return Stepped(form)
    form = replace(form, free=said.free, held=0, picked=())
    if form.wait and facts.list_open and form.step is not Step.RECAP:
        return Stepped(form, HoldSeats(0 if form.together else said.free))
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


def begin(serial: int, event_id: int, opening: Opening, facts: Facts) -> Form:
    """A new form, with what the sentence that began it already told; `opening` names those alone who are new."""
    said = opening.named
    form = Form(
        serial=serial,
        event_id=event_id,
        step=Step.NOTICE,
        names=said.names,
        told=tuple(one for one in said.told if one.name in said.names),
        unnamed=_bounded(opening.unnamed, facts),
        beforehand=opening.beforehand,
        adult=facts.for_adults or facts.of_adults,
    )
    return _after_notice(form, facts) if facts.consented else form


def step(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """What the form becomes. An input that does not belong to the step asks the same again."""
    form = replace(form, aside=False)
    after_list = form.step in AFTER_LIST
    match said:
        case Breathed():
            return _breathed(form, said, facts)
        case Tapped() if said.verb in _ANYWHERE:
            return _ANYWHERE[said.verb](form, facts)
        case Tapped(verb=Verb.EDIT) if form.step in (Step.QUESTION, Step.SAME):
            return _edit(form, said.number, facts)
        case Dropped():
            return _dropped(form, said, facts)
        case Exchanged():
            return _exchanged(form, said, facts)
        case Amended():
            return people.amended(form, said, facts)
        case Named() if after_list and _adds(form, said):
            return people.named(_change(form, facts).form, said, facts)
        case Reanswered():
            return questions.reanswered(form, said, facts)
    return _done(form, said, facts) or _STEPS[form.step](form, said, facts)


def _breathed(form: Form, said: Breathed, facts: Facts) -> Stepped:
    """What was told beside an answer is kept until it would be asked; without an answer the same step goes on."""
    form = replace(form, beforehand=(*form.beforehand, *said.beforehand))
    heard = (one.question in facts.questions or one.question is Question.ALLERGY for one in said.beforehand)
    if isinstance(said.said, Unclear) and any(heard):
        # Whoever answers what comes after the list is done with it.
        if form.step is Step.WHO and wanted(form, facts):
            return continued(form, facts)
        # What was told may answer the very question: « pareil que la dernière fois ».
        return onward(form, facts) if form.step is Step.QUESTION else Stepped(replace(form, tries=0))
    return step(form, said.said, facts)


def _done(form: Form, said: FormInput, facts: Facts) -> Stepped | None:
    """What an effect has led to; None for anything that a person said."""
    match said:
        case Added():
            return people.added(form, said, facts)
        case Consented():
            return people.go_on(form, facts) if form.step is Step.BIRTH else Stepped(form)
        case SeatsKept():
            return kept(form, said, facts)
        case SeatsShort():
            return fell_short(form, said, facts)
    return None


def _adds(form: Form, said: Named) -> bool:
    return bool(said.names or said.adults or set(said.known) - set(form.chosen))


def _after_notice(form: Form, facts: Facts) -> Form:
    if form.names or (not facts.participants and facts.for_children):
        return people.next_name(form)
    return replace(form, step=Step.WHO, tries=0)


def _notice(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.AGREE:
        return Stepped(_after_notice(form, facts), RecordConsent())
    if isinstance(said, Tapped) and said.verb is Verb.REFUSE:
        return Stepped(form, Refused())
    if isinstance(said, Tapped) and said.verb is Verb.MORE:
        return Stepped(form, ShowNotice())
    if isinstance(said, Agreed):
        return _notice(_waits_for(_now_named(form, said.come, facts), said.come, facts), Tapped(Verb.AGREE), facts)
    if isinstance(said, Named):
        waits = _waits_for(_now_named(form, said, facts), said, facts)
        return Stepped(waits, problem=Problem.NOTED if waits.names else None)
    return again(form, Problem.UNCLEAR)


def _now_named(form: Form, said: Named, facts: Facts) -> Form:
    """Whoever is named is one of those who were only counted before."""
    left = form.unnamed - _new(form, said)
    return replace(form, unnamed=max(facts.unnamed_already, left) if form.unnamed else 0)


def _are_all(form: Form, said: Named) -> bool:
    return _new(form, said) >= form.unnamed


def _new(form: Form, said: Named) -> int:
    return len(said.names) + len(set(said.known) - set(form.chosen))


def _waits_for(form: Form, said: Named, facts: Facts) -> Form:
    """With those who were named before anybody may be added."""
    return people.queued(people.tick_known(people.with_adults(form, said, facts), said.known, facts), said)


def _who(form: Form, said: FormInput, facts: Facts) -> Stepped:
    form = replace(form, about=0)
    if isinstance(said, Counted) and not facts.for_children:
        return Stepped(replace(form, unnamed=_bounded(said.number, facts), tries=0))
    if isinstance(said, Agreed):
        ticked = people.tick_known(form, said.come.known, facts)
        return Stepped(ticked) if ticked.about else continued(ticked, facts)
    if isinstance(said, Named):
        # As many as were counted, or more, are those; fewer come beside the places that were taken without a name.
        return people.named(_now_named(form, said, facts) if _are_all(form, said) else form, said, facts)
    if not isinstance(said, Tapped):
        return again(form, Problem.UNCLEAR)
    match said.verb:
        case Verb.TICK:
            return _ticked(form, said.number, facts)
        case Verb.PLACES if not facts.for_children:
            return Stepped(replace(form, unnamed=_bounded(said.number, facts)))
        case Verb.CONTINUE:
            return continued(form, facts)
        case Verb.WAIT | Verb.TOGETHER:  # « mettez-le en attente », of an event that is full: it is not asked again
            stepped = continued(form, facts)
            waits = isinstance(stepped.effect, HoldSeats)
            together = waits and said.verb is Verb.TOGETHER and can_come_together(form, facts)
            return replace(stepped, form=replace(stepped.form, wait=waits, together=together))
    return again(form, Problem.UNCLEAR)


def _bounded(number: int, facts: Facts) -> int:
    """Places without a name that the family wants in all: those it has are not given back here."""
    return 0 if facts.for_children else max(facts.unnamed_already, min(people.MOST_UNNAMED, number))


def _ticked(form: Form, participant: int, facts: Facts) -> Stepped:
    if participant not in facts.open:
        known = participant in facts.participants
        return Stepped(replace(form, about=participant if known else 0), problem=people.barred(participant, facts))
    chosen = tuple(one for one in form.chosen if one != participant)
    return Stepped(replace(form, chosen=chosen if participant in form.chosen else (*chosen, participant)))


def _recap(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.CONFIRM:
        return Stepped(form, Register())
    if isinstance(said, Tapped) and said.verb is Verb.EDIT:
        return _edit(form, said.number, facts)
    if isinstance(said, Tapped) and said.verb in (Verb.WAIT, Verb.TOGETHER) and form.wait:
        return short(replace(form, step=Step.SHORT), said, facts)
    if isinstance(said, Counted) and not facts.for_children:  # « en fait on sera 4 »
        people = replace(_change(form, facts).form, unnamed=_bounded(said.number - len(form.chosen), facts))
        return continued(people, facts)
    return again(form, Problem.UNCLEAR)


def _edit(form: Form, line: int, facts: Facts) -> Stepped:
    if line == WHO_LINE:
        return _change(form, facts)
    if line == WAIT_LINE and form.wait:
        return Stepped(replace(form, step=Step.SHORT, tries=0))
    for place, question in enumerate(Question, 1):
        if place == line and question in facts.questions:
            return questions.ask_again(form, question, facts)
    return again(form, Problem.UNCLEAR)


def _stopping(form: Form, said: FormInput, facts: Facts) -> Stepped:
    return again(form, Problem.UNCLEAR)


def _stop(form: Form, facts: Facts) -> Stepped:
    if form.step is Step.STOPPING:
        return Stepped(form)
    form = questions.left(form) if form.step is Step.WHOM else form
    return Stepped(replace(form, step=Step.STOPPING, before=form.step))


def _stop_yes(form: Form, facts: Facts) -> Stepped:
    return Stepped(form, Stopped() if form.step is Step.STOPPING else None)


def _resume(form: Form, facts: Facts) -> Stepped:
    # A button of an old message must not lead back to a recap of somebody else.
    if form.step is not Step.STOPPING:
        return Stepped(form)
    form = replace(form, step=form.before or form.step, before=None)
    # « non, gardez-la, mon numéro c'est le 06… » may answer what was asked.
    return onward(form, facts) if form.step is Step.QUESTION else Stepped(form)


def _dropped(form: Form, said: Dropped, facts: Facts) -> Stepped:
    """Past the list it is shown again, so that everybody sees who is left."""
    stepped = people.dropped(form, said, facts)
    return stepped if form.step in (Step.NOTICE, *people.ADDING) else _change(stepped.form, facts)


def _exchanged(form: Form, said: Exchanged, facts: Facts) -> Stepped:
    """Who comes instead is asked about as everybody is; the list shows who is left."""
    if form.step in (Step.NOTICE, *people.ADDING):
        form = people.tick_known(people.queued(form, said.come), said.come.known, facts)
        return people.dropped(form, said.out, facts)
    left = _change(people.dropped(form, said.out, facts).form, facts).form
    return people.named(left, said.come, facts)


def _back(form: Form, facts: Facts) -> Stepped:
    if form.step in people.ADDING:
        return people.back(form, facts)
    if form.step is Step.STOPPING:
        return _resume(form, facts)
    return again(form, Problem.UNCLEAR) if form.step is Step.NOTICE else _change(form, facts)


def _change(form: Form, facts: Facts) -> Stepped:
    changed = replace(form, step=Step.WHO, wait=False, together=False, picked=(), about=0, tries=0)
    return Stepped(changed if facts.consented else form)


def _add_child(form: Form, facts: Facts) -> Stepped:
    if facts.for_adults or not facts.consented:
        return Stepped(form)
    return Stepped(replace(form, step=Step.NAME, adult=False, name="", tries=0))


def _add_adult(form: Form, facts: Facts) -> Stepped:
    if facts.for_children or not facts.consented:
        return Stepped(form)
    return Stepped(replace(form, step=Step.NAME, adult=True, name="", tries=0))


_STEPS = {
    Step.NOTICE: _notice, Step.WHO: _who, Step.NAME: people.name, Step.NAME_SURE: people.name_sure,
    Step.BIRTH: people.birth, Step.MONTH: people.month, Step.SHORT: short, Step.SEATS: seats,
    Step.QUESTION: questions.question, Step.SAME: questions.same, Step.RECAP: _recap, Step.STOPPING: _stopping,
    Step.WHOM: questions.whom,
}  # fmt: skip
_ANYWHERE = {
    Verb.STOP: _stop, Verb.STOP_YES: _stop_yes, Verb.RESUME: _resume, Verb.CHANGE: _change, Verb.BACK: _back,
    Verb.ADD_CHILD: _add_child, Verb.ADD_ADULT: _add_adult,
}  # fmt: skip
