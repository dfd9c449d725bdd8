"""The sign-up dialogue: loads the facts, lets the pure step decide, carries its effects out."""

from dataclasses import replace
from datetime import datetime

from bot import cards
from bot.conversation import Outcome
from bot.dialogues import results
from bot.dialogues.effects import (
    AddParticipant,
    Effect,
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
from bot.dialogues.inputs import Added, FormInput, Tapped, Verb
from bot.dialogues.step import begin, step
from bot.dialogues.views import Picture, view
from bot.replies import Reply
from bot.scene import Scene
from intents.text import fold
from knowledge import agenda
from knowledge.events import CHILDREN_UNTIL, Event
from scheduler import families, signups
from scheduler.ages import AgeFit, BirthMonth, fits_age
from scheduler.families import Participant
from scheduler.outcomes import NotEnough

MOST_EFFECTS = 12  # a step adds at most as many people as one sentence may name


def start(scene: Scene, event: Event, names: tuple[str, ...] = (), count: int | None = None) -> Outcome:
    """Begin to register for this event; names and count are what the sentence already said."""
    if not event.takes_signups(scene.now):
        return scene.answer(results.closed(event, scene))
    known = {fold(one.first_name): one.id for one in known_people(scene)}
    facts = _facts(scene, event)
    unnamed = count or 0 if not names else 0
    new = tuple(name for name in names if fold(name) not in known)
    form = begin(scene.conversation.serial + 1, event.id, new, unnamed, facts)
    ticked = tuple(known[fold(name)] for name in names if fold(name) in known)
    form = replace(form, chosen=tuple(one for one in ticked if one in facts.fitting))
    return scene.with_form(form, _shown(scene, form, event))


def go_on(scene: Scene, form: Form, said: FormInput) -> Outcome:
    """One thing the person did with the form that is open."""
    event = agenda.by_id(scene.session, form.event_id)
    if event is None:
        return scene.with_form(None, Reply(scene.words.say("refused-unknown")))
    stepped = step(form, said, _facts(scene, event))
    for _ in range(MOST_EFFECTS):
        if not isinstance(stepped.effect, AddParticipant):
            break
        stepped = _add(scene, stepped, stepped.effect, event)
    if isinstance(stepped.effect, RecordConsent):
        stepped = _consent(scene, stepped, event)
    elif stepped.effect is not None:
        return _finish(scene, stepped.form, stepped.effect, event)
    return _ask(scene, stepped, event)


def show_again(scene: Scene, form: Form, *before: Reply) -> Outcome:
    """Say `before`, an answer to a question, then come back to the open step."""
    event = agenda.by_id(scene.session, form.event_id)
    if event is None:
        return scene.with_form(None, *before)
    again = _shown(scene, form, event)
    resumed = replace(again, text=f"{scene.words.say('resume')}\n\n{again.text}", in_place=False)
    return scene.with_form(form, *before, resumed)


def _ask(scene: Scene, stepped: Stepped, event: Event) -> Outcome:
    form, shown = stepped.form, _shown(scene, stepped.form, event)
    if stepped.problem is None:
        return scene.with_form(form, shown)
    if scene.was_pressed:
        toast = _problem(scene, stepped.problem, event, label=True)
        return scene.with_form(form, shown, toast=toast)
    said = _problem(scene, stepped.problem, event)
    return scene.with_form(form, replace(shown, text=f"{said}\n\n{shown.text}"))


def _problem(scene: Scene, problem: Problem, event: Event, label: bool = False) -> str:
    say = scene.words.label if label else scene.words.say
    if problem is Problem.UNFIT:
        return say("problem-unfit", ages=cards.ages(event, scene.words))
    return say(f"problem-{problem.value}")


def _add(scene: Scene, stepped: Stepped, wanted: AddParticipant, event: Event) -> Stepped:
    family = _family(scene)
    one = families.add_participant(scene.session, family.id, wanted.first_name, wanted.birth, scene.now)
    return step(stepped.form, Added(one.id), _facts(scene, event))


def _consent(scene: Scene, stepped: Stepped, event: Event) -> Stepped:
    family = families.ensure_family(scene.session, scene.turn.chat_id, scene.language, scene.now)
    families.record_consent(scene.session, family.id, scene.now)
    return replace(stepped, effect=None)


def _finish(scene: Scene, form: Form, effect: Effect, event: Event) -> Outcome:
    words = scene.words
    match effect:
        case Register():
            return _register(scene, form, event)
        case Refused():
            return scene.with_form(None, Reply(words.say("notice-refused"), in_place=scene.was_pressed))
        case Stopped():
            return scene.with_form(None, Reply(words.say("stopped"), in_place=scene.was_pressed))
        case ShowNotice():
            whole = Reply(words.say("privacy", days=scene.desk.keep_days))
            return scene.with_form(form, whole, _asked_anew(scene, form, event))
    return _ask(scene, Stepped(form), event)


def _register(scene: Scene, form: Form, event: Event) -> Outcome:
    family = _family(scene)
    outcome = signups.sign_up(
        scene.session,
        family_id=family.id,
        event_id=event.id,
        participants=form.chosen,
        unnamed=form.unnamed,
        or_wait=form.wait,
        now=scene.now,
        hours=scene.desk.hours,
    )
    if isinstance(outcome, NotEnough):
        # The race for the last place was lost: nothing has to be typed again.
        event = agenda.by_id(scene.session, event.id) or event
        return _ask(scene, Stepped(replace(form, step=Step.SHORT)), event)
    return scene.with_form(None, *results.tell(outcome, event, scene))


def _shown(scene: Scene, form: Form, event: Event) -> Reply:
    return view(Picture(form, event, known_people(scene), scene))


def _asked_anew(scene: Scene, form: Form, event: Event) -> Reply:
    return replace(_shown(scene, form, event), in_place=False)


def _family(scene: Scene) -> families.Family:
    return families.ensure_family(scene.session, scene.turn.chat_id, scene.language, scene.now)


def known_people(scene: Scene) -> tuple[Participant, ...]:
    """The participants that this chat's family has told us about."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    return () if family is None else families.participants(scene.session, family.id)


def _facts(scene: Scene, event: Event) -> Facts:
    family = families.family_of(scene.session, scene.turn.chat_id)
    people = known_people(scene)
    day = scene.desk.hours.day(event.starts_at)
    return Facts(
        consented=family is not None and family.consented_at is not None,
        participants=tuple(one.id for one in people),
        fitting=frozenset(
            one.id
            for one in people
            if fits_age(event.age_min, event.age_max, one.birth, day) is AgeFit.OK
            and not (event.is_for_children and one.birth is None)
        ),
        for_children=event.is_for_children,
        for_adults=event.age_min is not None and event.age_min > CHILDREN_UNTIL,
        free=event.free_places or 0,
        this_month=_month_of(scene.now.astimezone(scene.desk.zone)),
    )


def _month_of(local: datetime) -> BirthMonth:
    return BirthMonth(local.year, local.month)


def pressed(scene: Scene, code: str, serial: int) -> Outcome:
    """A button of a form: of the one that is open, or of one that is over."""
    form = scene.conversation.form
    verb, _, number = code.partition("-")
    if form is None or form.serial != serial or verb not in set(Verb) or not number.isdigit():
        return scene.answer(toast=scene.words.label("form-over"))
    return go_on(scene, form, Tapped(Verb(verb), int(number)))
