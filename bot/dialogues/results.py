"""What becomes of a sign-up, in words: places, waiting list, refusals, the calendar file."""

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.calendar_file import calendar_reply
from bot.replies import Reply
from bot.scene import Scene
from knowledge import agenda
from knowledge.events import Event
from scheduler.ages import AgeFit
from scheduler.models import State
from scheduler.outcomes import (
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
    Standing,
)


def tell(outcome: SignUpOutcome, event: Event, scene: Scene) -> tuple[Reply, ...]:
    """The messages that follow the last tap on « Confirmer »."""
    if isinstance(outcome, Done | AlreadyIn):
        return _done(outcome, event, scene)
    return (Reply(_refusal(outcome, event, scene), _agenda_row(scene), in_place=scene.was_pressed),)


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
        text = words.say("refused-not-open", when=dates_said.moment(opens, scene.desk.zone, scene.language))
    else:
        text = words.say("refused-closed")
    return Reply(text, _agenda_row(scene))


def standing_lines(entries: tuple[Registration, ...], scene: Scene) -> list[str]:
    """One line a participant: confirmed, waiting with the position, or offered until when."""
    return [_line(entry, scene) for entry in entries]


def _line(entry: Registration, scene: Scene) -> str:
    words = scene.words
    who = entry.first_name or words.label("done-unnamed-one")
    if entry.state is State.WAITING:
        return words.say("done-waiting", who=who, position=entry.position or 0)
    if entry.state is State.OFFERED and entry.offer_until is not None:
        until = dates_said.moment(entry.offer_until, scene.desk.zone, scene.language)
        return words.say("done-offered", who=who, until=until)
    return words.say("done-confirmed", who=who)


def _done(outcome: Standing, event: Event, scene: Scene) -> tuple[Reply, ...]:
    words = scene.words
    title = "done-already" if isinstance(outcome, AlreadyIn) else "done-title"
    when = dates_said.span(event.starts_at, event.ends_at, scene.desk.zone, scene.language)
    lines = [
        words.say(title),
        "",
        words.say("card-title", title=cards.title(event, scene.language)),
        when,
        words.say("card-where", room=event.room) if event.room else words.say("card-where-unknown"),
        "",
        *standing_lines(outcome.registrations, scene),
        "",
        words.say("done-reminder"),
    ]
    rows: tuple[Row, ...] = (
        (Button(words.label("button-mine"), Press(Action.MINE)),),
        (Button(words.label("cancel-button"), Press(Action.ASK_CANCEL_EVENT, event.code, event.revision)),),
    )
    said = Reply("\n".join(lines), rows, in_place=scene.was_pressed)
    return (said, calendar(event, scene)) if outcome.confirmed else (said,)


def calendar(event: Event, scene: Scene) -> Reply:
    """The event as a file for the family's own calendar; once cancelled, the file that takes it out again."""
    event = agenda.by_id(scene.session, event.id) or event
    return calendar_reply(event, scene.words, scene.desk.zone, scene.now)


def _refusal(outcome: SignUpOutcome, event: Event, scene: Scene) -> str:
    words = scene.words
    match outcome:
        case AgeRefused(refusals):
            ages = cards.ages(event, words)
            return "\n".join(
                words.say("refused-age-unnamed", ages=ages)
                if refusal.first_name is None
                else words.say(
                    f"refused-age-{'young' if refusal.fit is AgeFit.TOO_YOUNG else 'old'}",
                    who=refusal.first_name,
                    ages=ages,
                )
                for refusal in refusals
            )
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


def _agenda_row(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-agenda"), Press(Action.AGENDA)),),)
