"""Leaving the form that is open: the seats that were kept for it go back at once."""

from dataclasses import replace

from bot.dialogues import enrolling
from bot.scene import Scene


def without_form(scene: Scene) -> Scene:
    """The scene with the form given up."""
    enrolling.let_go(scene, scene.conversation.form)
    return replace(scene, conversation=replace(scene.conversation, form=None))
