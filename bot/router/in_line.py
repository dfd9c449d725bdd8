"""Where somebody stands, or would stand, in the line of an event, asked in words."""

from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Reply
from bot.chat.context import Context, last_event
from bot.chat.form import Form
from bot.chat.state import Outcome
from bot.features import home
from bot.features.signup.draft import form_below
from bot.router.answers import Words
from bot.views import registrations
from intents.readers.asking import asks_rank, waits_for_news
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import State
from scheduler.seats import seats


def asked_in_words(words: Words) -> Outcome | None:
    """« On est combien devant ? », « il attend une place, toujours pas de nouvelles »."""
    if words.understood is None or not (asks_rank(words.text) or waits_for_news(words.text)):
        return None
    context, form = words.spoken, words.context.conversation.form
    outcome = _told(context, form, _event(words, form))
    return outcome if form is None else form_below(words.context, form, outcome)


def _told(context: Context, form: Form | None, event: Event | None) -> Outcome:
    """Their own rank; of whom does not wait yet, how many do at the event that is spoken of."""
    waits = any(one.state in (State.WAITING, State.OFFERED) for one in registrations.registrations(context))
    if waits or event is None:
        return registrations.waiting(context)
    line = Reply(_length(context, event))
    if form is not None:
        return context.answer(line)
    card = home.card(context, event)
    return replace(card, replies=(line, *card.replies))


def _length(context: Context, event: Event) -> str:
    families = len({one.family_id for one in seats.line(context.session, event.id)})
    return context.words.say("not-in-line", n=families, title=cards.title(event, context.language))


def _event(words: Words, form: Form | None) -> Event | None:
    """The event of the form, or the one that is named, or spoken of last."""
    session, slots = words.context.session, words.meaning.slots
    if form is not None:
        return agenda.by_id(session, form.event_id)
    named = agenda.by_uid(session, slots.events[0]) if len(slots.events) == 1 else last_event(words.context)
    return named if named is not None and named.takes_signups(words.context.now) else None
