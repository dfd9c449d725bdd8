"""A topic asked for by button: one of those offered when the words were not clear."""

from dataclasses import replace

from bot.assistant.answer import Answer, AnswerKind
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import team
from intents.dialogue.state import DialogueState


def show(scene: Scene, topic: str) -> Outcome:
    """The answer to this topic; a topic that is gone is an old button."""
    if topic not in scene.desk.assistant.library:
        return team.old_button(scene)
    return say(_about(scene, topic), scene.desk.assistant.topic(topic, scene.language, scene.now))


def source(scene: Scene, topic: str) -> Outcome:
    """Where what this topic tells comes from; a topic that is gone, or tells nothing any more, is an old button."""
    sources = scene.desk.assistant.sources(scene.language)
    return scene.answer(Reply(sources.of_topic(topic).text)) if sources.tells(topic) else team.old_button(scene)


def _about(scene: Scene, topic: str) -> Scene:
    """The scene in which « d’où vient cette information ? » is about this topic; the events talked about stay."""
    before = scene.conversation.context
    before = before if before is not None and before.fresh(scene.now) else DialogueState(at=scene.now)
    return replace(scene, conversation=replace(scene.conversation, context=replace(before, topic=topic)))


def none_of_these(scene: Scene) -> Outcome:
    """« Autre chose »: what was offered is refused, and will not be offered again; say it differently."""
    before = scene.conversation.context or DialogueState(at=scene.now)
    refused = (*before.refused, *before.offered)
    context = replace(before, at=scene.now, offered=(), refused=refused, rephrased=True)
    scene = replace(scene, conversation=replace(scene.conversation, context=context))
    return scene.answer(Reply(scene.words.say("not-understood-other")))


def say(scene: Scene, answer: Answer) -> Outcome:
    """An answer as a message; what is not known comes with the button to the team, once it was said differently."""
    if answer.kind is AnswerKind.UNKNOWN and not answer.rephrase:
        return team.offer(scene, answer.text, answer.topic, answer.rows)
    return scene.answer(Reply(answer.text, answer.rows))
