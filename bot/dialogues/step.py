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
    NAME --> WHO: back
    BIRTH --> WHO: back
    BIRTH --> BIRTH: the next one who was named
    BIRTH --> WHO: typed
    BIRTH --> MONTH: year tapped
    MONTH --> WHO
    WHO --> NAME: add somebody
    WHO --> SHORT: fewer places than people
    SHORT --> WHO: choose otherwise
    SHORT --> SEATS: who takes them?
    SHORT --> QUESTION: waiting list
    SEATS --> QUESTION: the others wait
    WHO --> QUESTION: seats kept
    QUESTION --> SAME: answered for the first child
    SAME --> QUESTION
    QUESTION --> RECAP: none left
    QUESTION --> WHO: back
    RECAP --> WHO: change
    RECAP --> QUESTION: change an answer
    RECAP --> SHORT: the last place went
    RECAP --> [*]: confirm
    WHOM --> RECAP: put right, from any step, which then goes on
```
"""

from dataclasses import replace

from bot.dialogues import people, questions, reanswering, short
from bot.dialogues.effects import (
    Facts,
    Problem,
    RecordConsent,
    Refused,
    Register,
    ShowNotice,
    Stepped,
    Stopped,
    again,
)
from bot.dialogues.form import AFTER_LIST, Form, Step
from bot.dialogues.inputs import (
    WAIT_LINE,
    WHO_LINE,
    Added,
    Amended,
    Breathed,
    Consented,
    Counted,
    Dropped,
    Exchanged,
    FormInput,
    Opening,
    Reanswered,
    SeatsKept,
    SeatsShort,
    Tapped,
    Unclear,
    Verb,
)
from intents.readers.values import Named
from scheduler.answers import Question


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
        adult=facts.for_adults,
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
            return reanswering.reanswered(form, said, facts)
    return _done(form, said, facts) or _STEPS[form.step](form, said, facts)


def _breathed(form: Form, said: Breathed, facts: Facts) -> Stepped:
    """What was told beside an answer is kept until it would be asked; without an answer the same step goes on."""
    form = replace(form, beforehand=(*form.beforehand, *said.beforehand))
    heard = (one.question in facts.questions or one.question is Question.ALLERGY for one in said.beforehand)
    if isinstance(said.said, Unclear) and any(heard):
        return Stepped(replace(form, tries=0))
    return step(form, said.said, facts)


def _done(form: Form, said: FormInput, facts: Facts) -> Stepped | None:
    """What an effect has led to; None for anything that a person said."""
    match said:
        case Added():
            return people.added(form, said, facts)
        case Consented():
            return people.go_on(form, facts) if form.step is Step.BIRTH else Stepped(form)
        case SeatsKept():
            return short.kept(form, said, facts)
        case SeatsShort():
            return short.fell_short(form, said, facts)
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
    if isinstance(said, Named):
        theirs = people.tick_known(people.with_adults(form, said, facts), said.known, facts)
        return Stepped(people.queued(theirs, said), problem=Problem.NOTED)
    return again(form, Problem.UNCLEAR)


def _who(form: Form, said: FormInput, facts: Facts) -> Stepped:
    form = replace(form, about=0)
    if isinstance(said, Counted) and not facts.for_children:
        return Stepped(replace(form, unnamed=_bounded(said.number, facts), tries=0))
    if isinstance(said, Named):
        return people.named(form, said, facts)
    if not isinstance(said, Tapped):
        return again(form, Problem.UNCLEAR)
    match said.verb:
        case Verb.TICK:
            return _ticked(form, said.number, facts)
        case Verb.PLACES if not facts.for_children:
            return Stepped(replace(form, unnamed=_bounded(said.number, facts)))
        case Verb.CONTINUE:
            return short.continued(form, facts)
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
    form = reanswering.left(form) if form.step is Step.WHOM else form
    return Stepped(replace(form, step=Step.STOPPING, before=form.step))


def _stop_yes(form: Form, facts: Facts) -> Stepped:
    return Stepped(form, Stopped() if form.step is Step.STOPPING else None)


def _resume(form: Form, facts: Facts) -> Stepped:
    # A button of an old message must not lead back to a recap of somebody else.
    if form.step is not Step.STOPPING:
        return Stepped(form)
    return Stepped(replace(form, step=form.before or form.step, before=None))


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
    Step.BIRTH: people.birth, Step.MONTH: people.month, Step.SHORT: short.short, Step.SEATS: short.seats,
    Step.QUESTION: questions.question, Step.SAME: questions.same, Step.RECAP: _recap, Step.STOPPING: _stopping,
    Step.WHOM: reanswering.whom,
}  # fmt: skip
_ANYWHERE = {
    Verb.STOP: _stop, Verb.STOP_YES: _stop_yes, Verb.RESUME: _resume, Verb.CHANGE: _change, Verb.BACK: _back,
    Verb.ADD_CHILD: _add_child, Verb.ADD_ADULT: _add_adult,
}  # fmt: skip
