"""Waiting for all seats at once, or one by one: changed in words, at any time."""

from bot import names
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import changes
from bot.screens.registrations import by_event, mine_row, registrations
from intents.readers.phrases import waits_together
from scheduler import families, waiting
from scheduler.models import State


def asked_in_words(scene: Scene) -> Outcome | None:
    """« Un par un, ça va aussi », « ensemble ou rien »; None where nothing like it is said, or fewer than two wait."""
    together, family = waits_together(scene.turn.text), families.family_of(scene.session, scene.turn.chat_id)
    if together is None or family is None or scene.conversation.form is not None:
        return None
    groups = by_event([one for one in registrations(scene) if one.state is State.WAITING])
    several = [(event, there) for event, there in groups if len(there) > 1]
    if len(several) != 1:
        return None
    event, there = several[0]
    waiting.regroup(
        scene.session, family_id=family.id, event_id=event.id, together=together, now=scene.now, hours=scene.desk.hours
    )
    who, title = names.who(there, scene.words), changes.title(scene, event)
    key = "grouped-together" if together else "grouped-apart"
    return scene.answer(Reply(scene.words.say(key, who=who, title=title), mine_row(scene)))
