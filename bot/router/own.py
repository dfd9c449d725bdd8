"""Questions about the bot's own doings, where nothing is ordered beside them."""

from bot.chat.state import Outcome
from bot.features.my_data import own
from bot.features.signup.draft import form_below
from bot.router.answers import Words


def asked_about(words: Words) -> Outcome | None:
    """« Et qui reçoit le rappel ? », « vous gardez ça longtemps ? »: what the bot itself does, in a form too."""
    context, form = words.spoken, words.context.conversation.form
    awaited = words.awaited is not None and words.awaited.question_id is None  # written for the team
    if words.understood is None or words.orders or awaited or _orders_otherwise(words):
        return None
    outcome = own.answered(context)
    return outcome if outcome is None or form is None else form_below(context, form, outcome)


def _orders_otherwise(words: Words) -> bool:
    """« J’inscris Léa aux fusées, elle aura un rappel ? »: what is asked stands beside what is to be done."""
    meaning, form = words.meaning, words.context.conversation.form
    signs_up = meaning.intent == "sign_up" and form is None and bool(meaning.slots.titled or meaning.slots.names)
    insists = meaning.speech.insists and meaning.intent in ("reminders_on", "reminders_off", "erase_data")
    return insists or (signs_up and not own.is_of_another(words.text))
