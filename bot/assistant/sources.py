"""What an answer rests on, in words: the venue's document and when it was last checked, the agenda, or nothing."""

from dataclasses import dataclass

from bot.assistant import dates_said
from bot.assistant.answer import Answer, AnswerKind
from bot.buttons import Action, Button, Press, Row
from bot.messages import Messages
from intents.catalogue import EVENTS
from intents.dialogue.state import DialogueState
from knowledge.library import Library
from knowledge.sources import VenueDocument
from knowledge.topics import Topic


def source_row(topic: Topic, words: Messages) -> Row:
    """The button that asks for a told fact's source, alone in its row."""
    return (Button(words.label("source-button"), Press(Action.SOURCE, topic.id)),)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where what is told comes from."""

    library: Library
    document: VenueDocument
    words: Messages

    def row(self, topic: Topic) -> Row:
        """The button that asks for a told fact's source, alone in its row."""
        return source_row(topic, self.words)

    def tells(self, topic_id: str | None) -> bool:
        """Whether this topic tells a fact, and so has a source."""
        return topic_id in self.library and not self.library.topic(topic_id or "").unknown

    def of_topic(self, topic_id: str) -> Answer:
        """The source of a topic that tells something."""
        subject = self.library.topic(topic_id).label[self.words.language]
        return self._said(self.words.say("source-document", subject=subject, name=self._name, day=self._day), topic_id)

    def of_last(self, before: DialogueState | None) -> Answer:
        """The source of what was told a moment ago; of everything where nothing was."""
        if before is None:
            return self._of_all()
        if before.topic is not None and self.tells(before.topic):
            document = self.of_topic(before.topic)
            lists = before.intent == EVENTS
            return self._said(f"{document.text} {self.words.say('source-agenda-too')}") if lists else document
        if before.about_events:
            return self._said(self.words.say("source-agenda"))
        return self._of_all() if before.topic is None else self._said(self.words.say("source-none"))

    def _of_all(self) -> Answer:
        return self._said(self.words.say("source-all", name=self._name, day=self._day))

    @property
    def _name(self) -> str:
        return self.document.name[self.words.language]

    @property
    def _day(self) -> str:
        return dates_said.day_and_year(self.document.checked, self.words.language)

    def _said(self, text: str, topic: str | None = None) -> Answer:
        return Answer(kind=AnswerKind.ANSWER, text=text, confidence=1.0, topic=topic)
