"""What becomes of a sign-up, in words: places, waiting list, calendar file, codes; or why somebody cannot register."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Context, tell_others
from bot.chat.state import Outcome
from bot.messages import Messages, dates
from bot.views import seat_status
from bot.views.attachments import calendar_reply, codes
from intents.readers.saying import Word, says
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.people import AgeFit
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import (
    AgeRefusal,
    AgeRefused,
    AlreadyIn,
    CapReached,
    Closed,
    Done,
    EventCancelled,
    ListClosed,
    NotNeeded,
    Past,
    Registration,
    SignUpOutcome,
)
from scheduler.seats.registrations import of_signups, registrations


def closed(event: Event, context: Context) -> Reply:
    """Why one cannot register for this event now."""
    words, opens = context.words, event.signup_opens_at
    if event.is_cancelled:
        text = words.say("refused-cancelled")
    elif event.starts_at <= context.now:
        text = words.say("refused-past")
    elif event.capacity is None:
        text = words.say("refused-not-needed")
    elif opens is not None and opens > context.now:
        text = words.say("refused-not-open", when=dates.moment(opens, context.services.zone, context.language))
    else:
        text = words.say("refused-closed")
    return Reply(text, agenda_row(context))


def reason(outcome: SignUpOutcome, event: Event, context: Context) -> str:
    """What refused it: an age, the family's limit, an event that is closed, over, cancelled…"""
    words = context.words
    match outcome:
        case AgeRefused(refusals):
            return "\n".join(_age(refusal, event, context) for refusal in refusals)
        case CapReached(cap, holds):
            return words.say("refused-cap", cap=cap, holds=holds)
        case ListClosed():
            return words.say("refused-list-closed")
        case Closed():
            return closed(event, context).text
        case EventCancelled():
            return words.say("refused-cancelled")
        case Past():
            return words.say("refused-past")
        case NotNeeded():
            return words.say("refused-not-needed")
    return words.say("refused-unknown")


def _age(refusal: AgeRefusal, event: Event, context: Context) -> str:
    words, ages = context.words, cards.ages(event, context.words)
    if refusal.first_name is None:
        return words.say("refused-age-unnamed", ages=ages)
    key = "refused-age-young" if refusal.fit is AgeFit.TOO_YOUNG else "refused-age-old"
    return words.say(key, who=refusal.first_name, ages=ages)


def agenda_row(context: Context) -> tuple[Row, ...]:
    """The way on: what else there is."""
    return ((Button(context.words.label("button-agenda"), Press(Action.AGENDA)),),)


__all__ = ["calendar", "closed", "confirmed", "tell"]

Title = Literal["done-title", "done-already", "offer-taken", "move-done", "move-waiting"]


def tell(outcome: SignUpOutcome, event: Event, context: Context) -> tuple[Reply, ...]:
    """The messages that follow the last tap on « Confirmer »."""
    if isinstance(outcome, Done | AlreadyIn):
        title: Title = "done-already" if isinstance(outcome, AlreadyIn) else "done-title"
        return confirmed(outcome.registrations, event, context, title=title)
    return (Reply(reason(outcome, event, context), agenda_row(context), in_place=context.was_pressed),)


def confirmed(
    entries: Sequence[Registration],
    event: Event,
    context: Context,
    *,
    title: Title = "done-title",
    given_up: Sequence[Registration] = (),
) -> tuple[Reply, ...]:
    """Where these stand at `event` now; for those with a seat then the calendar file and the entry codes.

    For a sign-up, an accepted offer and a move alike. `given_up`: the seats at another date that went for
    these (:class:`scheduler.seats.outcomes.Accepted` names them).
    """
    lines = [
        context.words.say(title),
        "",
        *heading(event, context),
        "",
        *seat_status.lines(entries, context.words, context.services.zone),
        *_old_dates(given_up, "move-given-up", context),
        *_old_dates(_kept(entries, context), "move-kept", context),
        "",
        *_what_follows(entries, context),
    ]
    said = Reply("\n".join(lines).rstrip(), _rows(event, context), in_place=context.was_pressed)
    if not any(entry.state is State.CONFIRMED for entry in entries):
        return (said,)
    if given_up:
        tell_others(context, lambda words: calendar_reply(event, words, context.services.zone, context.now))
    return (said, calendar(event, context), *_out_of_the_calendar(given_up, context), *codes(entries, context))


def heading(event: Event, context: Context) -> list[str]:
    """Title, date, place and description; what is not known is not mentioned."""
    words = context.words
    description = cards.description(event, context.language)
    return [
        words.say("card-title", title=cards.title(event, context.language)),
        when(event, context),
        words.say("card-where", room=event.room) if event.room else words.say("confirmed-where"),
        *([words.escape(description)] if description else []),
    ]


def when(event: Event, context: Context) -> str:
    """« samedi 14 mars 2026 de 10 h à 12 h »."""
    return dates.span(event.starts_at, event.ends_at, context.services.zone, context.language)


def calendar(event: Event, context: Context) -> Reply:
    """The event as a file for the family's own calendar; once cancelled, the file that takes it out again."""
    event = agenda.by_id(context.session, event.id) or event
    return calendar_reply(event, context.words, context.services.zone, context.now)


def said_again(context: Context) -> Outcome | None:
    """A second « oui » to the recap, sent before the first was answered; None when it is about something else."""
    done = any(button.press.action is Action.ADD_ANOTHER for button in context.conversation.shown)
    if not done or context.conversation.asked is not None or not says(context.turn.text, Word.YES):
        return None
    return context.answer(Reply(context.words.say("done-already")))


def _out_of_the_calendar(given_up: Sequence[Registration], context: Context) -> tuple[Reply, ...]:
    """A file for each old date at which nobody of the family is left: it takes the entry out again."""
    family = families.family_of(context.session, context.turn.chat_id)
    theirs = () if family is None else registrations(context.session, family.id, context.now, context.services.hours)
    still = {one.event.id for one in theirs}
    left = {one.event.id: one.event for one in given_up if one.event.id not in still}
    for event in left.values():
        tell_others(context, partial(_given_up, event, context))
    return tuple(_given_up(event, context, context.words) for event in left.values())


def _given_up(event: Event, context: Context, words: Messages) -> Reply:
    return calendar_reply(event, words, context.services.zone, context.now, given_up=True)


def _kept(entries: Sequence[Registration], context: Context) -> tuple[Registration, ...]:
    """The seats at another date that stay until those who wait here have theirs."""
    ids = [entry.replaces_id for entry in entries if entry.replaces_id is not None]
    return tuple(
        one for one in of_signups(context.session, ids, context.services.hours) if one.state is not State.CANCELLED
    )


def _old_dates(entries: Sequence[Registration], key: str, context: Context) -> list[str]:
    """One line an old date (a move is from a single one, an offer may be for several)."""
    events = {entry.event.id: entry.event for entry in entries}
    return [
        context.words.say(
            key,
            when=when(event, context),
            who=seat_status.everybody([one for one in entries if one.event.id == event.id], context.words),
        )
        for event in events.values()
    ]


def _what_follows(entries: Sequence[Registration], context: Context) -> list[str]:
    """What the bot will write by itself, as far as that is sure."""
    states = {entry.state for entry in entries}
    together = seat_status.wait_together(entries)
    said = [context.words.say("done-line-together" if together else "done-line")] if State.WAITING in states else []
    family = families.family_of(context.session, context.turn.chat_id)
    if State.CONFIRMED in states and family is not None and family.reminders_on:
        said.append(context.words.say("done-reminder"))
    return said


def _rows(event: Event, context: Context) -> tuple[Row, ...]:
    words = context.words
    another = words.label("add-another-child" if event.is_for_children else "add-another-person")
    add: Row = (Button(another, Press(Action.ADD_ANOTHER, event.code, event.revision)),)
    return (
        (Button(words.label("button-mine"), Press(Action.MINE)),),
        *((add,) if event.takes_signups(context.now) else ()),
        (Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)),),
    )
