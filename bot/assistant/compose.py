"""From a meaning to an answer: kind words, facts, agenda, actions, choices. Never a claim beyond the data."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant.agenda import AgendaAnswers, Describing, topic_of
from bot.assistant.answer import Answer, AnswerKind, remembered
from bot.assistant.facts import Sources, Teller
from bot.bot_api.replies import Action, Button, Press
from bot.messages import Messages
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import ACTIONS, DISTRESS, FORM, GAP, LAST_WORDS, OFF_TOPIC
from intents.meaning.meaning import Decision, Meaning, Speech, Whose, Writer
from intents.readers.saying import asks_where_from
from intents.understanding.named import NO_NAMES, Names
from knowledge.agenda.agenda import Event
from knowledge.library.filled import Filled, read_filled
from knowledge.library.library import Library, VenueDocument, load_document
from knowledge.library.things import Things, load_things

HELPLINE = "helpline"


def kind_words(speech: Speech, words: Messages, helpline: Answer, *, young: bool = False) -> str:
    """Kind words to the right person, and a number to call only if the team gave one. `young`: a child writes here."""
    number = [helpline.text] if helpline.kind is AnswerKind.ANSWER else []
    return "\n\n".join([words.say(_key(speech, young)), *number])


def _key(speech: Speech, young: bool) -> str:
    if speech.whose is Whose.SELF and (young or speech.writer in (Writer.CHILD, Writer.TEENAGER)):
        return "care-young"
    return f"care-{speech.whose}"


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


OF_THE_VENUE = {"event_room": "address", "event_age": "workshops_age"}
ANSWERED_APART = {"chat": "off-topic-chat", "insult": "off-topic-insult"}


def _nothing_is(name: str) -> bool:
    """Before anything is learnt."""
    return False


@dataclass(slots=True)
class Assistant:
    """What answers are made from; the events are those to come, at this instant. A renewal puts in another library,
    another document, or what was filled in anew.
    """

    library: Library
    zone: ZoneInfo
    things: Things = field(default_factory=load_things)
    filled: Filled = field(default_factory=read_filled)
    document: VenueDocument = field(default_factory=load_document)
    names: Names = NO_NAMES  # what the team has named since the model was learnt
    is_everyday: Callable[[str], bool] = _nothing_is  # whether a name is a word that families use for much else

    def answer(
        self,
        meaning: Meaning,
        events: tuple[Event, ...],
        language: str,
        now: datetime,
        before: DialogueState | None = None,
        *,
        cards: bool = True,
    ) -> Answer:
        """The answer, in `language`. `before` is what was talked about, offered and refused a moment ago.

        Without `cards` an event is told in a line.
        """
        words = Messages(language)
        if meaning.speech.writer is Writer.CHILD and meaning.intent in ACTIONS - set(LAST_WORDS):
            text = words.say("young-met")
            return Answer(kind=AnswerKind.ACTION, action="human", text=text, confidence=meaning.confidence)
        before = before if before is not None and before.fresh(now) else None
        if asks_where_from(meaning.text):
            return self.sources(language).of_last(before)
        if meaning.intent == "no" and before is not None and before.offered:
            return not_understood(meaning, before, words)
        tell = self._teller(language, now, meaning.things)
        if (of_venue := _of_the_venue(meaning, tell)) is not None:
            return of_venue
        known = before.shown[0] if before is not None and len(before.shown) == 1 else ""
        agenda = AgendaAnswers(events, words, self.zone, now, cards, known)
        of_event = Describing(agenda, tell).answer(meaning)
        return of_event or self._decided(meaning, agenda, tell, before)

    def _decided(self, meaning: Meaning, agenda: AgendaAnswers, tell: Teller, before: DialogueState | None) -> Answer:
        """What is asked, answered as far as it is sure."""
        match meaning.decision:
            case Decision.LANGUAGE:
                return self._said(meaning, AnswerKind.LANGUAGE, tell.words.say("other-language"))
            case Decision.ASK if meaning.between:
                return agenda.which(meaning)
            case Decision.ASK if meaning.others:
                return agenda.which_search(meaning)
            case Decision.ASK:
                return choices(meaning, before, self.library, tell.words)
            case Decision.UNKNOWN:
                found = None
            case _:
                found = self._answered(meaning, agenda, tell)
                found = found and agenda.nearest(found, meaning)
        return found or not_understood(meaning, before, tell.words)

    def topic(self, topic_id: str, language: str, now: datetime, confidence: float = 1.0) -> Answer:
        """The answer to one topic; a known unknown says so, and offers the team, unless it was filled in."""
        return self._teller(language, now).topic(topic_id, confidence)

    def sources(self, language: str) -> Sources:
        """Where what is told comes from."""
        return Sources(self.library, self.document, Messages(language))

    def asks_a_gap(self, meaning: Meaning, now: datetime) -> bool:
        """Whether a message asks what is not known, nor filled in, nor told by the description of its event."""
        if meaning.focus is not None and meaning.focus.told:
            return False
        asked = self._teller("fr", now, meaning.things).asked(meaning.intent or "", meaning)
        return asked is not None and asked.kind is AnswerKind.UNKNOWN

    def _teller(self, language: str, now: datetime, named: tuple[str, ...] = ()) -> Teller:
        return Teller(
            library=self.library,
            things=self.things,
            filled=self.filled,
            words=Messages(language),
            today=now.astimezone(self.zone).date(),
            named=named,
        )

    def remember(
        self, answer: Answer, meaning: Meaning, before: DialogueState | None, now: datetime
    ) -> DialogueState | None:
        """What the next message may refer to; what has faded is not brought back."""
        before = before if before is not None and before.fresh(now) else None
        if asks_where_from(meaning.text):  # what it asks about stays what was talked about
            return before
        about = answer.gap or answer.topic
        related = self._next_topics(about) if about in self.library else ()
        return remembered(answer, meaning, before, related, now)

    def _next_topics(self, topic_id: str | None) -> tuple[str, ...]:
        """The topics related to this one, then those related to them."""
        near = self.library.topic(topic_id or "").related
        return tuple(dict.fromkeys((*near, *(far for one in near for far in self.library.topic(one).related))))

    def _answered(self, meaning: Meaning, agenda: AgendaAnswers, tell: Teller) -> Answer | None:
        """What was clearly asked, answered; None when there is nothing to say to it ("oui", with nothing asked)."""
        intent = meaning.intent or ""
        asked = tell.asked(intent, meaning)
        if asked is not None:
            told = self._with_second(asked, meaning, tell)
            return told if intent.startswith(GAP) else agenda.beside(told, meaning)
        if intent == "events":
            return self._with_topic(agenda.about(_known_of(meaning, tell), meaning), meaning, tell)
        if intent.startswith("event_"):
            return agenda.detail(meaning)
        if intent.startswith("off_topic"):
            key = ANSWERED_APART.get(intent.removeprefix("off_topic."), "off-topic")
            return self._said(meaning, AnswerKind.OFF_TOPIC, tell.words.say(key))
        if intent == DISTRESS:
            text = kind_words(meaning.speech, tell.words, tell.topic(HELPLINE))
            return Answer(kind=AnswerKind.ACTION, action="human", text=text, confidence=meaning.confidence)
        if intent in ACTIONS:
            return agenda.action(meaning, intent)
        return None

    def _with_topic(self, found: Answer, meaning: Meaning, tell: Teller) -> Answer:
        """A list, after what is known of the topic that was asked as well, unless it says so already."""
        if meaning.also is None or meaning.also not in self.library or found.topic is not None:
            return found
        told = self.sources(tell.words.language)
        topic = tell.claimed(tell.topic(meaning.also), meaning)
        source = (told.row(self.library.topic(meaning.also)),) if told.tells(meaning.also) else ()
        text = f"{topic.text}\n\n{found.text}"
        return replace(found, text=text, rows=(*found.rows, *source), topic=meaning.also)

    def _with_second(self, first: Answer, meaning: Meaning, tell: Teller) -> Answer:
        """An answer, with that to a second question; it may begin with yes or no."""
        second = None if meaning.also is None else tell.asked(meaning.also, meaning)
        return tell.claimed(first, meaning) if second is None else tell.both(first, second, meaning)

    def _said(self, meaning: Meaning, kind: AnswerKind, text: str) -> Answer:
        return Answer(kind=kind, text=text, confidence=meaning.confidence)


def _of_the_venue(meaning: Meaning, tell: Teller) -> Answer | None:
    """« C'est où ? » with no event in mind is about the venue."""
    general = OF_THE_VENUE.get(meaning.intent or "")
    if general is None or meaning.slots.narrows or meaning.decision is Decision.UNKNOWN:
        return None
    return tell.claimed(tell.topic(general, meaning.confidence), meaning)


def _known_of(meaning: Meaning, tell: Teller) -> Answer | None:
    topic = topic_of(meaning.slots)
    return None if topic is None else tell.topic(topic)
