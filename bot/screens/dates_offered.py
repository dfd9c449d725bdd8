"""A date typed for one of the buttons that were just shown: « le 13 », « plutôt dimanche »."""

from bot.buttons import Action, Press
from bot.scene import Scene
from intents.readers.choosing import tells_little_else
from intents.when import When
from knowledge import agenda
from knowledge.events import Event


def chosen(scene: Scene, when: When | None) -> Press | None:
    """The one button among those that the date fits; None when it fits none or several, or asks something."""
    text = scene.turn.text
    if when is None or not tells_little_else(text):
        return None
    presses = [button.press for button in scene.conversation.shown]
    moves = [press for press in presses if press.action is Action.MOVE_TO]
    begins = [press for press in presses if press.action is Action.SIGN_UP]
    offered = moves or (begins if len(begins) > 1 else [])
    found = [press for press in offered if _fits(scene, press, when)]
    return found[0] if len(found) == 1 else None


def _fits(scene: Scene, press: Press, when: When) -> bool:
    event = _event(scene, press)
    return event is not None and when.accepts(event.starts_at.astimezone(scene.desk.zone))


def _event(scene: Scene, press: Press) -> Event | None:
    """Of a move the date to which it goes."""
    return agenda.by_code(scene.session, press.code.rpartition("-")[2])
