"""A topic asked for by button: one of those offered when the words were not clear."""

from bot.assistant.answer import Answer, AnswerKind
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import team


def show(scene: Scene, topic: str) -> Outcome:
    """The answer to this topic; a topic that is gone is an old button."""
    if topic not in scene.desk.assistant.library:
        return team.old_button(scene)
    return say(scene, scene.desk.assistant.topic(topic, scene.language))


def say(scene: Scene, answer: Answer) -> Outcome:
    """An answer as a message; what is not known comes with the button to the team."""
    rows = answer.rows
    if answer.kind is AnswerKind.UNKNOWN:
        rows = (team.keep_question(scene, answer.topic), *rows)
    return scene.answer(Reply(answer.text, rows))
