"""What is to come: a list with a button an event, and one event's card."""

from bot import cards
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene, about
from bot.screens import registrations, standing
from knowledge import agenda
from knowledge.events import Event

A_PAGE = 8


def upcoming(scene: Scene, page: int = 0, lead: str | None = None) -> Outcome:
    """A page of the agenda; `lead` is said above it."""
    events = agenda.upcoming(scene.session, scene.now)
    if not events:
        return scene.answer(Reply(scene.words.say("agenda-empty"), _help(scene)))
    start = page * A_PAGE if page * A_PAGE < len(events) else 0
    reply = listed(scene, events[start : start + A_PAGE], lead or scene.words.say("agenda-title"))
    rows = reply.rows
    if start + A_PAGE < len(events):
        more = Button(scene.words.label("agenda-next"), Press(Action.AGENDA, "", start // A_PAGE + 1))
        rows = (*rows, (more,))
    return scene.answer(Reply(f"{reply.text}\n\n{scene.words.say('agenda-more')}", rows))


def listed(scene: Scene, events: tuple[Event, ...], lead: str, action: Action = Action.EVENT) -> Reply:
    """Some events, a line and a button each."""
    words, zone = scene.words, scene.desk.zone
    lines = [lead, "", *(cards.line(event, words, zone) for event in events)]
    rows = tuple((_button(event, scene, action),) for event in events)
    return Reply("\n".join(lines), rows)


def card(scene: Scene, event: Event) -> Outcome:
    """One event, with what one can do, and where the family stands with it."""
    words, zone = scene.words, scene.desk.zone
    text, rows = cards.card(event, words, zone, scene.now), cards.card_rows(event, words, scene.now)
    entries = registrations.at_event(scene, event)
    if entries:
        text = "\n".join([text, "", *standing.lines(entries, words, zone)])
        rows = (*registrations.event_rows(entries, scene), *rows)
    scene = scene if event.is_cancelled else about(scene, event)
    return scene.answer(Reply(text, rows))


def _button(event: Event, scene: Scene, action: Action) -> Button:
    plain = cards.button(event, scene.words, scene.desk.zone)
    return Button(plain.label, Press(action, event.code, event.revision))


def _help(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-help"), Press(Action.HELP)),),)
