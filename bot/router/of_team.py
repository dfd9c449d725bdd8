"""What is for the team by its nature: a class or a group that wants to come, and how to reach who wrote."""

from datetime import timedelta

from sqlalchemy import select

from bot.chat.state import Outcome
from bot.core.tables import QuestionRow
from bot.features import escalation
from bot.features.signup.draft import form_below
from bot.router.answers import Words
from intents.meaning.meaning import Trouble
from intents.readers import saying
from intents.readers.asking import asks_something
from intents.readers.births import has_phone

_JUST_NOW = timedelta(minutes=15)


def a_group(words: Words) -> Outcome | None:
    """« Je voudrais venir avec mes 24 élèves »: no form is for them, the team is offered; what became of it."""
    context = words.context
    if words.understood is None or context.conversation.young or words.meaning.speech.trouble is not Trouble.NONE:
        return None
    if words.meaning.slots.names or not saying.speaks_of_a_group(words.text):
        return None
    form = context.conversation.form
    if saying.speaks_of_an_answer(words.text):
        outcome = escalation.standing(words.spoken)
        return outcome if form is None else form_below(context, form, outcome)
    if form is not None or saying.asks_to_hand_on(words.text):
        return None
    return escalation.offer(words.spoken, words.spoken.words.say("group-for-team"))


def how_to_reach(words: Words) -> Outcome | None:
    """« Caroline Lacoste, école Jules-Ferry, 06 50… », right after something was handed on: goes with it."""
    context = words.context
    if context.conversation.form is not None or words.understood is None or asks_something(words.text):
        return None
    if not has_phone(words.text) or words.meaning.slots.titled or words.meaning.speech.insists:
        return None
    mine = select(QuestionRow).where(QuestionRow.chat_id == context.turn.chat_id)
    row = context.session.scalars(mine.order_by(QuestionRow.id.desc()).limit(1)).first()
    is_new = row is not None and row.asked_team_at is not None and context.now - row.asked_team_at <= _JUST_NOW
    if row is None or not is_new or row.answered_at is not None or row.thread_id is None:
        return None
    return escalation.goes_on(words.spoken, row.thread_id)
