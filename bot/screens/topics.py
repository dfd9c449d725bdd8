"""A topic asked for by button: one of those offered when the words were not clear."""

from bot.conversation import Outcome
from bot.scene import Scene
from bot.screens import home


def show(scene: Scene, topic: str) -> Outcome:
    """The answer to this topic."""
    return home.help_page(scene)
