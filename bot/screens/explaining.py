"""A question about something that the bot can do: told how, with the act as a button. Nothing is done."""

from collections.abc import Callable
from dataclasses import replace

from bot.assistant.answer import Answer
from bot.buttons import Action, Button, Press, Row
from bot.conversation import Outcome
from bot.replies import Reply
from bot.scene import Scene
from bot.screens import agenda, home
from knowledge.agenda import upcoming
from knowledge.events import Event
from scheduler import families


def explain(scene: Scene, answer: Answer) -> Outcome | None:
    """How what was asked about is done; None for an action that only shows something."""
    explained = _EXPLAINED.get(answer.action or "")
    return None if explained is None else explained(scene, answer)


def move(scene: Scene) -> Outcome:
    """How a place goes to another date."""
    return scene.answer(Reply(scene.words.say("how-move"), (_mine(scene),)))


def how_a_parent_agrees(scene: Scene, answer: Answer, outcome: Outcome) -> Outcome:
    """The same, after a word to a grandparent, a friend, a teacher: whose child it is agrees."""
    meant = _meant(scene, answer)
    link = f"https://t.me/{scene.desk.username}"
    link = f"{link}?start=e_{meant[0].code}" if len(meant) == 1 else link
    return replace(outcome, replies=(Reply(scene.words.say("parent-agrees", link=link)), *outcome.replies))


def _sign_up(scene: Scene, answer: Answer) -> Outcome:
    meant = _meant(scene, answer)
    if len(meant) == 1:
        card = agenda.card(scene, meant[0])
        return Outcome((Reply(scene.words.say("how-sign_up-here")), *card.replies), card.conversation)
    if meant:
        return scene.answer(agenda.listed(scene, meant[: agenda.A_PAGE], scene.words.say("how-sign_up")))
    return scene.answer(Reply(scene.words.say("how-sign_up"), home.main_rows(scene)))


def _meant(scene: Scene, answer: Answer) -> tuple[Event, ...]:
    return tuple(event for event in upcoming(scene.session, scene.now) if event.uid in answer.events)


def _cancel(scene: Scene, answer: Answer) -> Outcome:
    return scene.answer(Reply(scene.words.say("how-cancel_sign_up"), (_mine(scene),)))


def _reminders(scene: Scene, answer: Answer) -> Outcome:
    family = families.family_of(scene.session, scene.turn.chat_id)
    on = family is None or family.reminders_on
    state, act = ("on", "off") if on else ("off", "on")
    button = Button(scene.words.label(f"button-reminders-{act}"), Press(Action.REMINDERS, act))
    rows: tuple[Row, ...] = () if family is None else ((button,),)
    key = "how-reminders-none" if family is None else f"how-reminders-{state}"
    return scene.answer(Reply(scene.words.say(key), rows))


def _erase(scene: Scene, answer: Answer) -> Outcome:
    button = Button(scene.words.label("intent-my_data"), Press(Action.DATA))
    return scene.answer(Reply(scene.words.say("how-erase_data"), ((button,),)))


def _mine(scene: Scene) -> Row:
    return (Button(scene.words.label("button-mine"), Press(Action.MINE)),)


_EXPLAINED: dict[str, Callable[[Scene, Answer], Outcome]] = {
    "sign_up": _sign_up,
    "cancel_sign_up": _cancel,
    "reminders_on": _reminders,
    "reminders_off": _reminders,
    "erase_data": _erase,
}
