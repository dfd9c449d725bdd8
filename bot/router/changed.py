"""What is typed about a place at stake, moved or about to be given up: another date, or why it was changed."""

from bot.bot_api.replies import Action, Press
from bot.chat.context import Context, told_reminders
from bot.chat.state import Outcome
from bot.features import escalation
from bot.features.places import moving, notice_buttons
from bot.router.answers import Words
from bot.views import registrations
from intents.meaning.meaning import Coming
from intents.readers.agreeing import Asked, beside_a_yes
from intents.readers.asking import asks_something, asks_why
from intents.readers.changes import asks_for_another_date
from intents.readers.choosing import tells_little_else
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.signups.moving import other_dates

_FEW_CLAUSES = 3  # more tell about something else too


def to_another_date(words: Words) -> Outcome | None:
    """« Il y a une autre date ? », « je peux pas, jeudi c’est possible ? », of a place that is at stake."""
    context = words.context
    if words.understood is None or context.conversation.form is not None or words.meaning.slots.titled:
        return None
    event = _at_stake(context)
    if event is None or not registrations.at_event(context, event):
        return None
    when, others = words.meaning.slots.when, other_dates(context.session, event, context.now)
    if asks_for_another_date(words.text):
        return moving.ask(context, event)
    asked = when is not None and asks_something(words.text) and len(words.context.clauses) <= _FEW_CLAUSES
    gives_up = any(one.says is Coming.NOT_COMING for one in context.clauses)
    fits = [one for one in others if when is not None and context.begins_then(one, when)]
    return moving.ask(context, event) if fits and (asked or gives_up) else None


def date_agreed_to(words: Words) -> Press | None:
    """« Oui, c’est bon pour le 20 », to « Changer de date ? » when that is the new one."""
    context, asked = words.context, words.context.conversation.asked
    if words.understood is None or asked is None or asked.yes.action is not Action.MOVE_DO:
        return None
    beside, when = beside_a_yes(words.text, Asked(act=Action.MOVE_DO.name)), words.meaning.slots.when
    event = agenda.by_code(context.session, asked.yes.code.rpartition("-")[2])
    if not beside or event is None or when is None or not tells_little_else(beside):
        return None
    return asked.yes if context.begins_then(event, when) else None


def _at_stake(context: Context) -> Event | None:
    """The event whose place was just asked about, or whose date was changed."""
    asked = context.conversation.asked
    if asked is not None and asked.yes.action in (Action.DO_CANCEL, Action.MOVE_DO):
        return agenda.by_code(context.session, asked.yes.code.rpartition("-")[2])
    told = told_reminders(context)
    return next((one.event for one in told if one.of_change or one.is_last_word), None)


def why_it_changed(words: Words) -> Outcome | None:
    """« Pourquoi vous changez la date ? », right after it was told: the reason is not known here, the team may tell."""
    context = words.context
    changed = next((one for one in told_reminders(context) if one.of_change and one.is_last_word), None)
    if changed is None or context.conversation.form is not None or not asks_why(words.text):
        return None
    return escalation.offer(
        context, context.words.say("changed-why", title=notice_buttons.event_title(context, changed.event))
    )
