"""Leaving the form that is open: the seats that were kept for it go back at once."""

from dataclasses import replace

from bot.scene import Scene
from scheduler import holds


def let_go_of_seats(scene: Scene) -> None:
    """Free what was kept for this chat's form; nothing happens when nothing was."""
    form = scene.conversation.form
    if form is not None:
        holds.release(
            scene.session, event_id=form.event_id, chat_id=scene.turn.chat_id, now=scene.now, hours=scene.desk.hours
        )


def without_form(scene: Scene) -> Scene:
    """The scene with the form given up."""
    let_go_of_seats(scene)
    return replace(scene, conversation=replace(scene.conversation, form=None))
