"""A form begun, left open, come back to, or refused to a child: what stands beside the form that is open."""

from dataclasses import replace
from datetime import timedelta

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, was_disappointed, without_memory
from bot.chat.form import (
    AFTER_LIST,
    NOTHING,
    Beforehand,
    Breathed,
    Form,
    FormInput,
    Opening,
    Step,
    Tapped,
    Unclear,
    Verb,
    Worded,
)
from bot.chat.state import Outcome
from bot.features.signup import repeated, signup
from bot.features.signup.effects import let_go, without_form
from bot.features.signup.form_context import is_of_adults, known_people
from bot.features.signup.reading_answers import beforehand
from bot.features.signup.reading_people import sorted_out
from bot.views import registrations
from intents.meaning.catalogue import DISTRESS
from intents.meaning.meaning import Meaning, Slots, Trouble, Writer
from intents.readers.answers import of_everybody
from intents.readers.asking import speaks_of_oneself
from intents.readers.births import Named, all_of_age, as_grown_ups
from intents.readers.born import people_told
from intents.readers.breath import first_names
from intents.readers.choosing import named_among, without_titles
from intents.readers.party import party
from intents.readers.people import for_oneself, of_ages
from intents.readers.saying import Word, says
from intents.readers.wording import same_name
from intents.slots.names import known_names
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.privacy import privacy


def is_here(context: Context, meaning: Meaning) -> bool:
    """Whether a child writes; of somebody between 15 and 17 it matters only where there is something to sign.

    Who has told of children, or of grown-ups, is an adult unless an age or a class says otherwise.
    """
    speech, form = meaning.speech, context.conversation.form
    if speech.writer is Writer.TEENAGER:
        return form is not None or meaning.intent == "sign_up"
    if speech.writer is not Writer.CHILD:
        return False
    of_others = _has_told_of_somebody(context) or (form is not None and not speaks_of_oneself(context.turn.text))
    return speech.tells_own_age or not of_others


def _has_told_of_somebody(context: Context) -> bool:
    """Whether somebody who comes was named, here or before, or it was said that a grown-up comes."""
    conversation = context.conversation
    form, told, talk = conversation.form, conversation.opening, conversation.talk
    named = form is not None and bool(form.name or form.names)
    remembered = told is not None and bool(told.named.names)
    ages = (*(one.age for one in talk.people), *talk.query.ages) if talk is not None and talk.fresh(context.now) else ()
    return bool(known_people(context)) or named or remembered or any(age >= _OF_AGE for age in ages)


def in_its_place(context: Context, meaning: Meaning) -> Meaning:
    """The same, where what was told before shows that it only sounds like a child, or, after bad news of ours, like
    somebody in distress.
    """
    speech = meaning.speech
    if meaning.intent == DISTRESS and not speech.is_troubled and was_disappointed(context):
        return replace(meaning, intent="complaint", speech=replace(speech, trouble=Trouble.NONE))
    if speech.writer is not Writer.CHILD or is_here(context, meaning):
        return meaning
    return replace(meaning, speech=replace(speech, writer=Writer.UNTOLD))


def declares_an_adult(context: Context, meaning: Meaning) -> bool:
    """Whether an adult takes over in a chat where a child wrote: « je suis sa mère »."""
    return context.conversation.young and meaning.speech.writer is Writer.ADULT


def met(context: Context) -> Outcome:
    """« Demande à un parent de m’écrire »: the form ends, and what it had begun is forgotten."""
    let_go(context, context.conversation.form)
    held = privacy.what_we_hold(context.session, context.turn.chat_id, context.now, context.services.hours)
    if held is not None and held.chats == 1 and not held.participants and not held.registrations:
        # Made a moment ago, by the child's own tap on the notice.
        privacy.erase(context.session, context.turn.chat_id, context.now, context.services.hours)
    forgotten = without_memory(context)
    forgotten = replace(forgotten, conversation=replace(forgotten.conversation, young=True))
    return forgotten.answer(Reply(context.words.say("young-met"), in_place=context.was_pressed))


def sent_to_a_parent(context: Context) -> Outcome:
    """A way into the form, in a chat where a child wrote."""
    return context.answer(Reply(context.words.say("young-again")))


UNTOUCHED = timedelta(hours=1)
INSTEAD = "instead-"  # begins what a button carries
_OF_AGE = 18  # years
ASKING_WHO = (Step.NOTICE, Step.WHO, Step.NAME, *AFTER_LIST)


def refreshed(context: Context) -> Context:
    """The context without a form that was left open for an event which takes no sign-up any more."""
    form = context.conversation.form
    if form is None or not is_left(context):
        return context
    event = agenda.by_id(context.session, form.event_id)
    return context if event is not None and event.takes_signups(context.now) else without_form(context)


def is_left(context: Context) -> bool:
    """Whether the open form was not touched for an hour."""
    touched = context.conversation.touched_at
    return context.conversation.form is not None and touched is not None and context.now - touched > UNTOUCHED


def is_asked(context: Context) -> bool:
    """Whether the person was just asked what to do with the form."""
    shown = any(button.press.action is Action.DRAFT for button in context.conversation.shown)
    return context.conversation.form is not None and shown


def takes_as_answer(context: Context, said: FormInput) -> bool:
    """Whether typed words answer the open step; to somebody who comes back a greeting is no first name, and free words
    no allergy.
    """
    if isinstance(said, Unclear):
        return False
    loose = isinstance(said, Worded) or (isinstance(said, Named) and said.doubtful)
    return not (loose and (is_left(context) or is_asked(context)))


def answered(context: Context, said: FormInput) -> Outcome | None:
    """« oui » and « non » to the question what to do with the form; None when the words are about something else.

    After an hour a « oui » does not confirm a sign-up that is not on the screen any more either: it is shown.
    """
    form = context.conversation.form
    if form is None:
        return None
    if is_asked(context) and says(context.turn.text, Word.YES):
        return _resume(context, form)
    if is_asked(context) and says(context.turn.text, Word.NO):
        return signup.go_on(context, form, Tapped(Verb.STOP))
    confirms = isinstance(said, Tapped) and said.verb is Verb.CONFIRM
    return _resume(context, form) if confirms and is_left(context) else None


def asks(outcome: Outcome) -> bool:
    """Whether this outcome asks what to do with the form."""
    buttons = (button for reply in outcome.replies for row in reply.rows for button in row)
    return any(isinstance(button, Button) and button.press.action is Action.DRAFT for button in buttons)


def offer(context: Context, *before: Reply) -> Outcome:
    """Say `before`, an answer to a question, then what was left open: resume it, begin anew, or leave it."""
    form = context.conversation.form
    assert form is not None  # asked only with a form open
    rows: tuple[Row, ...] = (
        (_button(context, form, "draft-resume", "resume"), _button(context, form, "draft-again", "again")),
        (_button(context, form, "draft-leave", "leave"),),
    )
    return context.with_form(
        form, *before, Reply(_were(context, form), rows, in_place=context.was_pressed and not before)
    )


def start(context: Context, event: Event, opening: Opening = NOTHING) -> Outcome:
    """Begin to sign up for an event, unless a form with something in it would be lost, or a child writes here."""
    form = context.conversation.form
    if context.conversation.young:
        return sent_to_a_parent(context)
    if form is None:
        return signup.start(context, event, opening)
    if form.event_id == event.id:
        return offer(context) if is_left(context) else _go_on_with(context, form, event, opening)
    if form.step is Step.NOTICE or not _has_something(form):
        return signup.start(without_form(context), event, opening)
    rows: tuple[Row, ...] = (
        (_button(context, form, "draft-resume", "resume"),),
        (_button(context, form, "draft-other", f"other-{event.code}"),),
    )
    other = context.words.say("draft-other-is", title=cards.title(event, context.language))
    return context.with_form(form, Reply(f"{_were(context, form)}\n\n{other}", rows, in_place=context.was_pressed))


def begin_instead(context: Context, form: Form, event: Event) -> Outcome:
    """The same people, with what was answered for them, at another event."""
    names = {one.id: one.first_name for one in known_people(context)}
    answered = (
        Beforehand(one.question, one.words, () if one.participant_id is None else (names[one.participant_id],))
        for one in form.answers
        if one.words and (one.participant_id is None or one.participant_id in names)
    )
    waiting = tuple(name for name in (form.name, *form.names) if name)
    here = people_told(context.turn.text, waiting, context.local_now).told if len(waiting) == 1 else ()
    spoken = () if form.chosen or waiting else named_among(context.turn.text, tuple(names.values()))
    known = form.chosen or tuple(one for one, name in names.items() if name in spoken)
    people = Named(waiting, (*form.told, *here), known=known)
    opening = Opening(people, form.unnamed, (*form.beforehand, *answered))
    return signup.start(without_form(context), event, opening)


def _go_on_with(context: Context, form: Form, event: Event, opening: Opening) -> Outcome:
    """« S’inscrire » once more at the same event: nothing that was given is asked again."""
    if not _has_something(form):
        return signup.start(context, event, opening)
    more = sorted_out(opening.named, known_people(context))
    asks = form.step in ASKING_WHO and bool(more.names or more.known)
    if opening.beforehand:
        return signup.go_on(context, form, Breathed(more if asks else Unclear(), opening.beforehand))
    return signup.go_on(context, form, more) if asks else signup.show_again(context, form)


def pressed(context: Context, code: str, serial: int) -> Outcome:
    """« Reprendre », « Recommencer », « Laisser », « Passer à l’autre »."""
    form = context.conversation.form
    if form is None or form.serial != serial:
        return context.answer(toast=context.words.label("form-over"))
    if code == "resume":
        return _resume(context, form)
    other = agenda.by_code(context.session, code.removeprefix(INSTEAD)) if code.startswith(INSTEAD) else None
    if other is not None:
        return begin_instead(context, form, other)
    after = without_form(context)
    if code == "leave":
        return after.answer(Reply(context.words.say("draft-left"), in_place=context.was_pressed))
    wanted = agenda.by_code(context.session, code.removeprefix("other-"))
    event = wanted if code.startswith("other-") else agenda.by_id(context.session, form.event_id)
    if event is None:
        return after.answer(Reply(context.words.say("refused-unknown"), in_place=context.was_pressed))
    return signup.start(after, event)


def _resume(context: Context, form: Form) -> Outcome:
    if form.step is Step.STOPPING:
        form = replace(form, step=form.before or Step.WHO, before=None)
    return signup.show_again(context, form)


def _has_something(form: Form) -> bool:
    return bool(form.chosen or form.names or form.name or form.unnamed)


def _were(context: Context, form: Form) -> str:
    event = agenda.by_id(context.session, form.event_id)
    title = "" if event is None else cards.title(event, context.language)
    known = {one.id: one.first_name for one in known_people(context)}
    names = [known[one] for one in form.chosen if one in known] + [form.name, *form.names]
    who = ", ".join(name for name in names if name)
    if not who:
        return context.words.say("draft-were-nobody", title=title)
    return context.words.say("draft-were", who=who, title=title)


def _button(context: Context, form: Form, key: str, code: str) -> Button:
    return Button(context.words.label(key), Press(Action.DRAFT, code, form.serial))


def form_below(context: Context, form: Form, outcome: Outcome) -> Outcome:
    """The answer and the open step again; of a form that was left, whether to go on with it.

    An answer that asks something itself (« Tout effacer ? ») stands alone until it has its yes or no: with the form
    below it, a « oui » would be the form's.
    """
    after = replace(context, conversation=outcome.conversation)
    if is_left(context):
        return offer(after, *outcome.replies)
    asked = outcome.conversation.asked
    if asked is not None and asked.no is not None:
        return outcome
    return replace(signup.show_again(after, form, *outcome.replies), toast=outcome.toast)


def settled(context: Context, press: Press, outcome: Outcome) -> Outcome:
    """After the yes or no to such a question, tapped or typed, the form goes on."""
    asked, form = context.conversation.asked, context.conversation.form
    answers = asked is not None and press in (asked.yes, asked.no)
    if form is None or form is not outcome.conversation.form or not answers or not outcome.replies:
        return outcome
    return form_below(context, form, outcome)


_NOBODY = Slots()


def begin(context: Context, event: Event, said: Slots = _NOBODY) -> Outcome:
    """Begin to sign up for this event those whom `said`, of this turn, names or counts; else, once, those of before."""
    talk = context.conversation.talk
    is_fresh = talk is not None and talk.fresh(context.now)
    before, told = (talk.wanted, context.conversation.opening) if talk is not None and is_fresh else (None, None)
    context = nobody(context)
    names = (() if told is None else told.named.names) or (() if before is None else before.names)
    counted = said.count and said.count != len(names)  # « une place pour lui » is for whoever was named
    anew = _newly_named(context, event, said, told) or counted or for_oneself(context.turn.text)
    if anew or (before is None and told is None):
        return start(context, event, as_told_before(opening(context, said, (event,)), told))
    if beside := _named_beside(context, event, told):
        return start(context, event, Opening(Named(beside), 0, beforehand(context.turn.text, beside)))
    if told is not None or before is None:
        return start(context, event, NOTHING if told is None else _told_now(context, told))
    return start(context, event, _told_now(context, Opening(of_ages(before.names, before.ages), _unnamed(before))))


def _told_now(context: Context, before: Opening) -> Opening:
    """Whom earlier words named, with what these tell of them: « né le 3 mars, allergique aux noix »."""
    text, names = context.turn.text, before.named.names
    if context.was_pressed or not names:
        return before
    born = people_told(text, names, context.local_now).told
    kept = tuple(one for one in before.named.told if one.name not in {told.name for told in born})
    answered = (*before.beforehand, *repeated.told(context, text, names), *beforehand(text, names))
    return replace(before, named=replace(before.named, told=(*kept, *born)), beforehand=answered)


def _newly_named(context: Context, event: Event, said: Slots, told: Opening | None) -> bool:
    """Whether somebody is named; « pareil que Tao », who has a place there, is said of whoever was named before."""
    there = {one.first_name for one in registrations.at_event(context, event) if one.first_name}
    if told is None or not told.named.names or not there:
        return bool(said.names)
    return any(not any(same_name(name, one) for one in there) for name in said.names)


def as_told_before(now: Opening, before: Opening | None) -> Opening:
    """With what was told of the same people in the words before: « ma nièce Lou, née en mai », « oui, et Lou… »."""
    if before is None:
        return now
    again = before.of(now.named.names)
    kept = tuple(one for one in again.named.told if one.name not in {told.name for told in now.named.told})
    answered = (*(one for one in again.beforehand if now.named.names), *now.beforehand)
    return replace(now, named=replace(now.named, told=(*kept, *now.named.told)), beforehand=answered)


def _named_beside(context: Context, event: Event, told: Opening | None) -> tuple[str, ...]:
    """« samedi 10 avril, elle s’appelle Mariam »: who is named where the event is chosen, and nobody was before."""
    if context.was_pressed or (told is not None and told.named.names):
        return ()
    text = without_titles(context.turn.text, [event.title])
    return first_names(text, known_names(text))


def opening(context: Context, said: Slots, events: tuple[Event, ...]) -> Opening:
    """What the words of this turn tell of a sign-up for these events, beside which they are."""
    text = without_titles(context.turn.text, [event.title for event in events])
    found = party(
        text,
        said.names,
        said.count or 0,
        with_adults=not any(event.is_for_children for event in events),
        of_adults=bool(events) and all(is_of_adults(event) for event in events),
        now=context.local_now,
    )
    named = _with_grown_ups(found.named, context)
    known = () if named.names else _everybody(context, said, text)
    told = (*repeated.told(context, text, named.names), *beforehand(text, named.names))
    return Opening(replace(named, known=known), 0 if named.names or known else found.unnamed, told)


def _with_grown_ups(named: Named, context: Context) -> Named:
    """« Paulette, 78 ans »: of whoever is of age the year is enough."""
    if not named.told and all_of_age(context.turn.text):
        return as_grown_ups(named, context.local_now)
    year = context.local_now.year
    told = (replace(one, year=year - one.age) if one.age >= _OF_AGE and not one.year else one for one in named.told)
    return replace(named, told=tuple(told))


def _everybody(context: Context, said: Slots, text: str) -> tuple[int, ...]:
    """« Les trois enfants », « tous les deux », of a family that has so many."""
    children = tuple(one.id for one in known_people(context) if one.birth is not None)
    meant = said.count == len(children) or (said.count is None and of_everybody(text))
    return children if meant else ()


def remembered(context: Context, said: Slots, events: tuple[Event, ...]) -> Context:
    """The context in which all that was told is kept until one of these events is chosen."""
    told = opening(context, said, events) if said.names or said.count else None
    return replace(context, conversation=replace(context.conversation, opening=told))


def _unnamed(said: Slots) -> int:
    """« inscrire Léa et Tom, 2 places »: the count is of those who are named, if anybody is."""
    return 0 if said.names else said.count or 0


def nobody(context: Context) -> Context:
    """The context in which nobody who was named before is remembered for the next sign-up."""
    talk = context.conversation.talk
    talk = talk if talk is None or talk.wanted is None else replace(talk, wanted=None)
    return replace(context, conversation=replace(context.conversation, talk=talk, opening=None))
