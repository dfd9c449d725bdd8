"""What is known is told, what the team filled in too, and what is not known is said to be so."""

from dataclasses import dataclass, replace
from datetime import date

from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.claims import Polarity, polarity
from bot.assistant.gaps import asked_cell, fact_for
from bot.assistant.sources import source_row
from bot.assistant.unknowns import Unknown
from bot.buttons import Action, Button, Press, Row
from bot.messages import Messages
from intents.catalogue import GAP
from intents.claims.reading import find_claims
from intents.meaning import Meaning
from knowledge.filled import Fact, Filled
from knowledge.library import Library
from knowledge.things import VENUE, Cell, Things
from knowledge.topics import Topic

NEAR_FROM = 0.3  # likelihood from which a fact is near: it is told if it is the cell asked, else it has a button


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Tells in one language, on one day. `named` are the things that the message names."""

    library: Library
    things: Things
    filled: Filled
    words: Messages
    today: date
    named: tuple[str, ...] = ()

    def topic(self, topic_id: str, confidence: float = 1.0) -> Answer:
        """The answer to one topic: what is known, or what was filled in, else that it is not known, with the team."""
        topic = self.library.topic(topic_id)
        asked = asked_cell(topic, self.named) if topic.unknown else None
        if asked is None:
            return self._as_written(topic, confidence)
        fact = fact_for(topic, asked, self.filled, self.things, self.today)
        if fact is not None:
            return self._filled(fact, confidence, topic)
        if self.filled.fact(topic.cells[0], self.today) is not None:  # the topic says that nothing of it is known
            return self._not_known(Unknown(asked), confidence)
        return self._as_written(topic, confidence)

    def asked(self, intent: str, meaning: Meaning) -> Answer | None:
        """The answer to one of the questions of a message; None for what is neither a topic nor a gap."""
        if intent.startswith(GAP):
            return self.gap(intent, meaning)
        return self.topic(intent, meaning.confidence) if intent in self.library else None

    def claimed(self, answer: Answer, meaning: Meaning) -> Answer:
        """The answer, with « Oui. » or « Non. » first where the message claims what this fact grants or refutes."""
        begins = self._begins(answer, meaning)
        return answer if begins is None else replace(answer, text=f"{self.words.say(f'claim-{begins}')} {answer.text}")

    def both(self, first: Answer, second: Answer, meaning: Meaning) -> Answer:
        """Two answers as one: first the one that grants or refutes a claim, rather that of a thing that is named; what
        is not known comes last.
        """
        one, other = sorted(
            (first, second),
            key=lambda answer: (
                answer.kind is not AnswerKind.ANSWER, self._begins(answer, meaning) is None, not self._is_named(answer)
            ),
        )  # fmt: skip
        return replace(one, text=f"{self.claimed(one, meaning).text}\n\n{other.text}")

    def _begins(self, answer: Answer, meaning: Meaning) -> Polarity | None:
        if answer.kind is not AnswerKind.ANSWER or answer.topic not in self.library:
            return None
        values = self.library.topic(answer.topic or "").values
        return polarity(values, find_claims(meaning.text, self.today), self.named) if values else None

    def _is_named(self, answer: Answer) -> bool:
        """Whether the message names a thing of which the answer tells something."""
        topic = answer.topic or ""
        cells = self.library.topic(topic).cells if topic in self.library else ()
        return any(cell.thing in self.named and cell.thing != VENUE for cell in cells)

    def gap(self, intent: str, meaning: Meaning) -> Answer:
        """What is filled in for an attribute, else that it is not known, with the nearest fact as a choice."""
        unknown = Unknown.of(intent, self.named, self.things)
        known = None if unknown.cell is None else self._known(unknown.cell, meaning)
        return known or self._not_known(unknown, meaning.confidence, self._near(meaning))

    def _known(self, cell: Cell, meaning: Meaning) -> Answer | None:
        """What is filled in for a cell or, of a thing that the message names, told by a topic that is near."""
        fact = self.filled.fact(cell, self.today)
        if fact is not None:
            return self._filled(fact, meaning.confidence)
        if cell.thing not in self.named:
            return None
        told = next((one for one in self._near_topics(meaning) if cell in one.cells), None)
        return None if told is None else self._as_written(told, meaning.confidence)

    def _as_written(self, topic: Topic, confidence: float) -> Answer:
        text = Messages.escape(topic.answer[self.words.language])
        if topic.unknown:
            text = f"{text}\n{self.words.say('unknown-team')}"
        kind = AnswerKind.UNKNOWN if topic.unknown else AnswerKind.ANSWER
        return Answer(kind=kind, text=text, confidence=confidence, topic=topic.id, rows=self._below(topic))

    def _filled(self, fact: Fact, confidence: float, topic: Topic | None = None) -> Answer:
        return Answer(
            kind=AnswerKind.ANSWER,
            text=Messages.escape(fact.text[self.words.language]),
            confidence=confidence,
            topic=str(fact.cell),
            gap=None if topic is None else topic.id,
            rows=() if topic is None else self._related(topic),
        )

    def _not_known(self, unknown: Unknown, confidence: float, rows: tuple[Row, ...] = ()) -> Answer:
        text = f"{unknown.said(self.things, self.words)}\n{self.words.say('unknown-team')}"
        return Answer(kind=AnswerKind.UNKNOWN, text=text, confidence=confidence, topic=unknown.code, rows=rows)

    def _near(self, meaning: Meaning) -> tuple[Row, ...]:
        return tuple(self._row(topic.id) for topic in self._near_topics(meaning)[:1])

    def _near_topics(self, meaning: Meaning) -> list[Topic]:
        """The topics that tell something, and that might have been meant."""
        likely = (one.intent for one in meaning.runners_up if one.confidence >= NEAR_FROM)
        near = (self.library.topic(intent) for intent in likely if intent in self.library)
        return [topic for topic in near if not topic.unknown]

    def _below(self, topic: Topic) -> tuple[Row, ...]:
        """What is worth offering next, then where it comes from, if anything is told."""
        related = self._related(topic)
        return related if topic.unknown else (*related, source_row(topic, self.words))

    def _related(self, topic: Topic) -> tuple[Row, ...]:
        return tuple(map(self._row, topic.related))

    def _row(self, topic_id: str) -> Row:
        return (Button(self.library.topic(topic_id).label[self.words.language], Press(Action.TOPIC, topic_id)),)
