"""A typed answer to a reminder: it counts for the event that the reminder was about."""

from bot.conversation import Outcome
from bot.dialogues import after_reminder
from bot.dialogues.after_reminder import Said
from bot.scene import Scene
from bot.screens import cancelling, changes, registrations, team
from knowledge.events import Event


def answered(scene: Scene) -> Outcome | None:
    """What the words lead to; None when they answer no reminder."""
    said = after_reminder.read(scene.turn.text)
    if said is None:
        return None
    reminded = after_reminder.last_reminder(scene.session, scene.turn.chat_id, scene.now)
    if reminded is None or not (reminded.is_last_word or said in (Said.LATE, Said.KEEPING)):
        return None
    if said is Said.KEEPING and not reminded.of_change:
        return registrations.coming(scene, reminded.event) if reminded.is_last_word else None
    if said in (Said.COMING, Said.KEEPING) and reminded.of_change:
        return changes.keep(scene, reminded.event, reminded.event.revision)
    return _ANSWERS[said](scene, reminded.event)


def event_meant(scene: Scene) -> Event | None:
    """The event that the family was last reminded of, for words that name none."""
    reminded = after_reminder.last_reminder(scene.session, scene.turn.chat_id, scene.now)
    return None if reminded is None else reminded.event


_ANSWERS = {
    Said.COMING: registrations.coming,
    Said.NOT_COMING: cancelling.ask_event,
    Said.LATE: team.announce_late,
}
