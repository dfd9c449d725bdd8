"""Welcome, help, language; the agenda and an event's card; a check-in link that was opened."""

from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, about
from bot.chat.state import Outcome
from bot.team.door import arriving
from bot.views import registrations, seat_status
from intents.readers.saying import language_named
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.library.content import LANGUAGES
from scheduler.families import families
from scheduler.seats.registrations import by_token


def welcome(context: Context) -> Outcome:
    """The first message."""
    return context.answer(Reply(context.words.say("welcome"), main_rows(context)))


def help_page(context: Context) -> Outcome:
    """What the bot can do."""
    return context.answer(Reply(context.words.say("help"), main_rows(context)))


def privacy(context: Context) -> Outcome:
    """How data is protected."""
    return context.answer(Reply(context.notice()))


def choose_language(context: Context) -> Outcome:
    """French or English?"""
    rows: tuple[Row, ...] = (
        (Button("Français", Press(Action.LANGUAGE, "fr")), Button("English", Press(Action.LANGUAGE, "en"))),
    )
    return context.answer(Reply(context.words.say("language-choose"), rows))


def language_in_words(context: Context) -> Outcome:
    """« En anglais svp »; French or English, where none is named."""
    named = language_named(context.turn.text)
    return set_language(context, named) if named else choose_language(context)


def set_language(context: Context, language: str) -> Outcome:
    """From now on in this language; the family's choice, not the phone's."""
    chosen = language if language in LANGUAGES else "fr"
    families.remember_language(context.session, context.turn.chat_id, chosen)
    after = replace(context, conversation=replace(context.conversation, language=chosen))
    return after.answer(Reply(after.words.say("language-is"), main_rows(after), in_place=context.was_pressed))


def set_reminders(context: Context, on: bool) -> Outcome:
    """Reminders wanted or not; moved and cancelled events are told in any case."""
    if not families.set_reminders(context.session, context.turn.chat_id, on):
        return context.answer(Reply(context.words.say("how-reminders-none"), in_place=context.was_pressed))
    key, other = ("reminders-are-on", "off") if on else ("reminders-are-off", "on")
    undo = Button(context.words.label(f"button-reminders-{other}"), Press(Action.REMINDERS, other))
    return context.answer(Reply(context.words.say(key), ((undo,),), in_place=context.was_pressed))


def main_rows(context: Context) -> tuple[Row, ...]:
    """The two ways most people go."""
    words = context.words
    return (
        (Button(words.label("button-agenda"), Press(Action.AGENDA)),),
        (Button(words.label("button-mine"), Press(Action.MINE)),),
    )


A_PAGE = 8


def upcoming(context: Context, page: int = 0, lead: str | None = None) -> Outcome:
    """A page of the agenda; `lead` is said above it."""
    events = agenda.upcoming(context.session, context.now)
    if not events:
        return context.answer(Reply(context.words.say("agenda-empty"), _help(context)))
    start = page * A_PAGE if page * A_PAGE < len(events) else 0
    reply = listed(context, events[start : start + A_PAGE], lead or context.words.say("agenda-title"))
    rows = reply.rows
    if start + A_PAGE < len(events):
        more = Button(context.words.label("agenda-next"), Press(Action.AGENDA, "", start // A_PAGE + 1))
        rows = (*rows, (more,))
    return context.answer(Reply(f"{reply.text}\n\n{context.words.say('agenda-more')}", rows))


def listed(context: Context, events: tuple[Event, ...], lead: str, action: Action = Action.EVENT) -> Reply:
    """Some events, a line and a button each."""
    words, zone = context.words, context.services.zone
    lines = [lead, "", *(cards.line(event, words, zone) for event in events)]
    rows = tuple((_button(event, context, action),) for event in events)
    return Reply("\n".join(lines), rows)


def card(context: Context, event: Event) -> Outcome:
    """One event, with what one can do, and where the family stands with it."""
    words, zone = context.words, context.services.zone
    text, rows = cards.card(event, words, zone, context.now), cards.card_rows(event, words, context.now)
    entries = registrations.at_event(context, event)
    if entries:
        text = "\n".join([text, "", *seat_status.lines(entries, words, zone)])
        rows = (*registrations.event_rows(entries, context), *rows)
    context = context if event.is_cancelled else about(context, event)
    return context.answer(Reply(text, rows))


def _button(event: Event, context: Context, action: Action) -> Button:
    plain = cards.button(event, context.words, context.services.zone)
    return Button(plain.label, Press(action, event.code, event.revision))


def _help(context: Context) -> tuple[Row, ...]:
    return ((Button(context.words.label("button-help"), Press(Action.HELP)),),)


def opened(context: Context, token: str) -> Outcome:
    """Only the family is told whose it is, and the team, which checks in with it."""
    found = by_token(context.session, token, context.services.hours)
    if found is None:
        unknown = Reply(context.words.say("code-unknown"), registrations.mine_row(context))
        return context.answer(unknown) if context.role is None else arriving.unknown(context)
    family_id, entry = found
    own = families.family_of(context.session, context.turn.chat_id)
    is_own = own is not None and own.id == family_id
    if context.role is not None and (not is_own or arriving.is_at_the_door(context, entry)):
        return arriving.scanned(context, token, family_id, entry)
    if is_own:
        return registrations.page(context, entry.event, (entry,))
    return context.answer(Reply(context.words.say("code-not-yours"), registrations.mine_row(context)))
