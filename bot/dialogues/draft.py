"""A form left open: somebody who comes back, or begins another sign-up, is asked what to do with it."""

from dataclasses import replace
from datetime import timedelta

from bot import cards
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.dialogues import reading_people, signup, young
from bot.dialogues.form import AFTER_LIST, Beforehand, Form, Step
from bot.dialogues.inputs import NOTHING, Breathed, FormInput, Opening, Tapped, Unclear, Verb
from bot.dialogues.known import known_people
from bot.dialogues.leaving import without_form
from bot.replies import Reply
from bot.scene import Scene
from intents.readers.breath import people_told
from intents.readers.saying import Word, says
from intents.readers.values import Named
from knowledge import agenda
from knowledge.events import Event

UNTOUCHED = timedelta(hours=1)
ASKING_WHO = (Step.NOTICE, Step.WHO, Step.NAME, *AFTER_LIST)


def refreshed(scene: Scene) -> Scene:
    """The scene without a form that was left open for an event which takes no sign-up any more."""
    form = scene.conversation.form
    if form is None or not is_left(scene):
        return scene
    event = agenda.by_id(scene.session, form.event_id)
    return scene if event is not None and event.takes_signups(scene.now) else without_form(scene)


def is_left(scene: Scene) -> bool:
    """Whether the open form was not touched for an hour."""
    touched = scene.conversation.touched_at
    return scene.conversation.form is not None and touched is not None and scene.now - touched > UNTOUCHED


def is_asked(scene: Scene) -> bool:
    """Whether the person was just asked what to do with the form."""
    shown = any(button.press.action is Action.DRAFT for button in scene.conversation.shown)
    return scene.conversation.form is not None and shown


def takes_as_answer(scene: Scene, said: FormInput) -> bool:
    """Whether typed words answer the open step; a greeting is no first name to somebody who comes back."""
    if isinstance(said, Unclear):
        return False
    return not (isinstance(said, Named) and said.doubtful and (is_left(scene) or is_asked(scene)))


def answered(scene: Scene, said: FormInput) -> Outcome | None:
    """« oui » and « non » to the question what to do with the form; None when the words are about something else.

    After an hour a « oui » does not confirm a sign-up that is not on the screen any more either: it is shown.
    """
    form = scene.conversation.form
    if form is None:
        return None
    if is_asked(scene) and says(scene.turn.text, Word.YES):
        return _resume(scene, form)
    if is_asked(scene) and says(scene.turn.text, Word.NO):
        return signup.go_on(scene, form, Tapped(Verb.STOP))
    confirms = isinstance(said, Tapped) and said.verb is Verb.CONFIRM
    return _resume(scene, form) if confirms and is_left(scene) else None


def asks(outcome: Outcome) -> bool:
    """Whether this outcome asks what to do with the form."""
    buttons = (button for reply in outcome.replies for row in reply.rows for button in row)
    return any(isinstance(button, Button) and button.press.action is Action.DRAFT for button in buttons)


def offer(scene: Scene, *before: Reply) -> Outcome:
    """Say `before`, an answer to a question, then what was left open: resume it, begin anew, or leave it."""
    form = scene.conversation.form
    assert form is not None  # asked only with a form open
    rows: tuple[Row, ...] = (
        (_button(scene, form, "draft-resume", "resume"), _button(scene, form, "draft-again", "again")),
        (_button(scene, form, "draft-leave", "leave"),),
    )
    return scene.with_form(form, *before, Reply(_were(scene, form), rows, in_place=scene.was_pressed and not before))


def start(scene: Scene, event: Event, opening: Opening = NOTHING) -> Outcome:
    """Begin to sign up for an event, unless a form with something in it would be lost, or a child writes here."""
    form = scene.conversation.form
    if scene.conversation.young:
        return young.sent_to_a_parent(scene)
    if form is None:
        return signup.start(scene, event, opening)
    if form.event_id == event.id:
        return offer(scene) if is_left(scene) else _go_on_with(scene, form, event, opening)
    if form.step is Step.NOTICE or not _has_something(form):
        return signup.start(without_form(scene), event, opening)
    rows: tuple[Row, ...] = (
        (_button(scene, form, "draft-resume", "resume"),),
        (_button(scene, form, "draft-other", f"other-{event.code}"),),
    )
    other = scene.words.say("draft-other-is", title=cards.title(event, scene.language))
    return scene.with_form(form, Reply(f"{_were(scene, form)}\n\n{other}", rows, in_place=scene.was_pressed))


def begin_instead(scene: Scene, form: Form, event: Event) -> Outcome:
    """The same people, with what was answered for them, at another event."""
    names = {one.id: one.first_name for one in known_people(scene)}
    answered = (
        Beforehand(one.question, one.words, () if one.participant_id is None else (names[one.participant_id],))
        for one in form.answers
        if one.words and (one.participant_id is None or one.participant_id in names)
    )
    waiting = tuple(name for name in (form.name, *form.names) if name)
    here = people_told(scene.turn.text, waiting, scene.local_now).told if len(waiting) == 1 else ()
    people = Named(waiting, (*form.told, *here), known=form.chosen)
    opening = Opening(people, form.unnamed, (*form.beforehand, *answered))
    return signup.start(without_form(scene), event, opening)


def _go_on_with(scene: Scene, form: Form, event: Event, opening: Opening) -> Outcome:
    """« S’inscrire » once more at the same event: nothing that was given is asked again."""
    if not _has_something(form):
        return signup.start(scene, event, opening)
    more = reading_people.sorted_out(opening.named, known_people(scene))
    asks = form.step in ASKING_WHO and bool(more.names or more.known)
    if opening.beforehand:
        return signup.go_on(scene, form, Breathed(more if asks else Unclear(), opening.beforehand))
    return signup.go_on(scene, form, more) if asks else signup.show_again(scene, form)


def pressed(scene: Scene, code: str, serial: int) -> Outcome:
    """« Reprendre », « Recommencer », « Laisser », « Passer à l’autre »."""
    form = scene.conversation.form
    if form is None or form.serial != serial:
        return scene.answer(toast=scene.words.label("form-over"))
    if code == "resume":
        return _resume(scene, form)
    after = without_form(scene)
    if code == "leave":
        return after.answer(Reply(scene.words.say("draft-left"), in_place=scene.was_pressed))
    wanted = agenda.by_code(scene.session, code.removeprefix("other-"))
    event = wanted if code.startswith("other-") else agenda.by_id(scene.session, form.event_id)
    if event is None:
        return after.answer(Reply(scene.words.say("refused-unknown"), in_place=scene.was_pressed))
    return signup.start(after, event)


def _resume(scene: Scene, form: Form) -> Outcome:
    if form.step is Step.STOPPING:
        form = replace(form, step=form.before or Step.WHO, before=None)
    return signup.show_again(scene, form)


def _has_something(form: Form) -> bool:
    return bool(form.chosen or form.names or form.name or form.unnamed)


def _were(scene: Scene, form: Form) -> str:
    event = agenda.by_id(scene.session, form.event_id)
    title = "" if event is None else cards.title(event, scene.language)
    known = {one.id: one.first_name for one in known_people(scene)}
    names = [known[one] for one in form.chosen if one in known] + [form.name, *form.names]
    who = ", ".join(name for name in names if name)
    if not who:
        return scene.words.say("draft-were-nobody", title=title)
    return scene.words.say("draft-were", who=who, title=title)


def _button(scene: Scene, form: Form, key: str, code: str) -> Button:
    return Button(scene.words.label(key), Press(Action.DRAFT, code, form.serial))
