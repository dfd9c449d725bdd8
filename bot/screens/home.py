"""Welcome, help, privacy, language, reminders on or off."""

from dataclasses import replace

from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from scheduler import families


def welcome(scene: Scene) -> Outcome:
    """The first message."""
    return scene.answer(Reply(scene.words.say("welcome"), main_rows(scene)))


def help_page(scene: Scene) -> Outcome:
    """What the bot can do."""
    return scene.answer(Reply(scene.words.say("help"), main_rows(scene)))


def privacy(scene: Scene) -> Outcome:
    """How data is protected."""
    return scene.answer(Reply(scene.notice()))


def choose_language(scene: Scene) -> Outcome:
    """French or English?"""
    rows: tuple[Row, ...] = (
        (Button("Français", Press(Action.LANGUAGE, "fr")), Button("English", Press(Action.LANGUAGE, "en"))),
    )
    return scene.answer(Reply(scene.words.say("language-choose"), rows))


def set_language(scene: Scene, language: str) -> Outcome:
    """From now on in this language; the family's choice, not the phone's."""
    chosen = language if language in ("fr", "en") else "fr"
    families.remember_language(scene.session, scene.turn.chat_id, chosen)
    after = replace(scene, conversation=replace(scene.conversation, language=chosen))
    return after.answer(Reply(after.words.say("language-is"), main_rows(after), in_place=scene.was_pressed))


def set_reminders(scene: Scene, on: bool) -> Outcome:
    """Reminders wanted or not; moved and cancelled events are told in any case."""
    if not families.set_reminders(scene.session, scene.turn.chat_id, on):
        return scene.answer(Reply(scene.words.say("how-reminders-none"), in_place=scene.was_pressed))
    key, other = ("reminders-are-on", "off") if on else ("reminders-are-off", "on")
    undo = Button(scene.words.label(f"button-reminders-{other}"), Press(Action.REMINDERS, other))
    return scene.answer(Reply(scene.words.say(key), ((undo,),), in_place=scene.was_pressed))


def main_rows(scene: Scene) -> tuple[Row, ...]:
    """The two ways most people go."""
    words = scene.words
    return (
        (Button(words.label("button-agenda"), Press(Action.AGENDA)),),
        (Button(words.label("button-mine"), Press(Action.MINE)),),
    )
