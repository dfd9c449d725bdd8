"""Why somebody cannot register, in words."""

from bot import cards
from bot.assistant import dates_said
from bot.buttons import Action, Button, Press, Row
from bot.replies import Reply
from bot.scene import Scene
from knowledge.events import Event
from scheduler.ages import AgeFit
from scheduler.outcomes import (
    AgeRefusal,
    AgeRefused,
    CapReached,
    Closed,
    EventCancelled,
    ListClosed,
    NotNeeded,
    Past,
    SignUpOutcome,
)


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
