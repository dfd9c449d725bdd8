"""The form's rules: `step(form, input, facts)` -> the next form, and what has to be done. Pure.

```mermaid
stateDiagram-v2
    [*] --> NOTICE: first time
    [*] --> WHO: known family
    NOTICE --> NAME: agreed
    NAME --> BIRTH: a child
    NAME --> WHO: an adult
    NAME --> NAME_SURE: an ordinary word?
    NAME_SURE --> BIRTH
    BIRTH --> WHO: typed
    BIRTH --> MONTH: year tapped
    MONTH --> WHO
    WHO --> NAME: add somebody
    WHO --> SHORT: fewer places than people
    SHORT --> WHO: choose otherwise
    SHORT --> RECAP: waiting list
    WHO --> RECAP
    RECAP --> WHO: change
    RECAP --> [*]: confirm
```
"""

from dataclasses import replace

from bot.dialogues.effects import (
    AddParticipant,
    Facts,
    Problem,
    RecordConsent,
    Refused,
    Register,
    ShowNotice,
    Stepped,
    Stopped,
)
from bot.dialogues.form import Form, Step
from bot.dialogues.inputs import Added, Born, Counted, FormInput, Named, Tapped, Verb
from scheduler.ages import BirthMonth

MOST_UNNAMED = 20
OLDEST_CHILD = 18


def begin(serial: int, event_id: int, names: tuple[str, ...], unnamed: int, facts: Facts) -> Form:
    """A new form; `names` and `unnamed` are what the sentence that began it already said."""
    form = Form(
        serial=serial,
        event_id=event_id,
        step=Step.NOTICE,
        names=names,
        unnamed=0 if facts.for_children else min(unnamed, MOST_UNNAMED),
        adult=facts.for_adults,
    )
    return _after_notice(form, facts) if facts.consented else form


def step(form: Form, said: FormInput, facts: Facts) -> Stepped:
    """What the form becomes. An input that does not belong to the step asks the same again."""
    if isinstance(said, Tapped) and said.verb in _ANYWHERE:
        return _ANYWHERE[said.verb](form, facts)
    if isinstance(said, Added):
        return _added(form, said, facts)
    return _STEPS[form.step](form, said, facts)


def _after_notice(form: Form, facts: Facts) -> Form:
    if form.names or (not facts.participants and facts.for_children):
        return _next_name(form)
    return replace(form, step=Step.WHO, tries=0)


def _next_name(form: Form) -> Form:
    if not form.names:
        return replace(form, step=Step.NAME, name="", year=0, tries=0)
    # Of an adult nothing more than the name is asked: it is read back instead.
    step_now = Step.NAME_SURE if form.adult else Step.BIRTH
    return replace(form, name=form.names[0], names=form.names[1:], step=step_now, year=0, tries=0)


def _notice(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.AGREE:
        return Stepped(_after_notice(form, facts), RecordConsent())
    if isinstance(said, Tapped) and said.verb is Verb.REFUSE:
        return Stepped(form, Refused())
    if isinstance(said, Tapped) and said.verb is Verb.MORE:
        return Stepped(form, ShowNotice())
    return _again(form, Problem.UNCLEAR)


def _who(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Counted) and not facts.for_children:
        return Stepped(replace(form, unnamed=_bounded(said.number), tries=0))
    if isinstance(said, Named):
        return _named(form, said, facts)
    if not isinstance(said, Tapped):
        return _again(form, Problem.UNCLEAR)
    match said.verb:
        case Verb.TICK:
            return _ticked(form, said.number, facts)
        case Verb.PLACES if not facts.for_children:
            return Stepped(replace(form, unnamed=_bounded(said.number)))
        case Verb.CONTINUE:
            return _continued(form, facts)
    return _again(form, Problem.UNCLEAR)


def _bounded(number: int) -> int:
    return max(0, min(MOST_UNNAMED, number))


def _ticked(form: Form, participant: int, facts: Facts) -> Stepped:
    if participant not in facts.fitting:
        return Stepped(form, problem=Problem.UNFIT)
    chosen = tuple(one for one in form.chosen if one != participant)
    return Stepped(replace(form, chosen=chosen if participant in form.chosen else (*chosen, participant)))


def _continued(form: Form, facts: Facts) -> Stepped:
    if form.people == 0:
        return Stepped(form, problem=Problem.NOBODY)
    enough = facts.free >= form.people
    return Stepped(replace(form, step=Step.RECAP if enough else Step.SHORT, wait=False, tries=0))


def _name(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Named):
        return _named(form, said, facts)
    return _again(form, Problem.NAME)


def _named(form: Form, said: Named, facts: Facts) -> Stepped:
    ticked = tuple(one for one in dict.fromkeys(said.known) if one in facts.fitting and one not in form.chosen)
    adult = form.adult or (form.step is Step.WHO and facts.for_adults)
    form = replace(form, names=said.names, chosen=(*form.chosen, *ticked), adult=adult, tries=0)
    if not said.names:
        fit = all(one in facts.fitting for one in said.known)
        return Stepped(form, problem=None if fit else Problem.UNFIT)
    if said.doubtful:
        return Stepped(replace(form, name=said.names[0], names=said.names[1:], step=Step.NAME_SURE))
    form = _next_name(form)
    return _go_on_with(form, said.birth, facts)


def _name_sure(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.NAME_IS:
        return _go_on_with(replace(form, step=Step.BIRTH, tries=0), None, facts)
    if isinstance(said, Tapped) and said.verb is Verb.NAME_IS_NOT:
        return Stepped(replace(form, step=Step.NAME, name="", tries=0))
    if isinstance(said, Named):
        return _named(form, said, facts)
    return _again(form, Problem.UNCLEAR)


def _go_on_with(form: Form, birth: BirthMonth | None, facts: Facts) -> Stepped:
    """With the name known: store an adult at once, a child when the birth month is known too."""
    if form.adult:
        return Stepped(form, AddParticipant(form.name, None))
    return Stepped(form) if birth is None else _born(form, birth, facts)


def _birth(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Born):
        return _born(form, said.birth, facts)
    if isinstance(said, Tapped) and said.verb is Verb.YEAR:
        return _year(form, said.number, facts)
    if isinstance(said, Tapped) and said.verb is Verb.IS_ADULT and not facts.for_children:
        return Stepped(form, AddParticipant(form.name, None))
    return _again(form, Problem.BIRTH)


def _year(form: Form, year: int, facts: Facts) -> Stepped:
    """A year that no child of today was born in is refused before the month is asked."""
    if 0 <= facts.this_month.year - year <= OLDEST_CHILD:
        return Stepped(replace(form, year=year, step=Step.MONTH, tries=0))
    return _born(form, BirthMonth(year, 1), facts)


def _month(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.MONTH and 1 <= said.number <= 12:
        return _born(form, BirthMonth(form.year, said.number), facts)
    if isinstance(said, Tapped) and said.verb is Verb.YEAR and said.number == 0:
        return Stepped(replace(form, step=Step.BIRTH, year=0))
    return _birth(form, said, facts)


def _born(form: Form, birth: BirthMonth, facts: Facts) -> Stepped:
    now = facts.this_month
    back = replace(form, step=Step.BIRTH, year=0, tries=form.tries + 1)
    if (birth.year, birth.month) > (now.year, now.month):
        return Stepped(back, problem=Problem.FUTURE)
    if (birth.year, birth.month) < (now.year - OLDEST_CHILD, now.month):
        # Grown up: where adults may come, the name is all we keep.
        adult = Stepped(form, AddParticipant(form.name, None))
        return Stepped(back, problem=Problem.TOO_OLD) if facts.for_children else adult
    return Stepped(form, AddParticipant(form.name, birth))


def _added(form: Form, said: Added, facts: Facts) -> Stepped:
    fits = said.participant_id in facts.fitting
    chosen = tuple(one for one in form.chosen if one != said.participant_id)
    form = replace(form, chosen=(*chosen, said.participant_id) if fits else chosen, name="", year=0, tries=0)
    if form.names:
        following = _next_name(form)
        return _go_on_with(following, None, facts) if form.adult else Stepped(following)
    problem = None if fits else Problem.UNFIT
    return Stepped(replace(form, step=Step.WHO, adult=False), problem=problem)


def _short(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.WAIT:
        return Stepped(replace(form, wait=True, step=Step.RECAP, tries=0))
    return _again(form, Problem.UNCLEAR)


def _recap(form: Form, said: FormInput, facts: Facts) -> Stepped:
    if isinstance(said, Tapped) and said.verb is Verb.CONFIRM:
        return Stepped(form, Register())
    return _again(form, Problem.UNCLEAR)


def _stopping(form: Form, said: FormInput, facts: Facts) -> Stepped:
    return _again(form, Problem.UNCLEAR)


def _again(form: Form, problem: Problem) -> Stepped:
    return Stepped(replace(form, tries=form.tries + 1), problem=problem)


def _stop(form: Form, facts: Facts) -> Stepped:
    if form.step is Step.STOPPING:
        return Stepped(form)
    return Stepped(replace(form, step=Step.STOPPING, before=form.step))


def _stop_yes(form: Form, facts: Facts) -> Stepped:
    return Stepped(form, Stopped())


def _resume(form: Form, facts: Facts) -> Stepped:
    return Stepped(replace(form, step=form.before or form.step, before=None))


def _change(form: Form, facts: Facts) -> Stepped:
    return Stepped(replace(form, step=Step.WHO, wait=False, tries=0) if facts.consented else form)


def _add_child(form: Form, facts: Facts) -> Stepped:
    if facts.for_adults or not facts.consented:
        return Stepped(form)
    return Stepped(replace(form, step=Step.NAME, adult=False, name="", tries=0))


def _add_adult(form: Form, facts: Facts) -> Stepped:
    if facts.for_children or not facts.consented:
        return Stepped(form)
    return Stepped(replace(form, step=Step.NAME, adult=True, name="", tries=0))


_STEPS = {
    Step.NOTICE: _notice, Step.WHO: _who, Step.NAME: _name, Step.NAME_SURE: _name_sure,
    Step.BIRTH: _birth, Step.MONTH: _month, Step.SHORT: _short, Step.RECAP: _recap,
    Step.STOPPING: _stopping,
}  # fmt: skip
_ANYWHERE = {
    Verb.STOP: _stop, Verb.STOP_YES: _stop_yes, Verb.RESUME: _resume, Verb.CHANGE: _change,
    Verb.ADD_CHILD: _add_child, Verb.ADD_ADULT: _add_adult,
}  # fmt: skip
