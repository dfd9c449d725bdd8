"""From typed words to an outcome: understanding before the transaction, the answer inside it."""

import asyncio
import math
import os
import sys
from asyncio.subprocess import DEVNULL
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.compose import Assistant
from bot.assistant.learning import Understanding, is_learnt
from bot.bot_api.replies import Reply
from bot.chat.context import Context, Moment, read_moment, remember_labels
from bot.chat.form import Step
from bot.chat.state import Conversation, ForTeam, Outcome, act_under_way
from bot.chat.turn import Turn
from bot.core.files import progress
from bot.core.settings import Settings
from bot.features import care, escalation
from bot.features.my_data import own
from bot.features.places import cancelling
from bot.features.signup import draft
from bot.router import acting, going_on
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import DETAILS, EVENTS
from intents.meaning.meaning import Act, Decision, Meaning
from intents.readers.agreeing import Asked, beside_a_yes, only_yes_or_no
from intents.readers.answers import only_closes
from intents.readers.asking import asks_something, tells_of_the_past
from intents.readers.attending import asked_beside
from intents.readers.born import people_told
from intents.readers.choosing import has_words
from intents.readers.cutting import asked_beside_a_yes, cut, in_full
from intents.readers.filling import without_article
from intents.readers.ordering import signs_up
from intents.readers.saying import only_thanks
from intents.readers.wording import says_name
from intents.slots.names import known_names
from intents.understanding.named import NO_NAMES
from knowledge.agenda.agenda import Event
from knowledge.library.content import LANGUAGES
from knowledge.store.database import Database

LEARNS_WITHIN_S = 40  # on a machine of two cores, as long as nothing is known of this one
_ROUGHLY_S = 10
LEARN = (sys.executable, "-m", "bot", "learn")
_CLEARLY_OF_EVENTS = 0.6  # confidence from which a question about events lets a form step aside
_TOLD = (AnswerKind.ANSWER, AnswerKind.EVENTS, AnswerKind.EVENT)


@dataclass(frozen=True, slots=True)
class Apart:
    """A message cut in two, each understood alone: what it tells, and what it asks, perhaps nothing."""

    told: str
    tells: Meaning
    asks: Meaning | None


@dataclass(frozen=True, slots=True)
class Understood:
    """What the words mean, and the events to come and the talk before that they were read against.

    `apart`: the same words cut in two, where they tell something and ask something else. `beside`: what is asked beside
    an answer to what the bot told of its own accord.
    """

    meaning: Meaning
    events: tuple[Event, ...]
    talk: DialogueState | None
    apart: Apart | None = None
    beside: Meaning | None = None

    @property
    def is_mere_answer(self) -> bool:
        """Whether they are a bare yes or no, whatever that is likeliest to mean elsewhere: it belongs to the form."""
        return self.meaning.intent in ("yes", "no") or only_yes_or_no(self.meaning.text)

    @property
    def is_sure(self) -> bool:
        """Whether the words clearly ask something, so that a form may step aside."""
        meaning = self.meaning
        intent = meaning.intent or ""
        asks = not self.is_mere_answer and not intent.startswith("off_topic")
        of_events = intent == EVENTS or intent in DETAILS
        # A number alone is the form's too: « 12 34 » is a telephone number badly begun, before it is any date.
        clear = not of_events or (meaning.confidence >= _CLEARLY_OF_EVENTS and has_words(meaning.text))
        return meaning.decision is Decision.ANSWER and asks and clear


class Answering:
    """Understands typed words; without `understanding`, once it is learnt into `cache`."""

    def __init__(
        self,
        db: Database,
        understanding: Understanding | None,
        cache: Path | None = None,
        assistant: Assistant | None = None,
    ) -> None:
        self._db, self._understanding, self._cache = db, understanding, cache
        self._assistant = assistant  # it knows what the team has named
        if understanding is not None:
            self.understanding = understanding

    @property
    def is_ready(self) -> bool:
        """Whether words are understood yet."""
        return self._understanding is not None

    @property
    def understanding(self) -> Understanding:
        """What they are understood with; only when that is ready."""
        assert self._understanding is not None
        return self._understanding

    @understanding.setter
    def understanding(self, learnt: Understanding) -> None:
        self._understanding = learnt
        if self._assistant is not None:
            self._assistant.is_everyday = learnt.is_everyday

    @property
    def ready_in(self) -> int | None:
        """In about how many seconds words are understood; None when they are."""
        if self.is_ready:
            return None
        left = None if self._cache is None else progress(self._cache).left
        return max(1, math.ceil((LEARNS_WITHIN_S if left is None else left) / _ROUGHLY_S)) * _ROUGHLY_S

    async def understand(self, turn: Turn, conversation: Conversation, at: Moment) -> Understood:
        """What the words mean; off the event loop, since it takes a few milliseconds."""
        # In the middle of a form they go on with that, whatever they were told meanwhile.
        talk = conversation.talk if conversation.form else at.talk or conversation.talk
        in_form = conversation.form is not None
        card = None if in_form or at.talk is not None or talk is None or len(talk.shown) != 1 else talk
        found = await asyncio.to_thread(self._understood, turn.text, talk, at.events, at.now, in_form, card)
        if act := act_under_way(conversation):
            found = replace(found, meaning=going_on.named_for(found.meaning, act))
        if at.talk is None:  # « oui, annulez la sienne, et quelqu'un peut prendre sa place ? »
            asked = "" if in_form or conversation.asked is None else asked_beside_a_yes(turn.text)
            if conversation.form is not None and conversation.form.step is Step.RECAP:
                asked = beside_a_yes(turn.text, Asked(known_names(turn.text))) or ""
        else:
            asked = asked_beside(found.meaning.speech.clauses)
        if not asked:
            return found
        beside = await asyncio.to_thread(self._read, asked, talk, at.events, at.now)
        return replace(found, beside=beside)

    async def moment(self, turn: Turn, *, may_shift: bool) -> Moment:
        """What the words are to be read against."""
        return await self._db.run(read_moment, turn.chat_id, turn.replied_to, may_shift=may_shift)

    def _understood(
        self,
        text: str,
        talk: DialogueState | None,
        events: tuple[Event, ...],
        now: datetime,
        in_form: bool,
        card: DialogueState | None,
    ) -> Understood:
        """Its parts are read too where they are used: a sign-up told with more, a question beside a form's answer.

        `card`: what was shown last, when that was not told unasked.
        """
        read, parts, zone = self._read, cut(text), self.understanding.zone
        meaning = read(in_full(text), talk, events, now)
        told = parts.told if parts else text
        if card is not None and going_on.from_a_card(meaning, told, now.astimezone(zone)):
            meaning = going_on.of_the_card(meaning, card)
        if parts is None or (in_form and not parts.asked):
            return Understood(meaning, events, talk)
        if parts.asked and not in_form and (only_thanks(parts.told) or only_closes(parts.told)):
            return Understood(read(parts.asked, talk, events, now), events, talk)
        tells = read(parts.order or parts.told, talk, events, now)
        # An answer told beside a name is no part of the order, but the name is: « … et Manon, allergique aux noix ».
        names = tuple(name for name in meaning.slots.names if says_name(parts.told, name))
        tells = replace(tells, slots=replace(tells.slots, names=names or tells.slots.names))
        if card is not None and going_on.from_a_card(tells, told, now.astimezone(zone)):
            tells = going_on.of_the_card(tells, card)
        if not in_form and tells.intent != "sign_up":
            return Understood(meaning, events, talk)
        asks = read(parts.asked, going_on.about(tells, talk, now), events, now) if parts.asked else None
        tells = going_on.of_what_is_asked(tells, asks)
        return Understood(meaning, events, talk, Apart(parts.told, tells, asks))

    def _read(self, text: str, talk: DialogueState | None, events: tuple[Event, ...], now: datetime) -> Meaning:
        names = NO_NAMES if self._assistant is None else self._assistant.names
        if names == NO_NAMES:
            return self.understanding.understand(text, talk, events, now)
        return self.understanding.understand_named(text, talk, events, now, names)

    async def attribute_asked(self, text: str, noun: str, now: datetime) -> str:
        """What is asked of this noun, which names nothing that is known; "" where that is not clear."""
        name = without_article(noun)
        return await asyncio.to_thread(self.understanding.attribute_asked, text, name, now)

    async def in_trouble(self, texts: tuple[str, ...]) -> tuple[bool, ...]:
        """Of each of these texts, whether somebody may be in distress; before that can be heard, all of them may."""
        if not self.is_ready:
            return (True,) * len(texts)
        return await asyncio.to_thread(lambda: tuple(map(self.understanding.hears_trouble, texts)))


def answer(context: Context, understood: Understood) -> Outcome:
    """The answer, in the language of the question when it is one of ours. A question about an act does not begin it."""
    meaning, assistant = draft.in_its_place(context, understood.meaning), context.services.assistant
    spoken = meaning.language if meaning.language in LANGUAGES else context.language
    before = understood.talk
    plainly = context.conversation.care > 0
    said = assistant.answer(meaning, understood.events, spoken, context.now, before, cards=not plainly)
    talk = assistant.remember(said, meaning, before, context.now)
    said = _on_the_list(said, meaning, before, context.now)
    context = replace(context, conversation=replace(context.conversation, talk=talk))
    if said.kind is not AnswerKind.ACTION:
        return escalation.say(_with_births(context, meaning), said)
    explained = None
    if orders_nothing(context, said.action or "", meaning):
        explained = acting.of_places_asked_about(context, said, meaning.slots) or acting.explain(context, said)
    outcome = explained or acting.act(context, said, meaning.slots)
    of_another = said.action == "sign_up" and meaning.speech.of_another
    return acting.how_a_parent_agrees(context, said, outcome) if of_another else outcome


def _on_the_list(said: Answer, meaning: Meaning, before: DialogueState | None, now: datetime) -> Answer:
    """« Les lampions, j’inscris les deux », below a list of one day: of several dates the one that is on the list."""
    if said.action != "sign_up" or len(said.events) < 2 or meaning.slots.when is not None:
        return said
    shown = before.shown if before is not None and before.fresh(now) else ()
    there = tuple(uid for uid in said.events if uid in shown) if len(shown) > 1 else ()
    return replace(said, events=there) if len(there) == 1 else said


def _with_births(context: Context, meaning: Meaning) -> Context:
    """The context in which births told beside a question are kept, should a sign-up come of the answer."""
    names = meaning.slots.names
    told = names and context.conversation.form is None and people_told(meaning.text, names, context.local_now).told
    return draft.remembered(context, meaning.slots, ()) if told else context


def orders_nothing(context: Context, action: str, meaning: Meaning) -> bool:
    """Whether an act is only spoken of. Reminders are switched by an order beyond doubt; else a button is shown."""
    speech = meaning.speech
    if action == "sign_up" and people_told(context.turn.text, meaning.slots.names, context.local_now).told:
        return False  # whoever tells the birth of whom is to come has decided
    if action == "sign_up" and meaning.slots.titled and meaning.slots.names and not asks_something(context.turn.text):
        return False  # « le jeu de plateau pour Clément et la photo pour Salomé »
    if action in ("reminders_on", "reminders_off"):
        return not speech.insists
    if action == "sign_up" and signs_up(context.turn.text):
        return False  # « les robots, je voudrais l'inscrire »
    if action == "sign_up" and not speech.insists and tells_of_the_past(context.turn.text):
        return True  # « on y était mercredi, Jeanne a adoré »
    if action == "erase_data":
        return speech.act is None
    only_asks = speech.asks and not (action == "cancel_sign_up" and _tells_an_absence(context, meaning))
    return only_asks or (action == "cancel_sign_up" and cancelling.gives_nothing_up(context))


def _tells_an_absence(context: Context, meaning: Meaning) -> bool:
    """« Tom est malade », « seule Léa viendra » ask nothing: who tells it is asked whether to cancel. Nothing is told
    by what is only supposed (« si jamais il est malade »), nor by who takes it back (« …, mais on garde »).
    """
    told = {clause.says for clause in meaning.speech.clauses} - {None}
    return len(told) == 1 and not asks_something(context.turn.text)


def told_alone(context: Context, understood: Understood) -> tuple[Reply, ...]:
    """What is known to a question, in words alone: no button, and nothing is remembered of it."""
    said = context.services.assistant.answer(
        understood.meaning, understood.events, context.language, context.now, cards=False
    )
    asks = said.kind is AnswerKind.ANSWER or asks_something(context.turn.text)
    return (Reply(said.text),) if said.kind in _TOLD and asks else ()


def events_that_fit(context: Context, understood: Understood) -> tuple[Event, ...]:
    """The events that the words are about, or look for."""
    said = context.services.assistant.answer(
        understood.meaning, understood.events, context.language, context.now, cards=False
    )
    return tuple(event for event in understood.events if event.uid in said.events)


def told_beside(context: Context, meaning: Meaning, events: tuple[Event, ...], outcome: Outcome) -> Outcome:
    """The outcome after the answer to a question that stands beside what led to it; for that one nothing is done."""
    context = replace(context, conversation=outcome.conversation, turn=replace(context.turn, text=meaning.text))
    said = context.services.assistant.answer(meaning, events, context.language, context.now, cards=False)
    beside = own.answered(context) or _told(context, said)
    if beside is None:
        return outcome
    replies = (*beside.replies, *outcome.replies)
    conversation = remember_labels(outcome.conversation, replies)
    counted = outcome.once_committed or beside.once_committed
    return replace(outcome, replies=replies, conversation=conversation, once_committed=counted)


def _told(context: Context, said: Answer) -> Outcome | None:
    """What is told of it; how something is done, only where no form is open."""
    if said.kind is AnswerKind.ACTION:
        return None if context.conversation.form is not None else acting.explain_beside(context, said)
    return escalation.say(context, said) if said.text else None


def open_answering(settings: Settings, db: Database, assistant: Assistant) -> Answering:
    """Load what answering needs; with no model kept yet, :func:`get_ready` learns it while the bot serves."""
    cache = settings.cache_folder
    zone, library = settings.zone, assistant.library
    understanding = Understanding.open(cache, zone, library=library) if is_learnt(cache) else None
    return Answering(db, understanding, cache, assistant)


async def get_ready(settings: Settings, assistant: Assistant, answering: Answering) -> None:
    """Let the model be learnt, and take it over."""
    cache = settings.cache_folder
    await learn_apart(cache)
    read = partial(Understanding.open, cache, settings.zone, library=assistant.library)
    answering.understanding = await asyncio.to_thread(read)


async def learn_apart(cache: Path) -> None:
    """Learn in a child process, whose memory goes back when it is done. If it fails, opening learns."""
    environment = {**os.environ, "CITE_CACHE": str(cache)}
    child = await asyncio.create_subprocess_exec(*LEARN, env=environment, stdout=DEVNULL)
    try:
        await child.wait()
    finally:
        if child.returncode is None:  # we were told to stop
            child.kill()


@dataclass(frozen=True, slots=True)
class Words:
    """Typed words. `awaited`: what the bot waited for, when they may be for the team.

    `understood` is None for words that were a button's when they came in.
    """

    context: Context
    understood: Understood | None
    awaited: ForTeam | None = None

    @property
    def text(self) -> str:
        """As typed."""
        return self.context.turn.text

    @property
    def is_sure(self) -> bool:
        """Whether they clearly ask something."""
        return self.understood is not None and self.understood.is_sure

    @property
    def meaning(self) -> Meaning:
        """What they mean; only where they were understood."""
        assert self.understood is not None
        return self.understood.meaning

    @property
    def asks(self) -> bool:
        """Whether they plainly ask: then they begin, change and cancel nothing."""
        return self.understood is not None and self.meaning.speech.asks and asks_something(self.text)

    @property
    def orders(self) -> bool:
        """Whether places are plainly to be taken (« oui, et inscrivez Léa »), given up or moved."""
        if self.understood is None or not self.meaning.speech.insists:
            return False
        act, signs_up = self.meaning.speech.act, self.meaning.intent == "sign_up"
        return act in (Act.CANCEL, Act.MOVE, Act.SIGN_UP) or (
            act is Act.CONFIRM and signs_up and bool(self.meaning.slots.names)
        )

    @property
    def beside(self) -> "Words | None":
        """What a message in distress asks beside it."""
        if self.understood is None or self.meaning.beside is None or not care.asks_beside(self.meaning):
            return None
        beside = self.meaning.beside
        context = replace(self.context, turn=replace(self.context.turn, text=beside.text))
        return Words(context, replace(self.understood, meaning=beside))

    @property
    def spoken(self) -> Context:
        """The context in the language of the words: the answer, its buttons and what resumes after it go together."""
        if self.understood is None:
            return self.context
        language = self.understood.meaning.language
        # A form that begins goes on in the language of the chat.
        if language not in LANGUAGES or self.understood.meaning.intent == "sign_up":
            return self.context
        return replace(self.context, conversation=replace(self.context.conversation, language=language))
