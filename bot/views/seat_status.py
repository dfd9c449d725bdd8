"""Who is meant, where they stand, and what becomes of a sign-up, in words and buttons; or why nobody can register."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from babel.lists import format_list

from bot.assistant import cards
from bot.bot_api.replies import Action, Button, Press, Reply, Row
from bot.chat.context import Context, tell_others
from bot.chat.state import Outcome
from bot.messages import Messages, dates
from bot.views.attachments import calendar_reply, codes
from intents.readers.saying import Word, says
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from scheduler.core.people import AgeFit
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.families.families import Participant
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
    told = [
        context.words.say(title),
        "",
        *heading(event, context),
        "",
        *lines(entries, context.words, context.services.zone),
        *_old_dates(given_up, "move-given-up", context),
        *_old_dates(_kept(entries, context), "move-kept", context),
        "",
        *_what_follows(entries, context),
    ]
    said = Reply("\n".join(told).rstrip(), _rows(event, context), in_place=context.was_pressed)
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
            who=everybody([one for one in entries if one.event.id == event.id], context.words),
        )
        for event in events.values()
    ]


def _what_follows(entries: Sequence[Registration], context: Context) -> list[str]:
    """What the bot will write by itself, as far as that is sure."""
    states = {entry.state for entry in entries}
    together = wait_together(entries)
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


def lines(entries: Sequence[Registration], words: Messages, zone: ZoneInfo) -> list[str]:
    """One line (Telegram HTML) a participant; places without a name that stand alike share one."""
    together = _together(entries)
    groups = (tuple(alike) for _, alike in groupby(entries, key=_group))
    return [
        line(alike[0], everybody(alike, words), words, zone, together=_entry(alike[0]) in together) for alike in groups
    ]


def line(entry: Registration, named: str, words: Messages, zone: ZoneInfo, *, together: bool = False) -> str:
    """How the one who is called `named` stands; `together`: waits for seats for several at once."""
    if entry.event.is_cancelled and entry.state is not State.CANCELLED:
        return words.say("standing-called-off", who=named)
    if entry.state is State.WAITING:
        key = "standing-waiting-together" if together else "standing-waiting"
        return words.say(key, who=named, where=_how_far(entry, words))
    if entry.state is State.OFFERED and entry.offer_until is not None:
        until = dates.moment(entry.offer_until, zone, words.language)
        return words.say("standing-offered", who=named, until=until)
    return words.say("standing-cancelled" if entry.state is State.CANCELLED else "standing-confirmed", who=named)


def place_in_line(entries: Sequence[Registration], words: Messages) -> str:
    """« Vous êtes 3e sur la liste (4 personnes sont avant vous). », of one event; "" when none of them waits.

    A family with several entries in line hears of its first one.
    """
    places = [(one.entry_position, one.position) for one in entries if one.entry_position and one.position]
    if not places:
        return ""
    place, first = min(places)
    return words.say("line-place", place=place, ahead=first - 1)


def called(entry: Registration, words: Messages) -> str:
    """The first name, or what a place without one is called; not escaped."""
    return entry.first_name or words.label("who-unnamed")


def everybody(entries: Sequence[Registration], words: Messages) -> str:
    """« Léa, Tom, 2 places sans prénom »; not escaped."""
    unnamed = [entry for entry in entries if entry.first_name is None]
    named = [entry.first_name for entry in entries if entry.first_name is not None]
    if len(unnamed) == 1:
        return ", ".join([*named, called(unnamed[0], words)])
    return ", ".join([*named, *([words.label("who-unnamed-many", n=len(unnamed))] if unnamed else [])])


def _group(entry: Registration) -> tuple[object, ...]:
    if entry.first_name is not None:
        return (entry.signup_id,)
    return entry.event.id, entry.state, entry.entry_position, entry.offer_until


def _entry(entry: Registration) -> tuple[int, int | None]:
    return entry.event.id, entry.entry_position


def _together(entries: Sequence[Registration]) -> frozenset[tuple[int, int | None]]:
    """The entries of waiting lists in which several wait for seats for all of them."""
    keys = [_entry(one) for one in entries if one.state is State.WAITING and one.together]
    return frozenset(key for key in keys if keys.count(key) > 1)


def wait_together(entries: Sequence[Registration]) -> bool:
    """Whether all of these who wait do so for seats for several at once."""
    together = _together(entries)
    return bool(together) and all(_entry(one) in together for one in entries if one.state is State.WAITING)


def _how_far(entry: Registration, words: Messages) -> str:
    """« vous êtes 3e, 4 enfants devant vous », for somebody who waits; not escaped."""
    if not entry.ahead:
        return words.label("standing-first")
    key = "standing-behind-children" if entry.event.is_for_children else "standing-behind-people"
    return words.label(key, position=entry.entry_position or 0, ahead=entry.ahead)


def who(people: Sequence[Registration], words: Messages) -> str:
    """The first names in their order, then how many places have none."""
    named = [one.first_name for one in people if one.first_name is not None]
    unnamed = len(people) - len(named)
    parts = named + ([words.label("recap-unnamed", n=unnamed)] if unnamed else [])
    return format_list(parts, locale="en_GB" if words.language == "en" else "fr_FR")


def known(context: Context) -> tuple[Participant, ...]:
    """Everybody of this chat's family."""
    family = families.family_of(context.session, context.turn.chat_id)
    return () if family is None else families.participants(context.session, family.id)


def find(context: Context, participant_id: int) -> Participant | None:
    """The one with this id, if of this family: a button can be forged."""
    return next((one for one in known(context) if one.id == participant_id), None)


def choice(context: Context, known: tuple[Participant, ...], question: str, action: Action, code: str) -> Reply:
    """« Qui ? », a button for each."""
    rows = tuple((Button(one.first_name, Press(action, code, one.id)),) for one in known)
    return Reply(context.words.say(question), (*rows, *back(context)), in_place=context.was_pressed)


def back(context: Context) -> tuple[Row, ...]:
    """The way back to what is held."""
    return ((Button(context.words.label("data-back"), Press(Action.DATA)),),)
