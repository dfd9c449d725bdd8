"""In the middle of a form: another event, or date, in place of the form's; everybody and all answers go along."""

from collections.abc import Sequence
from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.form import Agreed, Breathed, Form, FormInput, Step, Tapped, Unclear, Verb
from bot.chat.state import Outcome
from bot.features import home
from bot.features.signup import draft, several, signup
from bot.features.signup.form_context import known_people
from bot.router import answers
from bot.router.answers import Words
from bot.views import seat_status
from intents.meaning.meaning import Act
from intents.readers.asking import asks_something, takes_back, takes_back_or_affirms
from intents.readers.births import Named
from intents.readers.changes import prefers_another
from intents.readers.choosing import titles_named
from intents.readers.ordering import date_named, wants_rather, wants_the_next
from intents.slots.names import known_names
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event, upcoming
from scheduler.signups.moving import other_dates


def other_event(words: Words, form: Form) -> Outcome | None:
    """« finalement c'est à Studio de poche », « plutôt le 3 mars », « il préfère les marionnettes »: the same people,
    and what was told of them, for another event; which date is asked where that is not clear.
    """
    if words.understood is None or words.asks:
        return None
    slots, act = words.meaning.slots, words.meaning.speech.act
    by_title = _titled(words, form) if prefers_another(words.text) else ()
    names_it = act is Act.MOVE or (slots.titled and len(slots.events) == 1 and takes_back(words.text))
    if not names_it and not by_title and not _for_another_day(words, form):
        return None
    event = _meant(words, form) if names_it or not by_title else None
    if event is None and by_title:
        if len(by_title) > 1:
            return _which_date(words.context, form, by_title)
        event = by_title[0]
    chosen = agenda.by_id(words.context.session, form.event_id)
    if event is None or chosen is None or not (names_it or by_title or event.title == chosen.title):
        return None
    return draft.begin_instead(words.context, form, event)


def another_date(words: Words, form: Form, said: FormInput) -> Outcome | None:
    """« C’est le 23 que je veux, pas le 16 », « ah mince, plutôt le mercredi d’après, et j’accepte »: the form goes to
    that date, and what else is said answers it there.
    """
    strangers = set(known_names(words.text)) - set(_in_form(words, form))
    if words.understood is None or not wants_rather(words.text) or strangers:
        return None
    event = _other_date(words, form)
    if event is None:
        return _for_this_date(words, form, said)
    lead = Reply(words.context.words.say("form-this-date", when=seat_status.when(event, words.context)))
    outcome = draft.begin_instead(words.context, form, event)
    after, left = outcome.conversation.form, _left_to_say(form, said)
    if after is not None and left is not None:
        outcome = signup.go_on(replace(words.context, conversation=outcome.conversation), after, left)
    return replace(outcome, replies=(lead, *outcome.replies))


def _left_to_say(form: Form, said: FormInput) -> FormInput | None:
    """What answers the form on its new date too: a yes to the notice, and answers; who comes went along."""
    if form.step is Step.NOTICE:
        agrees = isinstance(said, Agreed) or said == Tapped(Verb.AGREE)
        return Tapped(Verb.AGREE) if agrees else None
    return replace(said, said=Unclear()) if isinstance(said, Breathed) else None


def _for_this_date(words: Words, form: Form, said: FormInput) -> Outcome | None:
    """« C’est le 23 que je veux », of a form that is for the 23rd; no word of it is anybody’s name."""
    named = said.names if isinstance(said, Named) else ()
    if not isinstance(said, Unclear | Named) or set(named) & set(known_names(words.text)):
        return None
    own, when = agenda.by_id(words.context.session, form.event_id), date_named(words.text, words.context.local_now)
    if own is None or when is None or not when.spans or not words.context.begins_then(own, when):
        return None
    lead = Reply(words.context.words.say("form-this-date", when=seat_status.when(own, words.context)))
    return signup.show_again(words.context, form, lead)


def _other_date(words: Words, form: Form) -> Event | None:
    """The one other date of the form's event that is named, or the one behind it."""
    context, own = words.context, agenda.by_id(words.context.session, form.event_id)
    if own is None:
        return None
    dates, when = other_dates(context.session, own, context.now), date_named(words.text, context.local_now)
    if wants_the_next(words.text):
        return next((one for one in dates if one.starts_at > own.starts_at), None)
    fits = [one for one in dates if when is not None and when.spans and context.begins_then(one, when)]
    return fits[0] if len(fits) == 1 else None


def _for_another_day(words: Words, form: Form) -> bool:
    """« Inscrivez-le le 20 », of nobody else than who is in the form."""
    act, slots = words.meaning.speech.act, words.meaning.slots
    return act is Act.SIGN_UP and slots.when is not None and not _names_others(words, form)


def _names_others(words: Words, form: Form) -> bool:
    return not set(words.meaning.slots.names) <= set(_in_form(words, form))


def _in_form(words: Words, form: Form) -> tuple[str | None, ...]:
    """Everybody in the form."""
    known = (one.first_name for one in known_people(words.context) if one.id in form.chosen)
    return (*known, form.name, *form.names)


def _titled(words: Words, form: Form) -> tuple[Event, ...]:
    """The dates of the only other event that a word of its title names, on the day that is said, if any is."""
    context, when = words.context, words.meaning.slots.when
    own = agenda.by_id(context.session, form.event_id)
    open_now = [one for one in upcoming(context.session, context.now) if one.takes_signups(context.now)]
    named = titles_named(words.text, tuple(dict.fromkeys(map(several.titles, open_now))))
    others = [one for one in open_now if several.titles(one) in named and (own is None or one.title != own.title)]
    if len({one.title for one in others}) != 1:
        return ()
    then = tuple(one for one in others if when is not None and context.begins_then(one, when))
    return then or (tuple(others) if when is None else ())


def another_asked_about(words: Words, form: Form) -> Outcome | None:
    """« Et les marionnettes, c’est quand ? », « Lila pourrait faire les badges ? »: the event that a word tells is
    shown where what was asked is not clear, or was taken for a question about the form's.
    """
    context, own = words.context, agenda.by_id(words.context.session, form.event_id)
    if words.understood is None or own is None or not asks_something(words.text):
        return None
    named, heard = _titled(words, form), set(words.meaning.slots.events)
    if not named or (words.is_sure and heard != {own.uid}):
        return None
    if len(named) == 1:
        return home.card(context, named[0])
    lead = context.words.say("card-title", title=cards.title(named[0], context.language))
    return context.answer(home.listed(context, named, lead))


def _which_date(context: Context, form: Form, events: Sequence[Event]) -> Outcome:
    zone = context.services.zone
    labels = [(cards.button(one, context.words, zone).label, f"{draft.INSTEAD}{one.code}") for one in events]
    labels.append((context.words.label("draft-resume"), "resume"))
    rows: tuple[Row, ...] = tuple((Button(one, Press(Action.DRAFT, code, form.serial)),) for one, code in labels)
    said = context.words.say("draft-which-date", title=cards.title(events[0], context.language))
    return context.with_form(form, Reply(said, rows))


def takes_the_form_along(press: Press) -> bool:
    """Whether this button takes the form to another event."""
    return press.action is Action.DRAFT and press.code.startswith(draft.INSTEAD)


def the_same_date(words: Words, form: Form) -> Outcome | None:
    """« Le 19, pas le 12 », of a form that is for the 19th already: said so."""
    event = agenda.by_id(words.context.session, form.event_id)
    when = None if words.understood is None or words.asks else words.meaning.slots.when
    if event is None or when is None or not words.context.begins_then(event, when):
        return None
    if form.step not in (Step.NOTICE, Step.WHO, Step.RECAP) or not takes_back_or_affirms(words.text):
        return None
    said = words.context.words.say("form-this-date", when=seat_status.when(event, words.context))
    return signup.show_again(words.context, form, Reply(said))


def _meant(words: Words, form: Form) -> Event | None:
    """The event meant in place of the form's: another date of it before all; with nothing named, the only one."""
    context, understood = words.context, words.understood
    if understood is None:
        return None
    chosen, slots = agenda.by_id(context.session, form.event_id), understood.meaning.slots
    dates = () if chosen is None else other_dates(context.session, chosen, context.now)
    if not slots.titled and slots.when is None:
        return dates[0] if len(dates) == 1 else None
    fits = answers.events_that_fit(context, understood)
    named = tuple(event for event in fits if event != chosen and event.takes_signups(context.now))
    among = (tuple(event for event in named if event in dates), named)
    return next((events[0] for events in among if len(events) == 1), None)
