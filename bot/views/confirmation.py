"""What becomes of a sign-up, in words: places, waiting list, calendar file, codes; or why somebody cannot register."""

from collections.abc import Sequence
from functools import partial
from typing import Literal

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat import to_phones
from bot.chat.context import Scene
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


def closed(event: Event, scene: Scene) -> Reply:
    """Why one cannot register for this event now."""
    words, opens = scene.words, event.signup_opens_at
    if event.is_cancelled:
        text = words.say("refused-cancelled")
    elif event.starts_at <= scene.now:
        text = words.say("refused-past")
    elif event.capacity is None:
        text = words.say("refused-not-needed")
    elif opens is not None and opens > scene.now:
        text = words.say("refused-not-open", when=dates.moment(opens, scene.desk.zone, scene.language))
    else:
        text = words.say("refused-closed")
    return Reply(text, agenda_row(scene))


def reason(outcome: SignUpOutcome, event: Event, scene: Scene) -> str:
    """What refused it: an age, the family's limit, an event that is closed, over, cancelled…"""
    words = scene.words
    match outcome:
        case AgeRefused(refusals):
            return "\n".join(_age(refusal, event, scene) for refusal in refusals)
        case CapReached(cap, holds):
            return words.say("refused-cap", cap=cap, holds=holds)
        case ListClosed():
            return words.say("refused-list-closed")
        case Closed():
            return closed(event, scene).text
        case EventCancelled():
            return words.say("refused-cancelled")
        case Past():
            return words.say("refused-past")
        case NotNeeded():
            return words.say("refused-not-needed")
    return words.say("refused-unknown")


def _age(refusal: AgeRefusal, event: Event, scene: Scene) -> str:
    words, ages = scene.words, cards.ages(event, scene.words)
    if refusal.first_name is None:
        return words.say("refused-age-unnamed", ages=ages)
    key = "refused-age-young" if refusal.fit is AgeFit.TOO_YOUNG else "refused-age-old"
    return words.say(key, who=refusal.first_name, ages=ages)


def agenda_row(scene: Scene) -> tuple[Row, ...]:
    """The way on: what else there is."""
    return ((Button(scene.words.label("button-agenda"), Press(Action.AGENDA)),),)


__all__ = ["calendar", "closed", "confirmed", "tell"]

Title = Literal["done-title", "done-already", "offer-taken", "move-done", "move-waiting"]


def tell(outcome: SignUpOutcome, event: Event, scene: Scene) -> tuple[Reply, ...]:
    """The messages that follow the last tap on « Confirmer »."""
    if isinstance(outcome, Done | AlreadyIn):
        title: Title = "done-already" if isinstance(outcome, AlreadyIn) else "done-title"
        return confirmed(outcome.registrations, event, scene, title=title)
    return (Reply(reason(outcome, event, scene), agenda_row(scene), in_place=scene.was_pressed),)


def confirmed(
    entries: Sequence[Registration],
    event: Event,
    scene: Scene,
    *,
    title: Title = "done-title",
    given_up: Sequence[Registration] = (),
) -> tuple[Reply, ...]:
    """Where these stand at `event` now; for those with a seat then the calendar file and the entry codes.

    For a sign-up, an accepted offer and a move alike. `given_up`: the seats at another date that went for
    these (:class:`scheduler.seats.outcomes.Accepted` names them).
    """
    lines = [
        scene.words.say(title),
        "",
        *heading(event, scene),
        "",
        *seat_status.lines(entries, scene.words, scene.desk.zone),
        *_old_dates(given_up, "move-given-up", scene),
        *_old_dates(_kept(entries, scene), "move-kept", scene),
        "",
        *_what_follows(entries, scene),
    ]
    said = Reply("\n".join(lines).rstrip(), _rows(event, scene), in_place=scene.was_pressed)
    if not any(entry.state is State.CONFIRMED for entry in entries):
        return (said,)
    if given_up:
        to_phones.tell_others(scene, lambda words: calendar_reply(event, words, scene.desk.zone, scene.now))
    return (said, calendar(event, scene), *_out_of_the_calendar(given_up, scene), *codes(entries, scene))


def heading(event: Event, scene: Scene) -> list[str]:
    """Title, date, place and description; what is not known is not mentioned."""
    words = scene.words
    description = cards.description(event, scene.language)
    return [
        words.say("card-title", title=cards.title(event, scene.language)),
        when(event, scene),
        words.say("card-where", room=event.room) if event.room else words.say("confirmed-where"),
        *([words.escape(description)] if description else []),
    ]


def when(event: Event, scene: Scene) -> str:
    """« samedi 14 mars 2026 de 10 h à 12 h »."""
    return dates.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)


def calendar(event: Event, scene: Scene) -> Reply:
    """The event as a file for the family's own calendar; once cancelled, the file that takes it out again."""
    event = agenda.by_id(scene.session, event.id) or event
    return calendar_reply(event, scene.words, scene.desk.zone, scene.now)


def said_again(scene: Scene) -> Outcome | None:
    """A second « oui » to the recap, sent before the first was answered; None when it is about something else."""
    done = any(button.press.action is Action.ADD_ANOTHER for button in scene.conversation.shown)
    if not done or scene.conversation.asked is not None or not says(scene.turn.text, Word.YES):
        return None
    return scene.answer(Reply(scene.words.say("done-already")))


def _out_of_the_calendar(given_up: Sequence[Registration], scene: Scene) -> tuple[Reply, ...]:
    """A file for each old date at which nobody of the family is left: it takes the entry out again."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    theirs = () if family is None else registrations(scene.session, family.id, scene.now, scene.desk.hours)
    still = {one.event.id for one in theirs}
    left = {one.event.id: one.event for one in given_up if one.event.id not in still}
    for event in left.values():
        to_phones.tell_others(scene, partial(_given_up, event, scene))
    return tuple(_given_up(event, scene, scene.words) for event in left.values())


def _given_up(event: Event, scene: Scene, words: Messages) -> Reply:
    return calendar_reply(event, words, scene.desk.zone, scene.now, given_up=True)


def _kept(entries: Sequence[Registration], scene: Scene) -> tuple[Registration, ...]:
    """The seats at another date that stay until those who wait here have theirs."""
    ids = [entry.replaces_id for entry in entries if entry.replaces_id is not None]
    return tuple(one for one in of_signups(scene.session, ids, scene.desk.hours) if one.state is not State.CANCELLED)


def _old_dates(entries: Sequence[Registration], key: str, scene: Scene) -> list[str]:
    """One line an old date (a move is from a single one, an offer may be for several)."""
    events = {entry.event.id: entry.event for entry in entries}
    return [
        scene.words.say(
            key,
            when=when(event, scene),
            who=seat_status.everybody([one for one in entries if one.event.id == event.id], scene.words),
        )
        for event in events.values()
    ]


def _what_follows(entries: Sequence[Registration], scene: Scene) -> list[str]:
    """What the bot will write by itself, as far as that is sure."""
    states = {entry.state for entry in entries}
    together = seat_status.wait_together(entries)
    said = [scene.words.say("done-line-together" if together else "done-line")] if State.WAITING in states else []
    family = families.family_of(scene.session, scene.turn.chat_id)
    if State.CONFIRMED in states and family is not None and family.reminders_on:
        said.append(scene.words.say("done-reminder"))
    return said


def _rows(event: Event, scene: Scene) -> tuple[Row, ...]:
    words = scene.words
    another = words.label("add-another-child" if event.is_for_children else "add-another-person")
    add: Row = (Button(another, Press(Action.ADD_ANOTHER, event.code, event.revision)),)
    return (
        (Button(words.label("button-mine"), Press(Action.MINE)),),
        *((add,) if event.takes_signups(scene.now) else ()),
        (Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)),),
    )
