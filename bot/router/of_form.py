"""What a message that answers no step says of the open form as a whole: given up, without somebody, done."""

from dataclasses import replace

from bot.chat.form import (
    AFTER_LIST,
    Agreed,
    Breathed,
    Dropped,
    Form,
    FormInput,
    Step,
    Tapped,
    Unclear,
    Verb,
)
from bot.chat.state import Outcome
from bot.features import home
from bot.features.places import cancelling
from bot.features.signup import signup
from bot.features.signup.form_context import known_people
from bot.router import next_forms
from bot.router.answers import Words
from bot.views import registrations
from intents.meaning.meaning import Act, Coming
from intents.readers import attending
from intents.readers.answers import only_confirms
from intents.readers.births import Named
from intents.readers.people import adds_somebody, comes_too, for_oneself, wants_one_more
from intents.readers.saying import beside_asking, language_named
from intents.readers.wording import says_name
from intents.slots.names import writers_name
from knowledge.agenda import agenda

_CLOSING = ("thanks", "goodbye")


def closes(words: Words, form: Form) -> bool:
    """« C’est parfait, merci », « validez », where something is still asked: nothing is done yet."""
    if words.understood is None or words.asks or form.step in (Step.WHO, Step.RECAP, Step.STOPPING):
        return False
    # What a bare yes or no may be, the step says.
    confirms = words.meaning.speech.act is Act.CONFIRM and not words.understood.is_mere_answer
    return words.meaning.intent in _CLOSING or confirms or only_confirms(words.text)


def agreed_in_another_language(words: Words, form: Form, said: FormInput) -> Outcome | None:
    """« J’accepte, mais écrivez en anglais s’il vous plaît », to the notice: both."""
    agrees = isinstance(said, Agreed) or said == Tapped(Verb.AGREE)
    if words.understood is None or form.step is not Step.NOTICE or not agrees:
        return None
    if words.meaning.intent != "language" or not language_named(words.text):
        return None
    switched = home.language_in_words(words.context)
    outcome = signup.go_on(replace(words.context, conversation=switched.conversation), form, said)
    return replace(outcome, replies=(*(replace(one, rows=()) for one in switched.replies), *outcome.replies))


def ordered(words: Words, form: Form) -> Tapped | None:
    """An order in other words than the buttons': « enregistrez », « laissez tomber », « un de plus »."""
    act, slots = words.meaning.speech.act, words.meaning.slots
    if act is Act.CONFIRM and form.step is Step.RECAP:
        return Tapped(Verb.CONFIRM)
    if form.step is Step.RECAP and only_confirms(words.text) and _is_of_this_event(words, form):
        return Tapped(Verb.CONFIRM)  # « je confirme le site web »
    if next_forms.confirms_before_next(words, form):
        return Tapped(Verb.CONFIRM)
    if slots.titled or slots.when is not None or slots.names:
        return None  # of another event, or of somebody else
    if act is Act.CONFIRM and form.step is Step.WHO and form.people:
        return Tapped(Verb.CONTINUE)
    asks_team = beside_asking(words.text) is not None  # « oui demandez » confirms nothing
    clauses = () if asks_team else words.context.clauses
    if form.step is Step.RECAP and clauses and all(one.says is Coming.COMING for one in clauses):
        return Tapped(Verb.CONFIRM)  # « oui c'est bon pour les deux »
    if act is Act.CANCEL and not cancelling.tells_an_absence(words.context):
        return Tapped(Verb.STOP)
    more = act is Act.SIGN_UP and (adds_somebody(words.text) or comes_too(words.text) or wants_one_more(words.text))
    here = {one.first_name for one in known_people(words.context) if one.id in form.chosen}
    more = more and not for_oneself(words.text) and writers_name(words.text) not in here
    return Tapped(Verb.ADD_CHILD) if more else None  # « le reste je prends » adds nobody


def _is_of_this_event(words: Words, form: Form) -> bool:
    """Whether the event of the form is named, and nobody."""
    event, slots = agenda.by_id(words.context.session, form.event_id), words.meaning.slots
    return event is not None and slots.titled and event.uid in slots.events and not slots.names and not words.asks


def with_ordered(words: Words, form: Form, said: FormInput) -> FormInput:
    """« Inscrivez Jeanne, mêmes réponses », of somebody on the list who is not ticked."""
    left = said.said if isinstance(said, Breathed) else said
    orders = words.understood is not None and not words.asks and words.meaning.speech.act is Act.SIGN_UP
    if form.step is not Step.WHO or not orders or not isinstance(left, Unclear):
        return said
    spoken = [one.id for one in known_people(words.context) if says_name(words.text, one.first_name)]
    ids = tuple(one for one in spoken if one not in form.chosen)
    if not ids and spoken and _speaks_of_these_alone(words, form):
        goes_on = Tapped(Verb.CONTINUE)
        return replace(said, said=goes_on) if isinstance(said, Breathed) else goes_on
    if not ids:
        return said
    named = Named((), known=ids)
    return replace(said, said=Agreed(named)) if isinstance(said, Breathed) else named


def _speaks_of_these_alone(words: Words, form: Form) -> bool:
    """« Ok, j’inscris Ilan », who is ticked: nobody else and no event is named."""
    here = {one.first_name for one in known_people(words.context) if one.id in form.chosen}
    slots = words.meaning.slots
    return bool(slots.names) and set(slots.names) <= here and not (slots.titled or slots.when)


def given_up(words: Words, form: Form) -> FormInput | None:
    """« Nadia ne pourra pas venir », « finalement pas possible »: whoever holds no place yet speaks of the form."""
    if words.understood is None or words.asks or words.meaning.intent != "cancel_sign_up":
        return None
    if registrations.registrations(words.context):
        return None
    known = {one.first_name: one.id for one in known_people(words.context) if one.id in form.chosen}
    waiting = tuple(name for name in (form.name, *form.names) if name)
    said = attending.read(words.text, words.context.clauses, (*known, *waiting))
    gone = [] if said is None else [name for name, it in said.named.items() if it is Coming.NOT_COMING]
    if not gone or set(gone) == {*known, *waiting}:
        return Tapped(Verb.STOP) if form.step in (Step.NOTICE, Step.WHO, *AFTER_LIST) or gone else None
    ids = tuple(one for name, one in known.items() if name in gone)
    return Dropped(ids, tuple(name for name in waiting if name in gone))
