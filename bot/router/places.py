"""What is said of places where neither a form nor a notice asks: somebody new, the line they wait in."""

from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Reply
from bot.chat.context import Context, last_event, told_reminders
from bot.chat.form import Form, Opening
from bot.chat.state import Outcome
from bot.features import escalation, home
from bot.features.places import notice_buttons
from bot.features.places.notice_answers import event_spoken_of
from bot.features.signup import draft
from bot.features.signup.draft import form_below
from bot.features.signup.form_context import known_people, names_another
from bot.features.signup.reading_beside import beforehand_of
from bot.router.answers import Words
from bot.views import registrations
from intents.meaning.meaning import Act, Coming
from intents.readers.asking import asks_rank, asks_something, asks_why, may_come, waits_for_news
from intents.readers.attending import asks_for_another
from intents.readers.born import people_told
from intents.readers.breath import tells_who_comes
from intents.readers.changes import wants_another_date
from intents.readers.choosing import named_among
from intents.readers.wording import same_name, says_name
from intents.slots.names import known_names
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.tables import State
from scheduler.seats import seats


def why_it_changed(words: Words) -> Outcome | None:
    """« Pourquoi vous changez la date ? », right after it was told: the reason is not known here, the team may tell."""
    context = words.context
    changed = next((one for one in told_reminders(context) if one.of_change and one.is_last_word), None)
    if changed is None or context.conversation.form is not None or not asks_why(words.text):
        return None
    return escalation.offer(
        context, context.words.say("changed-why", title=notice_buttons.event_title(context, changed.event))
    )


def told_before_the_event(words: Words) -> Outcome | None:
    """« Léa est née en mars 2018, Tom en juin 2020 », below the list of events to choose from."""
    context, told = words.context, words.context.conversation.opening
    choices = tuple(one for one in context.conversation.shown if one.press.action is Action.SIGN_UP)
    if told is None or not told.named.names or len(choices) < 2 or context.conversation.form is not None:
        return None
    if words.understood is None or words.meaning.slots.titled or asks_something(words.text):
        return None
    more = _with_told(context, told)
    if more == told:
        return None
    context = replace(context, conversation=replace(context.conversation, opening=more))
    rows = tuple((one,) for one in dict.fromkeys(choices))
    return context.answer(Reply(context.words.say("choose-event-noted"), rows))


def somebody_new(words: Words) -> Outcome | None:
    """« Et ma nièce Lou peut venir aussi ? Elle est née en mai 2018 », « …, inscrivez-la avec mes filles », of an event
    at which they have a place.
    """
    context = words.context
    orders = words.understood is not None and words.meaning.speech.act is Act.SIGN_UP and words.meaning.speech.insists
    comes = orders or asks_for_another(words.text) or may_come(words.text)
    if words.understood is None or context.conversation.form is not None or not comes:
        return None
    known = [one.first_name for one in known_people(context)]
    spoken = (*words.meaning.slots.names, *known_names(words.text))
    names = tuple(dict.fromkeys(one for one in spoken if not any(same_name(one, other) for other in known)))
    event = event_spoken_of(context) or _shown_alone(context)
    if event is None or not names or not people_told(words.text, names, context.local_now).told:
        return None
    return draft.begin(context, event, replace(words.meaning.slots, names=names))


def put_on_the_card(words: Words) -> Outcome | None:
    """« Mettez-les tous les deux », below the card of an event at which nobody of them has a place: no date changes."""
    context, talk = words.context, words.context.conversation.talk
    if words.understood is None or words.asks or context.conversation.form is not None or talk is None:
        return None
    is_moved = words.meaning.speech.act is Act.MOVE and not wants_another_date(words.text)
    shown = talk.shown if talk.fresh(context.now) else ()
    event = agenda.by_uid(context.session, shown[0]) if is_moved and len(shown) == 1 else None
    held = {one.event.title for one in registrations.registrations(context)}
    if event is None or event.title in held or not event.takes_signups(context.now):
        return None
    when = words.meaning.slots.when
    return (
        draft.begin(context, event, words.meaning.slots) if when is None or context.begins_then(event, when) else None
    )


def _shown_alone(context: Context) -> Event | None:
    """The event that was just shown, where the family has a place at it."""
    talk = context.conversation.talk
    if talk is None or not talk.fresh(context.now) or len(talk.shown) != 1:
        return None
    event = agenda.by_uid(context.session, talk.shown[0])
    return event if event is not None and registrations.at_event(context, event) else None


def _with_told(context: Context, before: Opening) -> Opening:
    """With the births and the answers that these words tell of whoever was named before."""
    text, names = context.turn.text, before.named.names
    spoken = named_among(text, names) or names
    born = people_told(text, spoken, context.local_now).told
    kept = tuple(one for one in before.named.told if one.name not in {told.name for told in born})
    others = tuple(name for name in names if name not in spoken)
    answered = (*before.beforehand, *beforehand_of(text, spoken, others))
    return replace(before, named=replace(before.named, told=(*kept, *born)), beforehand=answered)


def speaks_of_somebody_new(words: Words) -> bool:
    """Whether somebody is named, or told of, who has no place yet."""
    return _names_one_without_a_place(words) or _tells_of_a_new_one(words)


def _tells_of_a_new_one(words: Words) -> bool:
    """« Né en mars 2016, allergique aux noix », below an event that nobody of them is at: it is of who is to come."""
    asked = words.context.conversation.asked
    if asked is None or asked.yes.action is not Action.SIGN_UP:
        return False
    is_there = any(one.event.code == asked.yes.code for one in registrations.registrations(words.context))
    return not is_there and tells_who_comes(words.text, words.meaning.slots.names, words.context.local_now)


def _names_one_without_a_place(words: Words) -> bool:
    people, held = known_people(words.context), registrations.registrations(words.context)
    there = {one.participant_id for one in held}
    named = [one for one in people if says_name(words.text, one.first_name)]
    another = names_another(words.meaning.slots.names, people)
    return another or (bool(held) and any(one.id not in there for one in named))


def rank_asked(words: Words) -> Outcome | None:
    """« On est combien devant ? », « il attend une place, toujours pas de nouvelles »."""
    if words.understood is None or not (asks_rank(words.text) or waits_for_news(words.text)):
        return None
    context, form = words.spoken, words.context.conversation.form
    outcome = _rank_told(context, form, _event_of(words, form))
    return outcome if form is None else form_below(words.context, form, outcome)


def _rank_told(context: Context, form: Form | None, event: Event | None) -> Outcome:
    """Their own rank; of whom does not wait yet, how many do at the event that is spoken of."""
    waits = any(one.state in (State.WAITING, State.OFFERED) for one in registrations.registrations(context))
    if waits or event is None:
        return registrations.waiting(context)
    line = Reply(_line_told(context, event))
    if form is not None:
        return context.answer(line)
    card = home.card(context, event)
    return replace(card, replies=(line, *card.replies))


def _line_told(context: Context, event: Event) -> str:
    families = len({one.family_id for one in seats.line(context.session, event.id)})
    return context.words.say("not-in-line", n=families, title=cards.title(event, context.language))


def _event_of(words: Words, form: Form | None) -> Event | None:
    """The event of the form, or the one that is named, or spoken of last."""
    session, slots = words.context.session, words.meaning.slots
    if form is not None:
        return agenda.by_id(session, form.event_id)
    named = agenda.by_uid(session, slots.events[0]) if len(slots.events) == 1 else last_event(words.context)
    return named if named is not None and named.takes_signups(words.context.now) else None


def are_told_of(words: Words) -> bool:
    """« Parfait merci, alors on vient », of who has places."""
    told = any(one.says in (Coming.COMING, Coming.NOT_COMING) for one in words.context.clauses)
    return told and bool(registrations.registrations(words.context))
