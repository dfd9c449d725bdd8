"""Words that go on with what was shown or asked before: a card, « Pour quel événement ? », « Qui ne viendra pas ? »."""

from dataclasses import replace
from datetime import datetime

from bot.chat.context import EVENT_ABOUT
from intents.dialogue.state import DialogueState
from intents.meaning.meaning import Act, Coming, Decision, Meaning
from intents.readers.asking import asks_something
from intents.readers.attending import is_mere
from intents.readers.breath import tells_who_comes
from intents.readers.choosing import tells_little_else

_ACTS = {"sign_up": Act.SIGN_UP, "cancel_sign_up": Act.CANCEL}


def named_for(meaning: Meaning, act: str) -> Meaning:
    """« Au forum des métiers », « celle du 21, le python »: where hardly more is said, it is named for this act."""
    slots = meaning.slots
    names_one = (slots.titled and slots.events) or slots.when is not None
    if not names_one or slots.audiences or not tells_little_else(meaning.text):
        return meaning
    speech = replace(meaning.speech, asks=False, act=_ACTS[act])
    return replace(meaning, intent=act, decision=Decision.ANSWER, speech=speech)


def from_a_card(meaning: Meaning, text: str, local: datetime) -> bool:
    """« Elouan, 7 ans, pas d’allergie », where one event has just been shown: whoever tells that signs up."""
    slots = meaning.slots
    if asks_something(text):
        return False
    named = slots.titled or slots.when or (slots.events and slots.other)
    asked_for = meaning.intent == "sign_up" and not named
    come = any(one.says is Coming.COMING and not is_mere(one) for one in meaning.speech.clauses)
    counted = slots.count is not None and not (meaning.speech.asks or slots.titled)  # « 6 personnes pour la visite »
    return asked_for or come or counted or tells_who_comes(text, meaning.slots.names, local)


def of_the_card(meaning: Meaning, card: DialogueState) -> Meaning:
    """The same as an order to sign up for the event on the card, or the one that is named."""
    named = meaning.slots.titled or meaning.slots.when is not None
    slots = replace(meaning.slots, events=(named and meaning.slots.events) or card.shown)
    speech = replace(meaning.speech, asks=False)
    return replace(meaning, intent="sign_up", decision=Decision.ANSWER, slots=slots, speech=speech)


def of_what_is_asked(tells: Meaning, asks: Meaning | None) -> Meaning:
    """« La couture, c’est complet ? Je voulais inscrire Zoé »: an order that names no event is for the one asked of."""
    named = () if asks is None or not asks.slots.titled else asks.slots.events
    if tells.intent != "sign_up" or tells.slots.events or tells.slots.titled or len(named) != 1:
        return tells
    return replace(tells, slots=replace(tells.slots, events=named))


def about(tells: Meaning, talk: DialogueState | None, now: datetime) -> DialogueState | None:
    """What a question beside is about: the event that was named before it."""
    if len(tells.slots.events) != 1:
        return talk
    shown = tells.slots.events
    before = talk or DialogueState(at=now)
    return replace(before, at=now, intent=EVENT_ABOUT, shown=shown, offered=(), rephrased=False, topic=None)
