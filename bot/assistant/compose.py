"""From a meaning to an answer: topics, agenda, actions, known unknowns. Never a claim beyond the data."""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.assistant.agenda_desk import AgendaDesk
from bot.assistant.agenda_topics import topic_of
from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.remembering import remembered
from bot.buttons import Action, Button, Press, Row
from bot.messages import Messages
from intents.context import Context
from intents.meaning import Decision, Meaning
from knowledge.events import Event
from knowledge.library import Library
from knowledge.topics import Topic

ACTIONS = frozenset(
    ("sign_up", "cancel_sign_up", "my_sign_ups", "waiting_list_status", "reminders_off", "reminders_on",
     "my_data", "erase_data", "human", "help", "greeting", "thanks", "goodbye", "language",
     "are_you_a_bot", "complaint")
)  # fmt: skip
OF_THE_VENUE = {"event_room": "address", "event_age": "workshops_age"}
MOST_CHOICES = 3
ANSWERED_APART = {"chat": "off-topic-chat", "insult": "off-topic-insult"}


@dataclass(frozen=True, slots=True)
class Assistant:
    """What answers are made from; the events are those to come, at this instant."""

    library: Library
    zone: ZoneInfo

    def answer(self, meaning: Meaning, events: tuple[Event, ...], language: str, now: datetime) -> Answer:
        """The answer, in `language`."""
        words = Messages(language)
        general = OF_THE_VENUE.get(meaning.intent or "")
        if general is not None and not meaning.slots.narrows and meaning.decision is not Decision.UNKNOWN:
            # « C'est où ? » with no event in mind is about the venue.
            return self.topic(general, language, meaning.confidence)
        match meaning.decision:
            case Decision.LANGUAGE:
                return self._said(meaning, AnswerKind.LANGUAGE, words.say("other-language"))
            case Decision.ASK:
                return self._what_is_on(meaning, events, words, now) or self._clarify(meaning, words)
            case Decision.UNKNOWN:
                return self._what_is_on(meaning, events, words, now) or self._not_understood(meaning, words)
        return self._answered(meaning, meaning.intent or "", events, words, now)

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
        """What the next message may refer to."""
        related = self._next_topics(answer.topic) if answer.topic is not None else ()
        return remembered(answer, meaning, before, related, now)

    def _next_topics(self, topic_id: str) -> tuple[str, ...]:
        """The topics related to this one, then those related to them."""
        near = self.library.topic(topic_id).related
        return tuple(dict.fromkeys((*near, *(far for one in near for far in self.library.topic(one).related))))

    def _answered(
        self, meaning: Meaning, intent: str, events: tuple[Event, ...], words: Messages, now: datetime
    ) -> Answer:
        agenda = AgendaDesk(events, words, self.zone, now)
        if intent in self.library:
            return agenda.beside(self._topics(meaning, intent, words.language), meaning)
        if intent == "events":
            return agenda.about(self._known_of(meaning, words), meaning)
        if intent.startswith("event_"):
            return agenda.detail(meaning)
        if intent.startswith("off_topic"):
            key = ANSWERED_APART.get(intent.removeprefix("off_topic."), "off-topic")
            return self._said(meaning, AnswerKind.OFF_TOPIC, words.say(key))
        if intent in ACTIONS:
            return agenda.action(meaning, intent)
        return self._not_understood(meaning, words)

    def _what_is_on(self, meaning: Meaning, events: tuple[Event, ...], words: Messages, now: datetime) -> Answer | None:
        """What the agenda answers by itself where the question is not sure; None when nothing fits."""
        if not meaning.wish:
            return None
        answer = AgendaDesk(events, words, self.zone, now).about(self._known_of(meaning, words), meaning)
        return answer if answer.events else None

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

    def _clarify(self, meaning: Meaning, words: Messages) -> Answer:
        """« Vous parlez de… » with two or three buttons."""
        intents = dict.fromkeys([meaning.intent or "", *(one.intent for one in meaning.runners_up)])
        choices = [self._choice(intent, words) for intent in intents]
        rows = tuple((button,) for button in choices if button is not None)[:MOST_CHOICES]
        if not rows:
            return self._not_understood(meaning, words)
        other = Button(words.label("clarify-other"), Press(Action.HELP))
        return Answer(
            kind=AnswerKind.CLARIFY,
            text=words.say("clarify"),
            confidence=meaning.confidence,
            rows=(*rows, (other,)),
        )

    def _choice(self, intent: str, words: Messages) -> Button | None:
        if intent in self.library:
            return Button(self.library.topic(intent).label[words.language], Press(Action.TOPIC, intent))
        press = CHOICES.get(intent)
        return None if press is None else Button(words.label(f"intent-{intent}"), press)

    def _not_understood(self, meaning: Meaning, words: Messages) -> Answer:
        kind = AnswerKind.OFF_TOPIC if (meaning.intent or "").startswith("off_topic") else AnswerKind.UNKNOWN
        key = "off-topic" if kind is AnswerKind.OFF_TOPIC else "not-understood"
        return self._said(meaning, kind, words.say(key))

    def _said(self, meaning: Meaning, kind: AnswerKind, text: str) -> Answer:
        return Answer(kind=kind, text=text, confidence=meaning.confidence)

    def _related(self, topic: Topic, language: str) -> tuple[Row, ...]:
        return tuple(
            (Button(self.library.topic(other).label[language], Press(Action.TOPIC, other)),) for other in topic.related
        )


CHOICES = {
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
    "my_data": Press(Action.PRIVACY),
    "help": Press(Action.HELP),
    "human": Press(Action.TEAM),
}
