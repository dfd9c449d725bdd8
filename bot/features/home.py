"""Welcome, help, language; the agenda and an event's card; a check-in link that was opened."""

from dataclasses import replace

from bot.assistant import cards
from bot.bot_api.buttons import Action, Button, Press, Row
from bot.bot_api.replies import Reply
from bot.chat.context import Scene, about
from bot.chat.state import Outcome
from bot.views import confirmation, registrations, seat_status
from knowledge.agenda import agenda
from knowledge.agenda.events import Event
from scheduler.core.tables import State
from scheduler.families import families
from scheduler.seats.outcomes import Registration
from scheduler.seats.registrations import by_token
from scheduler.signups import signups


def welcome(scene: Scene) -> Outcome:
    """The first message."""
    return scene.answer(Reply(scene.words.say("welcome"), main_rows(scene)))


def help_page(scene: Scene) -> Outcome:
    """What the bot can do."""
    return scene.answer(Reply(scene.words.say("help"), main_rows(scene)))


def privacy(scene: Scene) -> Outcome:
    """How data is protected."""
    return scene.answer(Reply(scene.notice()))


def choose_language(scene: Scene) -> Outcome:
    """French or English?"""
    rows: tuple[Row, ...] = (
        (Button("Français", Press(Action.LANGUAGE, "fr")), Button("English", Press(Action.LANGUAGE, "en"))),
    )
    return scene.answer(Reply(scene.words.say("language-choose"), rows))


def set_language(scene: Scene, language: str) -> Outcome:
    """From now on in this language; the family's choice, not the phone's."""
    chosen = language if language in ("fr", "en") else "fr"
    families.remember_language(scene.session, scene.turn.chat_id, chosen)
    after = replace(scene, conversation=replace(scene.conversation, language=chosen))
    return after.answer(Reply(after.words.say("language-is"), main_rows(after), in_place=scene.was_pressed))


def set_reminders(scene: Scene, on: bool) -> Outcome:
    """Reminders wanted or not; moved and cancelled events are told in any case."""
    if not families.set_reminders(scene.session, scene.turn.chat_id, on):
        return scene.answer(Reply(scene.words.say("how-reminders-none"), in_place=scene.was_pressed))
    key, other = ("reminders-are-on", "off") if on else ("reminders-are-off", "on")
    undo = Button(scene.words.label(f"button-reminders-{other}"), Press(Action.REMINDERS, other))
    return scene.answer(Reply(scene.words.say(key), ((undo,),), in_place=scene.was_pressed))


def main_rows(scene: Scene) -> tuple[Row, ...]:
    """The two ways most people go."""
    words = scene.words
    return (
        (Button(words.label("button-agenda"), Press(Action.AGENDA)),),
        (Button(words.label("button-mine"), Press(Action.MINE)),),
    )


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
        text = "\n".join([text, "", *seat_status.lines(entries, words, zone)])
        rows = (*registrations.event_rows(entries, scene), *rows)
    scene = scene if event.is_cancelled else about(scene, event)
    return scene.answer(Reply(text, rows))


def _button(event: Event, scene: Scene, action: Action) -> Button:
    plain = cards.button(event, scene.words, scene.desk.zone)
    return Button(plain.label, Press(action, event.code, event.revision))


def _help(scene: Scene) -> tuple[Row, ...]:
    return ((Button(scene.words.label("button-help"), Press(Action.HELP)),),)


def opened(scene: Scene, token: str) -> Outcome:
    """Only the family and the team are told whose it is."""
    found = by_token(scene.session, token, scene.desk.hours)
    if found is None:
        return scene.answer(Reply(scene.words.say("code-unknown"), registrations.mine_row(scene)))
    family_id, entry = found
    own = families.family_of(scene.session, scene.turn.chat_id)
    if own is not None and own.id == family_id:
        return registrations.page(scene, entry.event, (entry,))
    if scene.turn.chat_id in scene.desk.staff_ids:
        return scene.answer(Reply(_for_staff(scene, family_id, entry)))
    return scene.answer(Reply(scene.words.say("code-not-yours"), registrations.mine_row(scene)))


def _for_staff(scene: Scene, family_id: int, entry: Registration) -> str:
    """Event, first name, age and state in one line; a group's code stands for all its places without a name."""
    words, event = scene.words, entry.event
    said = words.say("code-staff", title=cards.title(event, scene.language), when=confirmation.when(event, scene))
    return f"{said} {seat_status.line(entry, _who(scene, family_id, entry), words, scene.desk.zone)}"


def _who(scene: Scene, family_id: int, entry: Registration) -> str:
    if entry.first_name is not None:
        if entry.age is None:
            return entry.first_name
        return scene.words.label("code-who-age", who=entry.first_name, age=entry.age)
    there = signups.registrations(scene.session, family_id, scene.now, scene.desk.hours)
    group = [e for e in there if e.event.id == entry.event.id and e.first_name is None and e.state is State.CONFIRMED]
    return (
        scene.words.label("code-who-group", n=len(group)) if len(group) > 1 else seat_status.called(entry, scene.words)
    )
