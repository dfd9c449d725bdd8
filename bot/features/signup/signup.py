"""The sign-up dialogue: loads the facts, lets the pure step decide, carries its effects out."""

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press
from bot.bot_api.replies import Reply
from bot.chat.context import Scene
from bot.chat.form import Beforehand, Form, Step
from bot.chat.inputs import (
    NOTHING,
    Amended,
    Breathed,
    Consented,
    FormInput,
    Opening,
    Reanswered,
    SeatsShort,
    Tapped,
    Verb,
)
from bot.chat.state import Outcome
from bot.features.signup import effects, views
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
from bot.features.signup.form_context import Known, Picture, load
from bot.features.signup.people import tick_known, with_adults
from bot.features.signup.reading import sorted_out
from bot.features.signup.step import begin, step
from bot.features.signup.views import resumed, view
from bot.views import confirmation
from bot.views.confirmation import agenda_row
from intents.readers.asking import is_yes_or_no
from intents.readers.saying import Word, says
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from knowledge.store.columns import UNREADABLE
from scheduler.seats import answers
from scheduler.seats.answers import NO, Question
from scheduler.seats.outcomes import ListClosed

MOST_EFFECTS = 12  # a step adds at most as many people as one sentence may name
_IN_THE_TEXT = (Problem.CAP, Problem.WHY)  # too long, or too important, for a toast


def start(scene: Scene, event: Event, opening: Opening = NOTHING) -> Outcome:
    """Begin to register for this event, with what was said already."""
    if not event.takes_signups(scene.now):
        return scene.answer(confirmation.closed(event, scene))
    effects.let_go(scene, scene.conversation.form)
    known = load(scene, event)
    facts, who = known.facts, sorted_out(opening.named, known.participants)
    told = (*_told_before(scene, known), *opening.beforehand)
    form = begin(scene.conversation.serial + 1, event.id, replace(opening, named=who, beforehand=told), facts)
    form = tick_known(with_adults(form, who, facts), who.known, facts)
    # Of whom enough was told already, nothing is asked again.
    aside = _not_asked(scene, event, opening.beforehand)
    if form.step is Step.BIRTH:
        begun = go_on(scene, form, Consented())
        return replace(begun, replies=(*aside, *begun.replies))
    return scene.with_form(form, *aside, _shown(scene, form, event))


def _told_before(scene: Scene, known: Known) -> tuple[Beforehand, ...]:
    """The telephone that the family gave for another event to come; the recap shows it."""
    ids = [one.signup_id for one in (*known.elsewhere, *known.here)]
    kept = answers.of_signups(scene.session, ids) if ids else ()
    phones = [one for one in kept if one.question is Question.PHONE and one.words != UNREADABLE]
    newest = max(phones, key=lambda one: one.answered_at, default=None)
    return () if newest is None else (Beforehand(Question.PHONE, newest.words),)


def _not_asked(scene: Scene, event: Event, told: Sequence[Beforehand]) -> tuple[Reply, ...]:
    """An allergy told for an event that has no place for it is not lost without a word: the team may be told."""
    lost = any(one.question is Question.ALLERGY and one.words != NO for one in told)
    if not lost or Question.ALLERGY in event.questions:
        return ()
    button = Button(scene.words.label("button-team"), Press(Action.TEAM, "health"))
    return (Reply(scene.words.say("health-not-asked"), ((button,),)),)


def go_on(scene: Scene, form: Form, said: FormInput) -> Outcome:
    """One thing the person did with the form that is open; a bare yes or no only where it is the newest message."""
    if form.aside and not scene.was_pressed and is_yes_or_no(scene.turn.text):
        return show_again(scene, form)
    event = agenda.by_id(scene.session, form.event_id)
    if event is None:
        return scene.with_form(None, Reply(scene.words.say("refused-unknown")))
    stepped = step(form, said, load(scene, event).facts)
    for _ in range(MOST_EFFECTS):
        fed = effects.carry_out(scene, stepped.effect, event)
        if fed is None:
            break
        stepped = step(stepped.form, fed, load(scene, event).facts)
    if isinstance(stepped.effect, Register):
        return _register(scene, stepped.form, event)
    if not isinstance(stepped.effect, AddParticipant | CorrectParticipant | HoldSeats | None):
        return _finish(scene, stepped.form, stepped.effect, event)
    aside = _not_asked(scene, event, said.beforehand) if isinstance(said, Breathed) else ()
    asked = _ask(scene, stepped, event, *_corrected(scene, form, said, stepped, event))
    return asked if not aside else scene.with_form(stepped.form, *aside, *asked.replies)


def _corrected(scene: Scene, before: Form, said: FormInput, stepped: Stepped, event: Event) -> list[str]:
    """What was put right by this, unless it could not be."""
    if isinstance(said, Breathed):
        return views.noted(_picture(scene, stepped.form, event), said)
    amends = isinstance(said, Reanswered | Amended) or before.step is Step.WHOM
    if not amends or stepped.problem is not None:
        return []
    return views.lines(_picture(scene, stepped.form, event), before, said)


def show_again(scene: Scene, form: Form, *before: Reply) -> Outcome:
    """Say `before`, an answer to a question, then come back to the open step."""
    event = agenda.by_id(scene.session, form.event_id)
    if event is None:
        return scene.with_form(None, *before)
    form = replace(form, aside=False)
    return scene.with_form(form, *before, resumed(_picture(scene, form, event)))


def _ask(scene: Scene, stepped: Stepped, event: Event, *before: str) -> Outcome:
    form, picture = stepped.form, _picture(scene, stepped.form, event)
    shown = view(picture)
    if before:
        shown = replace(shown, text="\n".join((*before, "", shown.text)))
    if stepped.problem is None:
        return scene.with_form(form, shown)
    if scene.was_pressed and stepped.problem not in _IN_THE_TEXT:
        return scene.with_form(form, shown, toast=_problem(picture, stepped.problem, label=True))
    said = _problem(picture, stepped.problem)
    return scene.with_form(form, replace(shown, text=f"{said}\n\n{shown.text}"))


def _problem(picture: Picture, problem: Problem, label: bool = False) -> str:
    say = picture.words.label if label else picture.words.say
    event = picture.event
    match problem:
        case Problem.UNFIT:
            return say("problem-unfit", ages=cards.ages(event, picture.words))
        case Problem.ALREADY:
            return say("problem-already", who=picture.known.first_name(picture.form.about))
        case Problem.OTHER:
            return say("problem-other", who=picture.known.first_name(picture.form.about))
        case Problem.NOTED:
            return say("problem-noted", who=", ".join(picture.form.names))
        case Problem.CROWD:
            return say("problem-crowd", n=event.capacity or 0)
        case Problem.CAP:
            return say("refused-cap", cap=event.family_cap or 0, holds=len(picture.known.here))
        case Problem.WHY:
            return views.reason(picture)
        case Problem.ANSWER:
            return views.not_an_answer(picture)
        case Problem.UNCLEAR if says(picture.scene.turn.text, Word.NO):
            return say("problem-no")
    return say(f"problem-{problem.value}")


def _finish(scene: Scene, form: Form, effect: Effect, event: Event) -> Outcome:
    words = scene.words
    match effect:
        case ShowNotice():
            anew = replace(_shown(scene, form, event), in_place=False)
            return scene.with_form(form, Reply(scene.notice()), anew)
        case NoSeats():
            effects.let_go(scene, form)
            return scene.with_form(None, *confirmation.tell(ListClosed(0), event, scene))
        case Refused():
            refused = Reply(words.say("notice-refused"), agenda_row(scene), in_place=scene.was_pressed)
            return _over(scene).with_form(None, refused)
        case Stopped():
            effects.let_go(scene, form)
            return _over(scene).with_form(None, Reply(words.say("stopped"), in_place=scene.was_pressed))
    return _ask(scene, Stepped(form), event)


def _over(scene: Scene) -> Scene:
    """The scene in which no other sign-up follows the one that was given up."""
    return replace(scene, conversation=replace(scene.conversation, then=()))


def _register(scene: Scene, form: Form, event: Event) -> Outcome:
    outcome = effects.register(scene, form, event)
    if isinstance(outcome, SeatsShort):
        # The race for the last place was lost: nothing has to be typed again.
        return go_on(scene, form, outcome)
    done = scene.with_form(None, *confirmation.tell(outcome, event, scene))
    return _next(replace(scene, conversation=done.conversation), done) if scene.conversation.then else done


def _next(scene: Scene, done: Outcome) -> Outcome:
    """The next of several sign-ups that one sentence asked for: who comes is known by now."""
    first, *others = scene.conversation.then
    scene = replace(scene, conversation=replace(scene.conversation, then=tuple(others)))
    event = agenda.by_id(scene.session, first.event_id)
    if event is None:
        return replace(done, conversation=scene.conversation)
    begun = start(scene, event, first.opening)
    replies = (*done.replies, *(replace(reply, in_place=False) for reply in begun.replies))
    return replace(begun, replies=replies)


def _picture(scene: Scene, form: Form, event: Event) -> Picture:
    return Picture(form, event, scene, load(scene, event))


def _shown(scene: Scene, form: Form, event: Event) -> Reply:
    return view(_picture(scene, form, event))


def pressed(scene: Scene, code: str, serial: int) -> Outcome:
    """A button of a form: of the one that is open, or of one that is over."""
    form = scene.conversation.form
    verb, _, number = code.partition("-")
    if form is None or form.serial != serial or verb not in set(Verb) or not number.isdigit():
        return scene.answer(toast=scene.words.label("form-over"))
    return go_on(scene, form, Tapped(Verb(verb), int(number)))
