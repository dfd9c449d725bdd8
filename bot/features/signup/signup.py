"""The sign-up dialogue: loads the facts, lets the pure step decide, carries its effects out."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply
from bot.chat.context import EVENT_ABOUT, Context
from bot.chat.form import (
    NOTHING,
    Amended,
    Beforehand,
    Breathed,
    Consented,
    Form,
    FormInput,
    Opening,
    Reanswered,
    SeatsShort,
    Step,
    Tapped,
    Verb,
)
from bot.chat.state import Outcome
from bot.core import telemetry
from bot.features.signup import effects, repeated, views
from bot.features.signup.effects import (
    AddParticipant,
    CorrectParticipant,
    Effect,
    HoldSeats,
    NoSeats,
    Problem,
    Refused,
    Register,
    ShowNotice,
    Stepped,
    Stopped,
)
from bot.features.signup.form_context import FormContext, Known, load
from bot.features.signup.people import tick_known, with_adults
from bot.features.signup.reading_people import sorted_out
from bot.features.signup.step import begin, step
from bot.features.signup.views import resumed, view
from bot.views import seat_status
from bot.views.seat_status import agenda_row
from intents.dialogue.state import DialogueState
from intents.readers.asking import is_yes_or_no
from intents.readers.saying import Word, says
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.store.columns import UNREADABLE
from scheduler.seats import answers
from scheduler.seats.answers import NO, Question
from scheduler.seats.outcomes import Done, ListClosed

MOST_EFFECTS = 12  # a step adds at most as many people as one sentence may name
_IN_THE_TEXT = (Problem.CAP, Problem.WHY)  # too long, or too important, for a toast


def start(context: Context, event: Event, opening: Opening = NOTHING) -> Outcome:
    """Begin to register for this event, with what was said already."""
    if not event.takes_signups(context.now):
        return context.answer(seat_status.closed(event, context))
    effects.let_go(context, context.conversation.form)
    context = _about(context, event)
    known = load(context, event)
    facts, who = known.facts, sorted_out(opening.named, known.participants)
    told = (*_told_before(context, known), *repeated.of_called_off(context, known), *opening.beforehand)
    form = begin(context.conversation.serial + 1, event.id, replace(opening, named=who, beforehand=told), facts)
    form = tick_known(with_adults(form, who, facts), who.known, facts)
    # Of whom enough was told already, nothing is asked again.
    aside = _not_asked(context, event, opening.beforehand)
    if form.step is Step.BIRTH:
        begun = go_on(context, form, Consented())
        return replace(begun, replies=(*aside, *begun.replies))
    return context.with_form(form, *aside, _shown(context, form, event))


def _about(context: Context, event: Event) -> Context:
    """The context in which what is asked next is about this event, not another date of it that was shown before."""
    talk = context.conversation.talk or DialogueState(at=context.now)
    talk = replace(talk, at=context.now, intent=EVENT_ABOUT, shown=(event.uid,), offered=(), topic=None)
    return replace(context, conversation=replace(context.conversation, talk=talk))


def _told_before(context: Context, known: Known) -> tuple[Beforehand, ...]:
    """The telephone that the family gave for another event to come; the recap shows it."""
    ids = [one.signup_id for one in (*known.elsewhere, *known.here)]
    kept = answers.of_signups(context.session, ids) if ids else ()
    phones = [one for one in kept if one.question is Question.PHONE and one.words != UNREADABLE]
    newest = max(phones, key=lambda one: one.answered_at, default=None)
    return () if newest is None else (Beforehand(Question.PHONE, newest.words),)


def _not_asked(context: Context, event: Event, told: Sequence[Beforehand]) -> tuple[Reply, ...]:
    """An allergy told for an event that has no place for it is not lost without a word: the team may be told."""
    lost = any(one.question is Question.ALLERGY and one.words != NO for one in told)
    if not lost or Question.ALLERGY in event.questions:
        return ()
    button = Button(context.words.label("button-team"), Press(Action.TEAM, "health"))
    return (Reply(context.words.say("health-not-asked"), ((button,),)),)


def go_on(context: Context, form: Form, said: FormInput) -> Outcome:
    """One thing the person did with the form that is open; a bare yes or no only where it is the newest message."""
    if form.aside and not context.was_pressed and is_yes_or_no(context.turn.text):
        return show_again(context, form)
    event = agenda.by_id(context.session, form.event_id)
    if event is None:
        return context.with_form(None, Reply(context.words.say("refused-unknown")))
    stepped = step(form, said, load(context, event).facts)
    for _ in range(MOST_EFFECTS):
        fed = effects.carry_out(context, stepped.effect, event)
        if fed is None:
            break
        stepped = step(stepped.form, fed, load(context, event).facts)
    if isinstance(stepped.effect, Register):
        return _register(context, stepped.form, event)
    if not isinstance(stepped.effect, AddParticipant | CorrectParticipant | HoldSeats | None):
        return _finish(context, stepped.form, stepped.effect, event)
    aside = _not_asked(context, event, said.beforehand) if isinstance(said, Breathed) else ()
    asked = _ask(context, stepped, event, *_corrected(context, form, said, stepped, event))
    return asked if not aside else context.with_form(stepped.form, *aside, *asked.replies)


def _corrected(context: Context, before: Form, said: FormInput, stepped: Stepped, event: Event) -> list[str]:
    """What was put right by this, unless it could not be."""
    if isinstance(said, Breathed):
        return views.noted(_picture(context, stepped.form, event), said)
    amends = isinstance(said, Reanswered | Amended) or before.step is Step.WHOM
    if not amends or stepped.problem is not None:
        return []
    return views.lines(_picture(context, stepped.form, event), before, said)


def show_again(context: Context, form: Form, *before: Reply) -> Outcome:
    """Say `before`, an answer to a question, then come back to the open step."""
    event = agenda.by_id(context.session, form.event_id)
    if event is None:
        return context.with_form(None, *before)
    form = replace(form, aside=False)
    return context.with_form(form, *before, resumed(_picture(context, form, event)))


def _ask(context: Context, stepped: Stepped, event: Event, *before: str) -> Outcome:
    form, form_context = stepped.form, _picture(context, stepped.form, event)
    shown = view(form_context)
    if before:
        shown = replace(shown, text="\n".join((*before, "", shown.text)))
    if stepped.problem is None:
        return context.with_form(form, shown)
    if context.was_pressed and stepped.problem not in _IN_THE_TEXT:
        return context.with_form(form, shown, toast=_problem(form_context, stepped.problem, label=True))
    said = _problem(form_context, stepped.problem)
    return context.with_form(form, replace(shown, text=f"{said}\n\n{shown.text}"))


def _problem(form_context: FormContext, problem: Problem, label: bool = False) -> str:
    say = form_context.words.label if label else form_context.words.say
    event = form_context.event
    match problem:
        case Problem.UNFIT:
            return say("problem-unfit", ages=cards.ages(event, form_context.words))
        case Problem.ALREADY:
            return say("problem-already", who=form_context.known.first_name(form_context.form.about))
        case Problem.OTHER:
            return say("problem-other", who=form_context.known.first_name(form_context.form.about))
        case Problem.NOTED:
            return say("problem-noted", who=", ".join(form_context.form.names))
        case Problem.CROWD:
            return say("problem-crowd", n=event.capacity or 0)
        case Problem.CAP:
            return say("refused-cap", cap=event.family_cap or 0, holds=len(form_context.known.here))
        case Problem.WHY:
            return views.reason(form_context)
        case Problem.ANSWER:
            return views.not_an_answer(form_context)
        case Problem.UNCLEAR if says(form_context.context.turn.text, Word.NO):
            return say("problem-no")
    return say(f"problem-{problem.value}")


def _finish(context: Context, form: Form, effect: Effect, event: Event) -> Outcome:
    words = context.words
    match effect:
        case ShowNotice():
            anew = replace(_shown(context, form, event), in_place=False)
            return context.with_form(form, Reply(context.notice()), anew)
        case NoSeats():
            effects.let_go(context, form)
            return context.with_form(None, *seat_status.tell(ListClosed(0), event, context))
        case Refused():
            refused = Reply(words.say("notice-refused"), agenda_row(context), in_place=context.was_pressed)
            return _over(context).with_form(None, refused)
        case Stopped():
            effects.let_go(context, form)
            return _over(context).with_form(None, Reply(words.say("stopped"), in_place=context.was_pressed))
    return _ask(context, Stepped(form), event)


def _over(context: Context) -> Context:
    """The context in which no other sign-up follows the one that was given up."""
    return replace(context, conversation=replace(context.conversation, then=()))


def _register(context: Context, form: Form, event: Event) -> Outcome:
    outcome = effects.register(context, form, event)
    if isinstance(outcome, SeatsShort):
        # The race for the last place was lost: nothing has to be typed again.
        return go_on(context, form, outcome)
    done = context.with_form(None, *seat_status.tell(outcome, event, context))
    if isinstance(outcome, Done):
        done = replace(done, once_committed=partial(telemetry.SIGNUPS.inc, len(outcome.registrations)))
    return _next(replace(context, conversation=done.conversation), done) if context.conversation.then else done


def _next(context: Context, done: Outcome) -> Outcome:
    """The next of several sign-ups that one sentence asked for: who comes is known by now."""
    first, *others = context.conversation.then
    context = replace(context, conversation=replace(context.conversation, then=tuple(others)))
    event = agenda.by_id(context.session, first.event_id)
    if event is None:
        return replace(done, conversation=context.conversation)
    begun = start(context, event, first.opening)
    replies = (*done.replies, *(replace(reply, in_place=False) for reply in begun.replies))
    return replace(begun, replies=replies, once_committed=done.once_committed)


def _picture(context: Context, form: Form, event: Event) -> FormContext:
    return FormContext(form, event, context, load(context, event))


def _shown(context: Context, form: Form, event: Event) -> Reply:
    return view(_picture(context, form, event))


def pressed(context: Context, code: str, serial: int) -> Outcome:
    """A button of a form: of the one that is open, or of one that is over."""
    form = context.conversation.form
    verb, _, number = code.partition("-")
    if form is None or form.serial != serial or verb not in set(Verb) or not number.isdigit():
        return context.answer(toast=context.words.label("form-over"))
    return go_on(context, form, Tapped(Verb(verb), int(number)))
