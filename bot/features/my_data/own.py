"""What is asked of the bot's own doings: answered from what it knows of itself, not of the venue."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context
from bot.chat.state import Outcome
from bot.features.my_data import my_data
from bot.features.places.notice_answers import event_spoken_of
from bot.views import registrations
from bot.views.registrations import mine_row
from intents.readers.asking import Own, own_asked
from knowledge.agenda import agenda
from scheduler.families import families


def is_of_another(text: str) -> bool:
    """Whether a sign-up that somebody else made is asked about: nothing is to be begun."""
    return own_asked(text) is Own.OF_ANOTHER


def answered(context: Context) -> Outcome | None:
    """The answer, where something of that is asked."""
    meant = own_asked(context.turn.text)
    if meant is None:
        return None
    return _ANSWERS[meant](context)


def _reminders(context: Context) -> Outcome:
    family = families.family_of(context.session, context.turn.chat_id)
    if family is None:
        return context.answer(
            Reply(f"{context.words.say('how-reminders-none')}\n\n{context.words.say('own-other-phone')}")
        )
    state = "on" if family.reminders_on else "off"
    invite = Button(context.words.label("invite-button"), Press(Action.INVITE))
    return context.answer(Reply(context.words.say(f"how-reminders-{state}"), ((invite,),)))


def _of_another(context: Context) -> Outcome:
    """« Sa mère l’a inscrite, vous me confirmez ? »: shown to nobody but the family, to which a phone can be linked."""
    shown = registrations.mine(context)
    return replace(shown, replies=(*shown.replies, Reply(context.words.say("own-other-phone"))))


def _kept(context: Context) -> Outcome:
    row: Row = (Button(context.words.label("intent-my_data"), Press(Action.DATA)),)
    return context.answer(Reply(context.words.say("own-kept", days=context.services.keep_days), (row,)))


def _proof(context: Context) -> Outcome:
    if registrations.registrations(context):
        return registrations.mine(context)
    return context.answer(Reply(context.words.say("own-proof"), mine_row(context)))


def _entrance(context: Context) -> Outcome:
    """With the day and hour of the event, where they have a place at one."""
    event = event_spoken_of(context) or next((one.event for one in registrations.registrations(context)), None)
    said = Reply(context.words.say("own-entrance"))
    if event is None:
        return context.answer(replace(said, rows=mine_row(context)))
    shown = registrations.page(context, event, registrations.at_event(context, event))
    return replace(shown, replies=(said, *shown.replies))


def _for_others(context: Context) -> Outcome:
    return context.answer(_parent_agrees(context))


def _guardian(context: Context) -> Outcome:
    return context.answer(Reply(context.words.say("own-guardian")), _parent_agrees(context))


def _parent_agrees(context: Context) -> Reply:
    """Whose child it is agrees, by a link: to the event of the form, where one is open."""
    form = context.conversation.form
    event = None if form is None else agenda.by_id(context.session, form.event_id)
    link = f"https://t.me/{context.services.username}"
    link = link if event is None else f"{link}?start=e_{event.code}"
    return Reply(context.words.say("parent-agrees", link=link))


_ANSWERS: Mapping[Own, Callable[[Context], Outcome]] = {
    Own.REMINDERS: _reminders,
    Own.OF_ANOTHER: _of_another,
    Own.KEPT: _kept,
    Own.NOTED: my_data.show,
    Own.BOOKINGS: registrations.mine,
    Own.PROOF: _proof,
    Own.ENTRANCE: _entrance,
    Own.FOR_OTHERS: _for_others,
    Own.GUARDIAN: _guardian,
}
