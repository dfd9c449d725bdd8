"""A form begun, left open, come back to, or refused to a child: what stands beside the form that is open."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene, without_memory
from bot.chat.form import AFTER_LIST, Beforehand, Form, Step
from bot.chat.inputs import NOTHING, Breathed, FormInput, Next, Opening, Tapped, Unclear, Verb
from bot.chat.state import Outcome
from bot.features.signup import reading, signup
from bot.features.signup.effects import let_go, without_form
from bot.features.signup.form_context import is_for_adults, known_people
from bot.features.signup.reading_answers import beforehand
from intents.meaning.meaning import Meaning, Slots, Writer
from intents.readers.answers import of_everybody
from intents.readers.asking import speaks_of_oneself
from intents.readers.births import Named, Told
from intents.readers.breath import comes_along, first_names, people_told
from intents.readers.choosing import titles_led_to, whom_to_what, without_titles
from intents.readers.people import for_oneself, grown_ups, of_ages
from intents.readers.saying import Word, says
from intents.slots.names import writers_name
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.privacy import privacy


def is_here(scene: Scene, meaning: Meaning) -> bool:
    """Whether a child writes; of somebody between 15 and 17 it matters only where there is something to sign.

    Who has told of children is an adult unless an age or a class says otherwise.
    """
    speech, form = meaning.speech, scene.conversation.form
    if speech.writer is Writer.TEENAGER:
        return form is not None or meaning.intent == "sign_up"
    if speech.writer is not Writer.CHILD:
        return False
    names_somebody = bool(known_people(scene)) or (form is not None and bool(form.name or form.names))
    return speech.tells_own_age or not (names_somebody or (form is not None and not speaks_of_oneself(scene.turn.text)))


def declares_an_adult(scene: Scene, meaning: Meaning) -> bool:
    """Whether an adult takes over in a chat where a child wrote: « je suis sa mère »."""
    return scene.conversation.young and meaning.speech.writer is Writer.ADULT


def met(scene: Scene) -> Outcome:
    """« Demande à un parent de m’écrire »: the form ends, and what it had begun is forgotten."""
    let_go(scene, scene.conversation.form)
    held = privacy.what_we_hold(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    if held is not None and held.chats == 1 and not held.participants and not held.registrations:
        # Made a moment ago, by the child's own tap on the notice.
        privacy.erase(scene.session, scene.turn.chat_id, scene.now, scene.desk.hours)
    forgotten = without_memory(scene)
    forgotten = replace(forgotten, conversation=replace(forgotten.conversation, young=True))
    return forgotten.answer(Reply(scene.words.say("young-met"), in_place=scene.was_pressed))


def sent_to_a_parent(scene: Scene) -> Outcome:
    """A way into the form, in a chat where a child wrote."""
    return scene.answer(Reply(scene.words.say("young-again")))


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
        return sent_to_a_parent(scene)
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
    more = reading.sorted_out(opening.named, known_people(scene))
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


def form_below(scene: Scene, form: Form, outcome: Outcome) -> Outcome:
    """The answer and the open step again; of a form that was left, whether to go on with it.

    An answer that asks something itself (« Tout effacer ? ») stands alone until it has its yes or no: with the form
    below it, a « oui » would be the form's.
    """
    after = replace(scene, conversation=outcome.conversation)
    if is_left(scene):
        return offer(after, *outcome.replies)
    asked = outcome.conversation.asked
    if asked is not None and asked.no is not None:
        return outcome
    return replace(signup.show_again(after, form, *outcome.replies), toast=outcome.toast)


def settled(scene: Scene, press: Press, outcome: Outcome) -> Outcome:
    """After the yes or no to such a question, tapped or typed, the form goes on."""
    asked, form = scene.conversation.asked, scene.conversation.form
    answers = asked is not None and press in (asked.yes, asked.no)
    if form is None or form is not outcome.conversation.form or not answers or not outcome.replies:
        return outcome
    return form_below(scene, form, outcome)


_NOBODY = Slots()
_MOST_EVENTS = 3  # in one sentence
_OF_AGE, _GROWN = 18, 40  # years; the latter of somebody of whom only is known that they are of age


def begin(scene: Scene, event: Event, said: Slots = _NOBODY) -> Outcome:
    """Begin to sign up for this event those whom `said`, of this turn, names or counts; else, once, those of before."""
    context = scene.conversation.context
    before = context.wanted if context is not None and context.fresh(scene.now) else None
    told = scene.conversation.opening
    scene = nobody(scene)
    if before is None or said.names or said.count or for_oneself(scene.turn.text):
        return start(scene, event, opening(scene, said, (event,)))
    return start(scene, event, told or Opening(of_ages(before.names, before.ages), _unnamed(before)))


def opening(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Opening:
    """What the words of this turn tell of a sign-up for these events, beside which they are."""
    text = without_titles(scene.turn.text, [event.title for event in events])
    names, oneself = first_names(text, said.names), writers_name(text)
    along = bool(names) and comes_along(text)
    if not names and events and all(is_for_adults(event) for event in events) and oneself:
        names = (oneself,)
    adults = grown_ups(text, names) if names else 0
    named = _with_grown_ups(replace(people_told(text, names, scene.local_now), adults=adults), scene)
    if along and oneself and oneself not in names and not any(event.is_for_children for event in events):
        grown = Told(oneself, year=scene.local_now.year - _GROWN)
        named = replace(named, names=(*names, oneself), told=(*named.told, grown))
    elif along:
        named = replace(named, adults=max(adults, 1))
    known = () if names else _everybody(scene, said, text)
    return Opening(replace(named, known=known), 0 if names or known else said.count or 0, beforehand(text, names))


def _with_grown_ups(named: Named, scene: Scene) -> Named:
    """« Paulette, 78 ans »: of whoever is of age the year is enough."""
    year = scene.local_now.year
    told = (replace(one, year=year - one.age) if one.age >= _OF_AGE and not one.year else one for one in named.told)
    return replace(named, told=tuple(told))


def _everybody(scene: Scene, said: Slots, text: str) -> tuple[int, ...]:
    """« Les trois enfants », « tous les deux », of a family that has so many."""
    children = tuple(one.id for one in known_people(scene) if one.birth is not None)
    meant = said.count == len(children) or (said.count is None and of_everybody(text))
    return children if meant else ()


def remembered(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Scene:
    """The scene in which all that was told is kept until one of these events is chosen."""
    told = opening(scene, said, events) if said.names or said.count else None
    return replace(scene, conversation=replace(scene.conversation, opening=told))


def named_together(scene: Scene, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Those of these events that one sentence sends somebody to, in its order: « à la lampe et aux drones »."""
    titles = Counter(map(_titles, events))
    titled = {_titles(event): event for event in events}
    named = titles_led_to(scene.turn.text, tuple(titled))
    return tuple(titled[title] for title in named) if all(titles[title] == 1 for title in named) else ()


def _titles(event: Event) -> str:
    """In every language."""
    return " ".join(filter(None, (event.title, event.title_en)))


def one_after_the_other(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Outcome | None:
    """Sign-ups for several events that one sentence names, in their order; None where it is not sure who goes where."""
    titles = [_titles(event) for event in events]
    if not 1 < len(events) <= _MOST_EVENTS or len(set(titles)) < len(titles) or scene.conversation.form is not None:
        return None
    told = opening(scene, said, events)
    whom = whom_to_what(scene.turn.text, told.named.names, titles)
    if whom is None:
        return None
    first, *others = events
    then = tuple(Next(event.id, told.of(whom[_titles(event)])) for event in others)
    scene = replace(nobody(scene), conversation=replace(nobody(scene).conversation, then=then))
    begun = start(scene, first, told.of(whom[_titles(first)]))
    lead = scene.words.say(
        "one-after-the-other",
        first=cards.title(first, scene.language),
        others=", ".join(cards.title(event, scene.language) for event in others),
    )
    return replace(begun, replies=(Reply(lead), *begun.replies))


def _unnamed(said: Slots) -> int:
    """« inscrire Léa et Tom, 2 places »: the count is of those who are named, if anybody is."""
    return 0 if said.names else said.count or 0


def nobody(scene: Scene) -> Scene:
    """The scene in which nobody who was named before is remembered for the next sign-up."""
    context = scene.conversation.context
    context = context if context is None or context.wanted is None else replace(context, wanted=None)
    return replace(scene, conversation=replace(scene.conversation, context=context, opening=None))
