"""When it is not clear what is meant: up to three choices, then one request to say it differently, then the team."""

from bot.assistant.answer import Answer, AnswerKind
from bot.buttons import Action, Button, Press
from bot.messages import Messages
from intents.catalogue import FORM, OFF_TOPIC
from intents.dialogue.state import DialogueState
from intents.meaning import Meaning
from knowledge.library import Library

MOST_CHOICES = 3
_PRESSES = {
    "events": Press(Action.AGENDA),
    "sign_up": Press(Action.AGENDA),
    "event_when": Press(Action.AGENDA),
    "event_about": Press(Action.AGENDA),
    "cancel_sign_up": Press(Action.MINE),
    "my_sign_ups": Press(Action.MINE),
    "waiting_list_status": Press(Action.MINE),
    "reminders_off": Press(Action.REMINDERS, "off"),
    "reminders_on": Press(Action.REMINDERS, "on"),
    "erase_data": Press(Action.ERASE, "ask"),
    "my_data": Press(Action.DATA),
    "help": Press(Action.HELP),
    "human": Press(Action.TEAM),
}


def choices(meaning: Meaning, before: DialogueState | None, library: Library, words: Messages) -> Answer:
    """« Vous parlez de… » with the likeliest choices that were not refused a moment ago; else the next rung."""
    refused = before.refused if before else ()
    intents = dict.fromkeys([meaning.intent or "", *(one.intent for one in meaning.runners_up)])
    buttons = [(one, _button(one, library, words)) for one in intents if one not in refused]
    offered = [(one, button) for one, button in buttons if button is not None][:MOST_CHOICES]
    if not offered:
        return not_understood(meaning, before, words)
    other = Button(words.label("clarify-other"), Press(Action.OTHER))
    return Answer(
        kind=AnswerKind.CLARIFY,
        text=words.say("clarify"),
        confidence=meaning.confidence,
        rows=(*((button,) for _, button in offered), (other,)),
        offered=tuple(one for one, _ in offered),
    )


def not_understood(meaning: Meaning, before: DialogueState | None, words: Messages) -> Answer:
    """« Pouvez-vous le dire autrement ? » once; after that, the team."""
    if (meaning.intent or "").startswith(OFF_TOPIC):
        return Answer(kind=AnswerKind.OFF_TOPIC, text=words.say("off-topic"), confidence=meaning.confidence)
    first = before is None or not before.rephrased
    text = words.say(_asks(meaning, before) if first else "not-understood-again")
    return Answer(kind=AnswerKind.UNKNOWN, text=text, confidence=meaning.confidence, rephrase=first)


def _asks(meaning: Meaning, before: DialogueState | None) -> str:
    """ "Ok" with nothing asked was understood: it only asks for nothing."""
    chooses = before is not None and before.offered
    return "nothing-asked" if meaning.intent in FORM and not chooses else "not-understood"


def _button(intent: str, library: Library, words: Messages) -> Button | None:
    if intent in library:
        return Button(library.topic(intent).label[words.language], Press(Action.TOPIC, intent))
    press = _PRESSES.get(intent)
    return None if press is None else Button(words.label(f"intent-{intent}"), press)
