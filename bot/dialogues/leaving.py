"""Leaving the form that is open: the seats that were kept for it go back at once."""

from dataclasses import replace

from bot.dialogues import enrolling
from bot.scene import Scene


def let_go_of_seats(scene: Scene) -> None:
    """Free what was kept for this chat's form; nothing happens when nothing was."""
    enrolling.let_go(scene, scene.conversation.form)


def without_form(scene: Scene) -> Scene:
    """The scene with the form given up."""
    let_go_of_seats(scene)
    return replace(scene, conversation=replace(scene.conversation, form=None))
