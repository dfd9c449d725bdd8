"""From a meaning to an answer: topics, agenda, actions, known unknowns. Never a claim beyond the data."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant import ladder
from bot.assistant.agenda_desk import AgendaDesk
from bot.assistant.agenda_topics import topic_of
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.remembering import remembered
from bot.buttons import Action, Button, Press, Row
from bot.messages import Messages
from intents.catalogue import ACTIONS, DISTRESS
from intents.context import Context
from intents.meaning import Decision, Meaning
from knowledge.events import Event
from knowledge.library import Library
from knowledge.topics import Topic

OF_THE_VENUE = {"event_room": "address", "event_age": "workshops_age"}
HELPLINE = "helpline"
ANSWERED_APART = {"chat": "off-topic-chat", "insult": "off-topic-insult"}


@dataclass(slots=True)
class Assistant:
    """What answers are made from; the events are those to come, at this instant. A renewal puts in another library."""

    library: Library
    zone: ZoneInfo

    def answer(
        self, meaning: Meaning, events: tuple[Event, ...], language: str, now: datetime, before: Context | None = None
    ) -> Answer:
        """The answer, in `language`. `before` is what was talked about, offered and refused a moment ago."""
        words = Messages(language)
        before = before if before is not None and before.fresh(now) else None
        if meaning.intent == "no" and before is not None and before.offered:
            return ladder.not_understood(meaning, before, words)
        general = OF_THE_VENUE.get(meaning.intent or "")
        if general is not None and not meaning.slots.narrows and meaning.decision is not Decision.UNKNOWN:
            # « C'est où ? » with no event in mind is about the venue.
            return self.topic(general, language, meaning.confidence)
        match meaning.decision:
            case Decision.LANGUAGE:
                return self._said(meaning, AnswerKind.LANGUAGE, words.say("other-language"))
            case Decision.ASK:
                return self._what_is_on(meaning, events, words, now) or ladder.choices(
                    meaning, before, self.library, words
                )
            case Decision.UNKNOWN:
                return self._what_is_on(meaning, events, words, now) or ladder.not_understood(meaning, before, words)
        return self._answered(meaning, events, words, now) or ladder.not_understood(meaning, before, words)

    def topic(self, topic_id: str, language: str, confidence: float = 1.0) -> Answer:
        """The answer to one topic; a known unknown says so, and offers the team."""
        words = Messages(language)
        topic = self.library.topic(topic_id)
        kind = AnswerKind.UNKNOWN if topic.unknown else AnswerKind.ANSWER
        text = Messages.escape(topic.answer[language])
        if topic.unknown:
            text = f"{text}\n{words.say('unknown-team')}"
        return Answer(kind=kind, text=text, confidence=confidence, topic=topic.id, rows=self._related(topic, language))

    def remember(self, answer: Answer, meaning: Meaning, before: Context | None, now: datetime) -> Context | None:
        """What the next message may refer to; what has faded is not brought back."""
        before = before if before is not None and before.fresh(now) else None
        related = self._next_topics(answer.topic) if answer.topic is not None else ()
        return remembered(answer, meaning, before, related, now)

    def _next_topics(self, topic_id: str) -> tuple[str, ...]:
        """The topics related to this one, then those related to them."""
        near = self.library.topic(topic_id).related
        return tuple(dict.fromkeys((*near, *(far for one in near for far in self.library.topic(one).related))))

    def _answered(self, meaning: Meaning, events: tuple[Event, ...], words: Messages, now: datetime) -> Answer | None:
        """What was clearly asked, answered; None when there is nothing to say to it ("oui", with nothing asked)."""
        agenda, intent = AgendaDesk(events, words, self.zone, now), meaning.intent or ""
        if intent in self.library:
            return agenda.beside(self._topics(meaning, intent, words.language), meaning)
        if intent == "events":
            return self._with_topic(agenda.about(self._known_of(meaning, words), meaning), meaning, words)
        if intent.startswith("event_"):
            return agenda.detail(meaning)
        if intent.startswith("off_topic"):
            key = ANSWERED_APART.get(intent.removeprefix("off_topic."), "off-topic")
            return self._said(meaning, AnswerKind.OFF_TOPIC, words.say(key))
        if intent == DISTRESS:
            return self._care(meaning, words)
        if intent in ACTIONS:
            return agenda.action(meaning, intent)
        return None

    def _what_is_on(self, meaning: Meaning, events: tuple[Event, ...], words: Messages, now: datetime) -> Answer | None:
        """What the agenda answers by itself where the question is not sure; None when nothing fits."""
        if not meaning.wish:
            return None
        answer = AgendaDesk(events, words, self.zone, now).about(self._known_of(meaning, words), meaning)
        return answer if answer.events else None

    def _with_topic(self, found: Answer, meaning: Meaning, words: Messages) -> Answer:
        """A list, after what is known of the topic that was asked as well, unless it says so already."""
        if meaning.also is None or meaning.also not in self.library or found.topic is not None:
            return found
        known = self.topic(meaning.also, words.language)
        return replace(found, text=f"{known.text}\n\n{found.text}")

    def _known_of(self, meaning: Meaning, words: Messages) -> Answer | None:
        topic = topic_of(meaning.slots)
        return None if topic is None else self.topic(topic, words.language)

    def _topics(self, meaning: Meaning, intent: str, language: str) -> Answer:
        """One topic, or two when two questions were asked: what is known first, then what is not."""
        first = self.topic(intent, language, meaning.confidence)
        if meaning.also is None or meaning.also not in self.library:
            return first
        second = self.topic(meaning.also, language, meaning.confidence)
        if first.kind is AnswerKind.UNKNOWN and second.kind is AnswerKind.ANSWER:
            first, second = second, first
        return replace(first, text=f"{first.text}\n\n{second.text}")

    def _care(self, meaning: Meaning, words: Messages) -> Answer:
        """To somebody in trouble: kind words, the team, and a number to call only if the team gave one."""
        helpline = self.library.topic(HELPLINE)
        number = [] if helpline.unknown else [Messages.escape(helpline.answer[words.language])]
        text = "\n\n".join([words.say("distress"), *number])
        return Answer(kind=AnswerKind.ACTION, action="human", text=text, confidence=meaning.confidence, by_button=True)

    def _said(self, meaning: Meaning, kind: AnswerKind, text: str) -> Answer:
        return Answer(kind=kind, text=text, confidence=meaning.confidence)

    def _related(self, topic: Topic, language: str) -> tuple[Row, ...]:
        return tuple(
            (Button(self.library.topic(other).label[language], Press(Action.TOPIC, other)),) for other in topic.related
        )
