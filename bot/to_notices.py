"""Typed words that answer what the bot told of its own accord; what is asked beside is answered too."""

from dataclasses import replace

from bot import answers
from bot.conversation import Outcome, typed_button
from bot.dialogues import draft, wanted
from bot.dialogues.known import by_age
from bot.notices import told, typed
from bot.presses import pressed
from bot.replying import heard_again
from bot.screens import reminded
from bot.screens.registrations import event_of
from bot.words import Words
from intents.readers import attending
from intents.readers.asking import asks_something
from intents.speech.heard import UNHEARD, Act, Coming


def a_button(words: Words) -> Outcome | None:
    """The words of a button, or its yes or no."""
    scene = words.scene
    press = (
        typed_button(scene.conversation, words.text)
        or typed.press_of_notice(scene)
        or typed.yes_or_no(scene)
        or typed.place_wanted_after_all(scene)
    )
    return None if press is None else _with_what_is_asked(words, pressed(scene, press))


def _with_what_is_asked(words: Words, outcome: Outcome) -> Outcome:
    """The answer to a question beside comes first: « oui, et c’est où ? »"""
    understood = words.understood
    if understood is None or understood.beside is None:
        return outcome
    return answers.told_beside(words.spoken, understood.beside, understood.events, outcome)


def the_event_instead(words: Words) -> Outcome | None:
    """« Oui, inscrivez-le à l’autre », to an event that is cancelled."""
    scene = words.scene
    if words.understood is None or words.meaning.speech.asks or scene.conversation.form is not None:
        return None
    if asks_something(words.text):  # nothing is asked before they are signed up: « encore annulé ?! »
        return None
    wants = words.meaning.speech.act is Act.SIGN_UP or any(one.says is Coming.COMING for one in scene.clauses)
    press = typed.instead(scene, words.meaning.slots.events, words.meaning.intent) if wants else None
    if press is None:
        return None
    answer = attending.read(words.text, scene.clauses, by_age(scene))
    named = {} if answer is None else answer.named
    if Coming.NOT_COMING not in named.values():
        return pressed(scene, press)
    event, come = event_of(scene, press.code), tuple(name for name, said in named.items() if said is Coming.COMING)
    return wanted.begin(scene, event, replace(words.meaning.slots, names=come)) if event and come else None


def a_place_offered(words: Words) -> Outcome | None:
    """« C’est trop tard ? », of a place on offer."""
    offer = typed.place_asked_about(words.scene)
    return None if offer is None else words.scene.answer(offer)


def to_a_reminder(words: Words) -> Outcome | None:
    """« Oui », « Tom ne vient pas », to « Venez-vous ? » or to a new date; unless a form is on the screen."""
    if words.scene.conversation.form is not None and not draft.is_left(words.scene):
        return None
    answers_it = any(one.says is not None for one in words.scene.clauses)
    asks = words.asks and not answers_it and not attending.asks_if_still_on(words.text)
    if asks or _orders_something_else(words):
        return None
    outcome = reminded.answered(words.spoken) or _of_the_only_one(words)
    return None if outcome is None else heard_again(words, _with_what_is_asked(words, outcome))


def _of_the_only_one(words: Words) -> Outcome | None:
    """Who comes, told with nothing asked; no question, no order to sign up, and no event is named."""
    if words.understood is None or asks_something(words.text) or words.scene.conversation.form is not None:
        return None
    slots, speech = words.meaning.slots, words.meaning.speech
    signs_up = words.meaning.intent == "sign_up" and (speech.act is Act.SIGN_UP or bool(slots.events))
    if signs_up or slots.titled:
        return None
    return reminded.of_the_only_one(words.spoken, cancels=words.meaning.intent == "cancel_sign_up")


def stands_beside_an_answer(words: Words) -> bool:
    """Whether what is for the team stands beside who comes: both are taken by who answers a reminder."""
    said = any(one.says in (Coming.COMING, Coming.NOT_COMING) for one in words.scene.clauses)
    return said and (bool(told.reminders(words.scene)) or reminded.goes_to_one(words.scene))


def _orders_something_else(words: Words) -> bool:
    """« enlevez ces alertes », « mettez-nous à une autre date »: no answer to whether one comes."""
    speech = UNHEARD if words.understood is None else words.meaning.speech
    return speech.insists and speech.act not in (Act.CANCEL, Act.CONFIRM, Act.SIGN_UP)
