"""Who of the family is meant: what picking somebody looks like in /donnees."""

from bot.buttons import Action, Button, Press, Row
from bot.replies import Reply
from bot.scene import Scene
from scheduler import families
from scheduler.families import Participant


def known(scene: Scene) -> tuple[Participant, ...]:
    """Everybody of this chat's family."""
    family = families.family_of(scene.session, scene.turn.chat_id)
    return () if family is None else families.participants(scene.session, family.id)


def find(scene: Scene, participant_id: int) -> Participant | None:
    """The one with this id, if of this family: a button can be forged."""
    return next((one for one in known(scene) if one.id == participant_id), None)


def choice(scene: Scene, known: tuple[Participant, ...], question: str, action: Action, code: str) -> Reply:
    """« Qui ? », a button for each."""
    rows = tuple((Button(one.first_name, Press(action, code, one.id)),) for one in known)
    return Reply(scene.words.say(question), (*rows, *back(scene)), in_place=scene.was_pressed)


def back(scene: Scene) -> tuple[Row, ...]:
    """The way back to what is held."""
    return ((Button(scene.words.label("data-back"), Press(Action.DATA)),),)
