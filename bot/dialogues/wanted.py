"""Beginning a sign-up with whoever was named: in the words that ask for it, or just before, when no event was told."""

from dataclasses import replace

from bot.conversation import Outcome
from bot.dialogues import draft
from bot.scene import Scene
from intents.meaning import Slots
from knowledge.events import Event

_NOBODY = Slots()


def begin(scene: Scene, event: Event, said: Slots = _NOBODY) -> Outcome:
    """Begin to sign up for this event those whom `said` names or counts, else those of a moment ago, once."""
    context = scene.conversation.context
    told = context.wanted if context is not None and context.fresh(scene.now) else None
    who = told if told is not None and not (said.names or said.count) else said
    if told is not None and context is not None:
        scene = replace(scene, conversation=replace(scene.conversation, context=replace(context, wanted=None)))
    return draft.start(scene, event, who.names, who.count)
