"""An answer as a value: what kind it is, what it speaks of, its words, and what the next message may refer to."""

import html
import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.bot_api.replies import Row
from intents.dialogue.state import ABOUT_EVENTS, DialogueState
from intents.meaning.catalogue import DETAILS, EVENTS
from intents.meaning.meaning import Decision, Meaning, Slots, known

_TAG = re.compile(r"<[^>]+>")


class AnswerKind(StrEnum):
    """What sort of answer; the names are those of the evaluation's contract."""

    ANSWER = "answer"
    EVENTS = "events"
    EVENT = "event"
    ACTION = "action"
    CLARIFY = "clarify"
    UNKNOWN = "unknown"
    OFF_TOPIC = "off_topic"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`events` are uids that fit what was asked; `near` are shown only because nothing fits.

    `text` is Telegram HTML. `topic` is the topic answered, the known unknown, or the cell ("escape.price") that is
    filled or missing; `gap` is the gap topic that a filled cell answers. `query` is what was looked for in
    the agenda, where that is more than the message said. `offered` are the intents to choose from, `searches`
    what buttons look for instead; `rephrase` says that nothing was understood and that the person is asked to say it
    differently.
    """

    kind: AnswerKind
    text: str
    confidence: float
    topic: str | None = None
    gap: str | None = None
    action: str | None = None
    events: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    query: Slots | None = None
    offered: tuple[str, ...] = ()
    searches: tuple[Slots, ...] = ()
    rephrase: bool = False

    @property
    def plain(self) -> str:
        """The words without markup."""
        return html.unescape(_TAG.sub("", self.text))

    @property
    def labels(self) -> tuple[str, ...]:
        """The words on the buttons."""
        return tuple(button.label for row in self.rows for button in row)


_SAID = frozenset((AnswerKind.ANSWER, AnswerKind.EVENTS, AnswerKind.EVENT, AnswerKind.UNKNOWN))
_ONE = "event_about"
_FOR_AN_EVENT = frozenset({"sign_up", "cancel_sign_up"})
_OF_AN_EVENT = DETAILS | _FOR_AN_EVENT


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
    if answer.kind is AnswerKind.CLARIFY and answer.searches:
        return replace(before or DialogueState(at=now), at=now, searches=answer.searches)
    if answer.offered or (answer.kind is AnswerKind.UNKNOWN and answer.topic is None):
        return _not_yet_clear(answer, before or DialogueState(at=now), now)
    if answer.kind not in _SAID and not shown:
        return replace(before or DialogueState(at=now), at=now, intent=meaning.intent) if _begins(meaning) else before
    of_one = meaning.intent in _OF_AN_EVENT and before is not None and meaning.follows_up
    return DialogueState(
        at=now,
        intent=_intent(answer, meaning),
        shown=shown or (before.shown if before else ()),
        listed=before.listed if before and (of_one or _is_of(answer.events, before.listed)) else answer.events,
        query=_of_one(meaning.slots, before.query) if before and of_one else _looked_for(answer, meaning, before),
        related=related,
        topic=answer.topic or (meaning.also if meaning.intent == EVENTS else None),
        searches=answer.searches,
    )


def _begins(meaning: Meaning) -> bool:
    """Whether what was ordered still wants an event: « je voudrais annuler »."""
    return meaning.intent in _FOR_AN_EVENT and meaning.decision is Decision.ANSWER


def _is_of(events: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    """Whether nothing is shown, or one of the last list: « l’autre » still is another one of that."""
    return len(events) < 2 and set(events) <= set(listed)


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
