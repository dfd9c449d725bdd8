"""From a meaning to an answer: topics, agenda, actions, known unknowns. Never a claim beyond the data."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant import ladder
from bot.assistant.agenda_desk import AgendaDesk
from bot.assistant.agenda_topics import topic_of
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.kind_words import HELPLINE, kind_words
from bot.assistant.remembering import remembered
from bot.assistant.sources import Sources
from bot.assistant.unknowns import Unknown
from bot.buttons import Action, Button, Press, Row
from bot.dialogues.where_from import asks_where_from
from bot.messages import Messages
from intents.catalogue import ACTIONS, DISTRESS, GAP
from intents.context import Context
from intents.meaning import Decision, Meaning
from intents.speech.heard import Writer
from knowledge.events import Event
from knowledge.filled import Filled, read_filled
from knowledge.library import Library
from knowledge.sources import VenueDocument, load_document
from knowledge.things import Things
from knowledge.things_read import load_things

OF_THE_VENUE = {"event_room": "address", "event_age": "workshops_age"}
ANSWERED_APART = {"chat": "off-topic-chat", "insult": "off-topic-insult"}


@dataclass(slots=True)
class Assistant:
    """What answers are made from; the events are those to come, at this instant. A renewal puts in another library and
    another document.
    """

    library: Library
    zone: ZoneInfo
    things: Things = field(default_factory=load_things)
    document: VenueDocument = field(default_factory=load_document)

    def answer(
        self,
        meaning: Meaning,
        events: tuple[Event, ...],
        language: str,
        now: datetime,
        before: Context | None = None,
        *,
        cards: bool = True,
    ) -> Answer:
        """The answer, in `language`. `before` is what was talked about, offered and refused a moment ago.

        Without `cards` an event is told in a line.
        """
        words = Messages(language)
        if meaning.speech.writer is Writer.CHILD and meaning.intent in ACTIONS:
            text = words.say("young-met")
            return Answer(kind=AnswerKind.ACTION, action="human", text=text, confidence=meaning.confidence)
        before = before if before is not None and before.fresh(now) else None
        if asks_where_from(meaning.text):
            return self.sources(language).of_last(before)
        if meaning.intent == "no" and before is not None and before.offered:
            return ladder.not_understood(meaning, before, words)
        general = OF_THE_VENUE.get(meaning.intent or "")
        if general is not None and not meaning.slots.narrows and meaning.decision is not Decision.UNKNOWN:
            # « C'est où ? » with no event in mind is about the venue.
            return self.topic(general, language, now, meaning.confidence)
        tell = self._teller(language, now, meaning.things)
        agenda = AgendaDesk(events, words, self.zone, now, cards)
        match meaning.decision:
            case Decision.LANGUAGE:
                return self._said(meaning, AnswerKind.LANGUAGE, words.say("other-language"))
            case Decision.ASK:
                return self._what_is_on(meaning, agenda, tell) or ladder.choices(
                    meaning, before, self.library, words
                )
            case Decision.UNKNOWN:
                return self._what_is_on(meaning, agenda, tell) or ladder.not_understood(meaning, before, words)
        return self._answered(meaning, agenda, tell) or ladder.not_understood(meaning, before, words)

    def topic(self, topic_id: str, language: str, confidence: float = 1.0) -> Answer:
        """The answer to one topic; a known unknown says so, and offers the team."""
        words = Messages(language)
        topic = self.library.topic(topic_id)
        kind = AnswerKind.UNKNOWN if topic.unknown else AnswerKind.ANSWER
        text = Messages.escape(topic.answer[language])
        if topic.unknown:
            text = f"{text}\n{words.say('unknown-team')}"
        return Answer(kind=kind, text=text, confidence=confidence, topic=topic.id, rows=self._below(topic, language))

    def sources(self, language: str) -> Sources:
        """Where what is told comes from."""
        return Sources(self.library, self.document, Messages(language))

    def remember(self, answer: Answer, meaning: Meaning, before: Context | None, now: datetime) -> Context | None:
        """What the next message may refer to; what has faded is not brought back."""
        before = before if before is not None and before.fresh(now) else None
        if asks_where_from(meaning.text):  # what it asks about stays what was talked about
            return before
        related = self._next_topics(answer.topic) if answer.topic in self.library else ()
        return remembered(answer, meaning, before, related, now)

    def _next_topics(self, topic_id: str | None) -> tuple[str, ...]:
        """The topics related to this one, then those related to them."""
        near = self.library.topic(topic_id or "").related
        return tuple(dict.fromkeys((*near, *(far for one in near for far in self.library.topic(one).related))))

    def _answered(self, meaning: Meaning, agenda: AgendaDesk, tell: Teller) -> Answer | None:
        """What was clearly asked, answered; None when there is nothing to say to it ("oui", with nothing asked)."""
        intent = meaning.intent or ""
        if intent in self.library:
            return agenda.beside(self._topics(meaning, intent, tell), meaning)
        if intent.startswith(GAP):
            return tell.gap(meaning)
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

    def _what_is_on(self, meaning: Meaning, agenda: AgendaDesk, tell: Teller) -> Answer | None:
        """What the agenda answers by itself where the question is not sure; None when nothing fits."""
        if not meaning.wish:
            return None
        answer = agenda.about(_known_of(meaning, tell), meaning)
        return answer if answer.events else None

    def _with_topic(self, found: Answer, meaning: Meaning, tell: Teller) -> Answer:
        """A list, after what is known of the topic that was asked as well, unless it says so already."""
        if meaning.also is None or meaning.also not in self.library or found.topic is not None:
            return found
        known = self.topic(meaning.also, words.language)
        told = self.sources(words.language)
        source = (told.row(self.library.topic(meaning.also)),) if told.tells(meaning.also) else ()
        return replace(found, text=f"{known.text}\n\n{found.text}", rows=(*found.rows, *source))

    def _topics(self, meaning: Meaning, intent: str, tell: Teller) -> Answer:
        """One topic, or two when two questions were asked: what is known first, then what is not."""
        first = tell.topic(intent, meaning.confidence)
        if meaning.also is None or meaning.also not in self.library:
            return first
        second = tell.topic(meaning.also, meaning.confidence)
        if first.kind is AnswerKind.UNKNOWN and second.kind is AnswerKind.ANSWER:
            first, second = second, first
        return replace(first, text=f"{first.text}\n\n{second.text}")

    def _said(self, meaning: Meaning, kind: AnswerKind, text: str) -> Answer:
        return Answer(kind=kind, text=text, confidence=meaning.confidence)

    def _below(self, topic: Topic, language: str) -> tuple[Row, ...]:
        """What is worth offering next, then where it comes from, if anything is told."""
        others = (self.library.topic(other) for other in topic.related)
        related = tuple((Button(one.label[language], Press(Action.TOPIC, one.id)),) for one in others)
        return related if topic.unknown else (*related, self.sources(language).row(topic))
