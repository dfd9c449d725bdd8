"""Facts of the venue, told or said to be unknown: what they rest on, what was filled in, what is asked in vain."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from bot.assistant.answer import Answer, AnswerKind
from bot.assistant.claims import Polarity, polarity
from bot.bot_api.replies import Action, Button, Press, Row
from bot.messages import Messages, dates
from intents.claims.reading import find_claims
from intents.dialogue.state import DialogueState
from intents.meaning.catalogue import EVENTS, GAP
from intents.meaning.meaning import Decision, Meaning
from knowledge.library.filled import TO_WRITE, Fact, Filled, told_cells
from knowledge.library.library import Library, VenueDocument
from knowledge.library.things import VENUE, Cell, Thing, Things, Topic


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
        return dates.day_and_year(self.document.checked, self.words.language)

    def _said(self, text: str, topic: str | None = None) -> Answer:
        return Answer(kind=AnswerKind.ANSWER, text=text, confidence=1.0, topic=topic)


OTHER = "other"
_CONTRACTED = {"de le ": "du ", "de les ": "des ", "à le ": "au ", "à les ": "aux "}


@dataclass(frozen=True, slots=True)
class Unknown:
    """What was asked and is not known: a cell, or nothing that has a name."""

    cell: Cell | None

    @classmethod
    def of(cls, intent: str, named: tuple[str, ...], things: Things) -> "Unknown":
        """From a gap's intent and the things that the message names: the first that the attribute applies to."""
        attribute = intent.removeprefix(GAP)
        if attribute not in things.attributes:
            return cls(None)
        fitting = (one for one in (*named, VENUE) if one in things.things and things.is_asked_of(attribute, one))
        thing = next(fitting, None)
        return cls(None if thing is None else Cell(thing, attribute))

    @classmethod
    def named(cls, code: str, things: Things) -> "Unknown":
        """From what it is counted as; what names no cell of today is "other"."""
        return cls(next((cell for cell in things.cells() if str(cell) == code), None))

    @property
    def code(self) -> str:
        """What it is counted as: "escape.price", or "other"."""
        return OTHER if self.cell is None else str(self.cell)

    def said(self, things: Things, words: Messages) -> str:
        """The sentence, as Telegram HTML."""
        if self.cell is None:
            return words.say("unknown-other")
        return words.say("unknown-cell", asked=in_words(self.cell, things, words.language))


def in_words(cell: Cell, things: Things, language: str) -> str:
    """What a cell asks, as an indirect question: « combien coûte l’escape game »."""
    return filled(things.attributes[cell.attribute].unknown[language], things.things[cell.thing], language)


def as_told(fact: Fact, words: Messages) -> str:
    """What families read of a fact, as Telegram HTML: where it was written in French only, they are told so."""
    told = fact.text.get(words.language)
    return words.say("fact-in-french", told=fact.text["fr"]) if told is None else Messages.escape(told)


def filled(sentence: str, thing: Thing, language: str) -> str:
    """The sentence about this thing: its name for {T}, and after a preposition for {de}, {à} and {dans}."""
    name = thing.name[language]
    return sentence.format(T=name, de=after("de", name), à=after("à", name), dans=f"dans {name}")


def after(preposition: str, name: str) -> str:
    """« du laboratoire », « au Département », « de l’entrée »: the name after "de" or "à"."""
    together = f"{preposition} {name}"
    apart = next((one for one in _CONTRACTED if together.startswith(one)), None)
    return together if apart is None else _CONTRACTED[apart] + together[len(apart) :]


LIKELY_FROM = 0.03  # likelihood from which what else a message may ask is worth a choice


def asked_cell(topic: Topic, named: tuple[str, ...]) -> Cell | None:
    """The topic's cell of a thing that the message names, else its main one."""
    # Whatever is asked is asked of the venue: naming it (« chez vous ») chooses nothing.
    of_named = (cell for cell in topic.cells if cell.thing in named and cell.thing != VENUE)
    return next(of_named, topic.cells[0] if topic.cells else None)


@dataclass(frozen=True, slots=True)
class Meant:
    """The cells that a message may ask, the likeliest first; `is_sure`: the first one is beyond doubt."""

    cells: tuple[Cell, ...]
    is_sure: bool

    @classmethod
    def by(cls, meaning: Meaning, library: Library, things: Things) -> "Meant":
        """As a family's question is read: what is likely, and of an attribute alone the things that it is asked of."""

        def cell(intent: str) -> Cell | None:
            if intent in library:
                return asked_cell(library.topic(intent), meaning.things)
            return Unknown.of(intent, meaning.things, things).cell

        attribute = (meaning.intent or "").removeprefix(GAP)
        first = cell(meaning.intent or "")
        of_any = [one for one in things.cells() if one.attribute == attribute] if first is None else []
        near = [cell(one.intent) for one in meaning.runners_up if one.confidence >= LIKELY_FROM]
        found = dict.fromkeys(one for one in (first, *of_any, *near) if one is not None)
        return cls(tuple(found), first is not None and meaning.decision is Decision.ANSWER)


def fact_for(topic: Topic, asked: Cell, filled: Filled, things: Things, today: date) -> Fact | None:
    """What was filled in for this cell of a topic, or for what its thing is part of, if the topic has that too."""
    cells = (one for one in _with_wholes(asked, things) if one in topic.cells)
    return next((fact for cell in cells if (fact := filled.fact(cell, today)) is not None), None)


def _with_wholes(cell: Cell, things: Things) -> Iterator[Cell]:
    thing: str | None = cell.thing
    while thing is not None:
        yield Cell(thing, cell.attribute)
        thing = things.things[thing].parent


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
                answer.kind is not AnswerKind.ANSWER,
                self._begins(answer, meaning) is None,
                not self._is_named(answer),
            ),
        )
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
            text=as_told(fact, self.words),
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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was kept: what it was recognised as (a gap topic, a cell, "other" or nothing), and for whom."""

    topic: str | None
    for_team: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is missing, how often it was asked for, how many of those wanted the team, and what is said meanwhile."""

    name: str
    asked: int
    for_team: int
    said: str

    @property
    def line(self) -> str:
        """As `cite knowledge unanswered` prints it."""
        return f"{self.asked}\t{self.for_team} for the team\t{self.name}\t{self.said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is told and what is filled today: the rest is missing."""

    library: Library
    things: Things
    filled: Filled
    words: Messages = field(default_factory=lambda: Messages("fr"))

    def missing(self, questions: Iterable[Asked]) -> tuple[Missing, ...]:
        """Most asked first. What has been told or filled since is left out."""
        counts: dict[str, list[bool]] = {}
        for one in questions:
            counts.setdefault(self._name(one.topic), []).append(one.for_team)
        has = {str(cell) for cell in self._cells()}
        found = [self._counted(name, wanted) for name, wanted in counts.items() if name not in has]
        return tuple(sorted(found, key=lambda one: (-one.asked, -one.for_team, one.name)))

    def empty(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """Those of these cells that are neither told nor filled."""
        has = self._cells()
        return tuple(cell for cell in cells if cell not in has)

    def entries(self, cells: Iterable[Cell], today: date) -> Iterator[str]:
        """Entries for filled.yaml, each with the words missing and under the sentence that is said until then."""
        for cell in cells:
            yield f"# {self._said(str(cell))}"
            words = ", ".join(f'{key}: "{TO_WRITE}"' for key in ("fr", "en", "author"))
            yield f"{cell}: {{{words}, checked: {today}}}"

    def _cells(self) -> frozenset[Cell]:
        return told_cells(self.library.topics).union(self.filled.cells)

    def _counted(self, name: str, wanted: list[bool]) -> Missing:
        return Missing(name=name, asked=len(wanted), for_team=sum(wanted), said=self._said(name))

    def _name(self, topic: str | None) -> str:
        """The cell that a question is counted under: the main one of a topic."""
        if topic is None:
            return OTHER
        if topic in self.library and (cells := self.library.topic(topic).cells):
            return str(cells[0])
        return topic

    def _said(self, name: str) -> str:
        return Messages.plain(Unknown.named(name, self.things).said(self.things, self.words))
