"""Beginning a sign-up with all that was told: in the words that ask for it, or just before, when no event was told."""

from dataclasses import replace

from bot.conversation import Outcome
from bot.dialogues import draft
from bot.dialogues.inputs import Opening
from bot.dialogues.reading_answers import beforehand
from bot.scene import Scene
from intents.meaning import Slots
from intents.readers.breath import people_told
from intents.readers.choosing import without_titles
from intents.readers.people import grown_ups, of_ages
from knowledge.events import Event

_NOBODY = Slots()


def begin(scene: Scene, event: Event, said: Slots = _NOBODY) -> Outcome:
    """Begin to sign up for this event those whom `said`, of this turn, names or counts; else, once, those of before."""
    context = scene.conversation.context
    before = context.wanted if context is not None and context.fresh(scene.now) else None
    told = scene.conversation.opening
    scene = nobody(scene)
    if before is None or said.names or said.count:
        return draft.start(scene, event, opening(scene, said, (event,)))
    return draft.start(scene, event, told or Opening(of_ages(before.names, before.ages), _unnamed(before)))


def opening(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Opening:
    """What the words of this turn tell of a sign-up for these events, beside which they are."""
    text = without_titles(scene.turn.text, [event.title for event in events])
    named = replace(people_told(text, said.names, scene.local_now), adults=grown_ups(text) if said.names else 0)
    return Opening(named, _unnamed(said), beforehand(text, said.names))


def remembered(scene: Scene, said: Slots, events: tuple[Event, ...]) -> Scene:
    """The scene in which all that was told is kept until one of these events is chosen."""
    told = opening(scene, said, events) if said.names or said.count else None
    return replace(scene, conversation=replace(scene.conversation, opening=told))


def _unnamed(said: Slots) -> int:
    """« inscrire Léa et Tom, 2 places »: the count is of those who are named, if anybody is."""
    return 0 if said.names else said.count or 0


def nobody(scene: Scene) -> Scene:
    """The scene in which nobody who was named before is remembered for the next sign-up."""
    context = scene.conversation.context
    context = context if context is None or context.wanted is None else replace(context, wanted=None)
    return replace(scene, conversation=replace(scene.conversation, context=context, opening=None))
