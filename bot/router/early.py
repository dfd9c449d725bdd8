"""What is told of who comes where no form is open yet: kept until the event is chosen, or of somebody new."""

from dataclasses import replace

from bot.bot_api.replies import Action, Reply
from bot.chat.context import Context
from bot.chat.form import Opening
from bot.chat.state import Outcome
from bot.features.places.notice_answers import event_spoken_of
from bot.features.signup import draft
from bot.features.signup.form_context import known_people, names_another
from bot.features.signup.reading_beside import beforehand_of
from bot.router.answers import Words
from bot.views import registrations
from intents.meaning.meaning import Act
from intents.readers.asking import asks_something, may_come
from intents.readers.attending import asks_for_another
from intents.readers.born import people_told
from intents.readers.breath import tells_who_comes
from intents.readers.changes import wants_another_date
from intents.readers.choosing import named_among
from intents.readers.wording import same_name, says_name
from intents.slots.names import known_names
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event


def told_before_the_event(words: Words) -> Outcome | None:
    """« Léa est née en mars 2018, Tom en juin 2020 », below the list of events to choose from."""
    context, told = words.context, words.context.conversation.opening
    choices = tuple(one for one in context.conversation.shown if one.press.action is Action.SIGN_UP)
    if told is None or not told.named.names or not choices or context.conversation.form is not None:
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
    """« Et ma nièce Lou peut venir aussi ? Elle est née en mai 2018 », of an event at which they have a place."""
    context = words.context
    comes = asks_for_another(words.text) or may_come(words.text)
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
