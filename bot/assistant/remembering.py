"""What the next message may refer to: the events spoken of, what was looked for, the topics that come next."""

from dataclasses import replace
from datetime import datetime

from bot.assistant.answer import Answer, AnswerKind
from intents.catalogue import DETAILS, EVENTS
from intents.dialogue.state import ABOUT_EVENTS, DialogueState
from intents.meaning import Meaning, Slots
from intents.persons import known

_SAID = frozenset((AnswerKind.ANSWER, AnswerKind.EVENTS, AnswerKind.EVENT, AnswerKind.UNKNOWN))
_ONE = "event_about"
_OF_AN_EVENT = DETAILS | {"sign_up", "cancel_sign_up"}


def remembered(
    answer: Answer, meaning: Meaning, before: DialogueState | None, related: tuple[str, ...], now: datetime
) -> DialogueState | None:
    """The context after this answer; unchanged after one that told nothing ("merci", "vous parlez de…")."""
    context, wanted = _talked_about(answer, meaning, before, related, now), before.wanted if before else None
    said, people = meaning.slots, known(before.people if before else (), meaning.people)
    if _tells_who_comes(answer, meaning):
        context, wanted = context or DialogueState(at=now), Slots(names=said.names, ages=said.ages, count=said.count)
    if context is None or (context.wanted, context.people) == (wanted, people):
        return context
    return replace(context, wanted=wanted, people=people)


def _tells_who_comes(answer: Answer, meaning: Meaning) -> bool:
    """ "Inscrire Léa", "deux places"; and "Léa, 8 ans, veut faire le jeu vidéo", of whom events are shown."""
    said = meaning.slots
    if meaning.intent == "sign_up":
        return bool(said.names or said.count)
    return bool(said.names and said.ages and (answer.events or answer.near))


def _talked_about(
    answer: Answer, meaning: Meaning, before: DialogueState | None, related: tuple[str, ...], now: datetime
) -> DialogueState | None:
    shown = answer.events or answer.near or (meaning.slots.events if meaning.slots.titled else ())
    if answer.offered or (answer.kind is AnswerKind.UNKNOWN and answer.topic is None):
        return _not_yet_clear(answer, before or DialogueState(at=now), now)
    if answer.kind not in _SAID and not shown:
        return before
    of_one = meaning.intent in _OF_AN_EVENT and before is not None and meaning.follows_up
    return DialogueState(
        at=now,
        intent=_intent(answer, meaning),
        shown=shown or (before.shown if before else ()),
        listed=before.listed if before and (of_one or not answer.events) else answer.events,
        query=_of_one(meaning.slots, before.query) if before and of_one else _looked_for(answer, meaning, before),
        related=related,
        topic=answer.topic or (meaning.also if meaning.intent == EVENTS else None),
    )


def _looked_for(answer: Answer, meaning: Meaning, before: DialogueState | None) -> Slots:
    """A question about the venue that tells nobody and no subject leaves what was looked for before."""
    said = meaning.slots
    tells = said.for_whom or said.themes or said.kinds or said.titled
    aside = answer.topic is not None and not answer.events and not tells
    return before.query if before and aside else answer.query or meaning.slots


def _not_yet_clear(answer: Answer, before: DialogueState, now: datetime) -> DialogueState:
    """What was talked about stays; what is offered is noted, and what was offered is refused if nothing new is."""
    refused = before.refused if answer.offered else (*before.refused, *before.offered)
    rephrased = before.rephrased or answer.rephrase
    return replace(before, at=now, offered=answer.offered, refused=refused, rephrased=rephrased)


def _intent(answer: Answer, meaning: Meaning) -> str | None:
    """What was answered: a topic with events is a list too, that may be narrowed."""
    if answer.kind is not AnswerKind.EVENTS and len(answer.events) == 1 and meaning.intent not in ABOUT_EVENTS:
        return _ONE  # what was asked of one event, and told or not known
    return EVENTS if answer.topic is not None and answer.events else meaning.intent


def _of_one(said: Slots, before: Slots) -> Slots:
    """What was looked for stays when one event is asked about; whoever was spoken of meanwhile counts from now on."""
    return replace(before, ages=said.ages, people=said.people) if said.ages or said.people else before
