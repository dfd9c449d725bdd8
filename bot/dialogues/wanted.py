"""Beginning a sign-up with whoever was named: in the words that ask for it, or just before, when no event was told."""

from dataclasses import replace

from bot.conversation import Outcome
from bot.dialogues import draft
from bot.scene import Scene
from intents.meaning import Slots
from intents.readers.people import mentioned, of_ages
from knowledge.events import Event

_NOBODY = Slots()


def begin(scene: Scene, event: Event, said: Slots = _NOBODY) -> Outcome:
    """Begin to sign up for this event those whom `said`, of this turn, names or counts; else, once, those of before."""
    context = scene.conversation.context
    before = context.wanted if context is not None and context.fresh(scene.now) else None
    scene = nobody(scene)
    if before is None or said.names or said.count:
        return draft.start(scene, event, mentioned(scene.turn.text, said.names, scene.local_now), _unnamed(said))
    return draft.start(scene, event, of_ages(before.names, before.ages), _unnamed(before))


def _unnamed(said: Slots) -> int:
    """« inscrire Léa et Tom, 2 places »: the count is of those who are named, if anybody is."""
    return 0 if said.names else said.count or 0


def nobody(scene: Scene) -> Scene:
    """The scene in which nobody who was named before is remembered for the next sign-up."""
    context = scene.conversation.context
    if context is None or context.wanted is None:
        return scene
    return replace(scene, conversation=replace(scene.conversation, context=replace(context, wanted=None)))
