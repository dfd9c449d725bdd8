"""Labelled questions and how an answer to one ends: right, asked back, missed, or wrong, told from its words."""

import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError
from ruamel.yaml import YAML

from bot.assistant.answer import Answer, AnswerKind
from bot.core.errors import BotError
from intents.text.text import fold
from knowledge.agenda.agenda import Event, EventRow, upcoming
from knowledge.exchange.apply import apply
from knowledge.exchange.spreadsheets import parse_csv
from knowledge.store.database import Database
from knowledge.store.engine import make_engine


class Expect(StrEnum):
    """What sort of answer is right."""

    FACTS = "facts"
    UNKNOWN = "unknown"
    OFF_TOPIC = "off_topic"
    LANGUAGE = "language"
    EVENTS = "events"
    EVENT_DETAIL = "event_detail"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One reading of a message. Which fields count depends on `expect`.

    `facts` must all be told, or one of `instead`; `action` may also be one of `instead`. `uids` are the events that
    belong in the answer, `may` and `alt` those that do no harm there.
    """

    expect: Expect
    facts: tuple[str, ...] = ()
    instead: Annotated[tuple[str, ...], Field(alias="or")] = ()
    action: str | None = None
    uids: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    alt: tuple[str, ...] = ()
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Wanted):
    """A message and its readings: the label's own, and the others that are just as fair."""

    text: str
    or_expect: tuple[Wanted, ...] = ()

    @property
    def readings(self) -> tuple[Wanted, ...]:
        """Every fair reading; the answer that suits one of them is right."""
        return (self, *self.or_expect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """One message or a dialogue; each starts afresh."""

    id: str
    turns: tuple[Turn, ...]
    lang: str = "fr"
    style: str = ""

    @property
    def is_dialogue(self) -> bool:
        """Whether later turns rest on earlier ones."""
        return len(self.turns) > 1


_READER = TypeAdapter(Conversation)


def read_labelled(files: Iterable[Path]) -> tuple[Conversation, ...]:
    """Every conversation of these files, in order; raises BotError naming file and line."""
    return tuple(found for file in files for found in _of_file(file))


def _of_file(file: Path) -> Iterator[Conversation]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            yield _of_line(line, f"{file}, line {number}")


def _of_line(line: str, place: str) -> Conversation:
    try:
        said = json.loads(line)
        return _READER.validate_python({**said, "turns": said.get("turns", [said])})
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        path = ".".join(str(part) for part in problem["loc"])
        raise BotError(f"{place}: {path}: {problem['msg']}.") from error
    except (ValueError, TypeError, AttributeError) as error:
        raise BotError(f"{place} is not a labelled question in JSON.") from error


_FILE = Path(__file__).with_name("wordings.yaml")


def says(text: str, pattern: str) -> bool:
    """Whether the folded text holds the pattern, over line ends too."""
    return re.search(pattern, text, re.DOTALL) is not None


def _either(ways: object) -> object:
    return ways.replace(" | ", "|").strip() if isinstance(ways, str) else ways


Pattern = Annotated[str, BeforeValidator(_either)]


@dataclass(frozen=True, slots=True)
class Saying:
    """What has to be said, all of it."""

    patterns: tuple[Pattern, ...]

    def is_in(self, text: str) -> bool:
        """Whether the folded text says all of it."""
        return all(says(text, pattern) for pattern in self.patterns)


Listed = Annotated[Saying, BeforeValidator(lambda patterns: {"patterns": patterns})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wordings:
    """How facts, rooms and the like are said. Rooms are named by their folded name."""

    facts: dict[str, Listed]
    rooms: dict[str, Pattern]
    both_languages: Listed
    nothing_found: Listed
    every_age: Listed
    no_limit: Listed

    def tells(self, text: str, facts: Iterable[str]) -> bool:
        """Whether the folded text tells all these facts; raises BotError for one we have no words for."""
        return all(self._fact(fact).is_in(text) for fact in facts)

    def _fact(self, name: str) -> Saying:
        if name not in self.facts:
            raise BotError(f"{_FILE.name} does not say how the fact {name} is told.")
        return self.facts[name]


@cache
def load_wordings() -> Wordings:
    """The patterns we ship."""
    return TypeAdapter(Wordings).validate_python(YAML(typ="safe", pure=True).load(_FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Details:
    """How details are said, on the venue's clock. Texts are folded."""

    wordings: Wordings
    zone: ZoneInfo

    def said(self, detail: str, event: Event, text: str) -> bool:
        """Whether `text` says this detail of `event`; raises BotError for a detail that does not exist."""
        ways: dict[str, Callable[[Event, str], bool]] = {
            "start": self._start,
            "duration": self._duration,
            "room": self._room,
            "age": self._age,
            "capacity": self._capacity,
        }
        if detail not in ways:
            raise BotError(f"{detail} is no detail of an event: known are {', '.join(ways)}.")
        return ways[detail](event, text)

    def _start(self, event: Event, text: str) -> bool:
        at = self._local(event.starts_at)
        minutes = f"{at:%M}" if at.minute else ""
        return says(text, rf"\b0?{at.hour} ?(?:h|:|heures) ?{minutes}") or says(text, rf"{_twelve(at)} ?(?:am|pm)")

    def _duration(self, event: Event, text: str) -> bool:
        """How long it lasts, or when it ends: people ask for one to learn the other."""
        minutes = int((event.ends_at - event.starts_at).total_seconds()) // 60
        rest = f".{{0,10}}{minutes % 60}" if minutes % 60 else ""
        ends = self._local(event.ends_at).hour
        return (
            says(text, rf"\b{minutes // 60} ?h{rest}")
            or says(text, rf"{minutes} ?min")
            or says(text, rf"\b0?{ends} ?[h:]")
        )

    def _room(self, event: Event, text: str) -> bool:
        room = fold(event.room or "")
        english = self.wordings.rooms.get(room)
        return room in text or (english is not None and says(text, english))

    def _age(self, event: Event, text: str) -> bool:
        ages = [age for age in (event.age_min, event.age_max) if age]
        return all(says(text, rf"\b{age}\b") for age in ages) if ages else self.wordings.every_age.is_in(text)

    def _capacity(self, event: Event, text: str) -> bool:
        unlimited = event.capacity is None
        return self.wordings.no_limit.is_in(text) if unlimited else says(text, rf"\b{event.capacity}\b")

    def _local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)


def _twelve(at: datetime) -> str:
    return rf"\b{at.hour % 12 or 12}(?::{at:%M})?"


class Outcome(StrEnum):
    """From the kindest to the one that costs trust."""

    RIGHT = "right"
    ASKED = "asked"
    MISSED = "missed"
    WRONG = "wrong"


_KINDEST = tuple(Outcome)
_ADMITS = (AnswerKind.UNKNOWN, AnswerKind.OFF_TOPIC)
_SAYS_NOTHING = (*_ADMITS, AnswerKind.LANGUAGE)
_OF_THE_AGENDA = (AnswerKind.EVENTS, AnswerKind.EVENT)
_TELLS = (AnswerKind.ANSWER, *_OF_THE_AGENDA)
_LEADS_TO_THE_TEAM = ("human", "help")


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges answers about these events, given by uid."""

    details: Details
    events: Mapping[str, Event]

    def outcome(self, turn: Turn, answer: Answer) -> Outcome:
        """The kindest outcome over all fair readings of what was asked."""
        return min((self._of_one(reading, answer) for reading in turn.readings), key=_KINDEST.index)

    def _of_one(self, wanted: Wanted, answer: Answer) -> Outcome:
        if answer.kind is AnswerKind.CLARIFY:
            return Outcome.ASKED
        suits, missed_by = self._rules(wanted.expect)
        if suits(wanted, answer, fold(answer.plain)):
            return Outcome.RIGHT
        return Outcome.MISSED if answer.kind in missed_by else Outcome.WRONG

    def _rules(self, expect: Expect) -> tuple[Callable[[Wanted, Answer, str], bool], tuple[AnswerKind, ...]]:
        """What makes an answer right, and the kinds that claim nothing where an answer existed."""
        match expect:
            case Expect.FACTS:
                return self._tells_facts, _SAYS_NOTHING
            case Expect.EVENTS:
                return self._lists_events, _SAYS_NOTHING
            case Expect.EVENT_DETAIL:
                return self._says_detail, _SAYS_NOTHING
            case Expect.ACTION:
                return _does, _SAYS_NOTHING
            case Expect.LANGUAGE:
                return self._names_languages, _ADMITS
            case Expect.UNKNOWN | Expect.OFF_TOPIC:
                return _admits, ()

    def _tells_facts(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        options = (wanted.facts, *((other,) for other in wanted.instead))
        return answer.kind in _TELLS and any(self.details.wordings.tells(text, option) for option in options)

    def _names_languages(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        return answer.kind is AnswerKind.LANGUAGE or self.details.wordings.both_languages.is_in(text)

    def _lists_events(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        """All that fits and nothing beside it; where nothing does, other events if it is said that none fits.

        One event's whole description, as all that is known, shows it as well as its card does.
        """
        if len(wanted.uids) == 1 and answer.events == wanted.uids and self._is_described(wanted.uids[0], text):
            return True
        if answer.kind not in _OF_THE_AGENDA:
            return False
        given, due = set(answer.events), set(wanted.uids)
        if not due and given and self.details.wordings.nothing_found.is_in(text):
            return True
        return due <= given <= due | set(wanted.may) | set(wanted.alt)

    def _is_described(self, uid: str, text: str) -> bool:
        told = fold(self.events[uid].description or "")
        return bool(told) and told in text

    def _says_detail(self, wanted: Wanted, answer: Answer, text: str) -> bool:
        given = set(answer.events)
        if answer.kind in _SAYS_NOTHING or not given or not given <= set(wanted.uids) | set(wanted.may):
            return False
        return any(self.details.said(wanted.detail or "", self.events[uid], text) for uid in given)


def _admits(wanted: Wanted, answer: Answer, text: str) -> bool:
    return answer.kind in _ADMITS or (answer.kind is AnswerKind.ACTION and answer.action in _LEADS_TO_THE_TEAM)


def _does(wanted: Wanted, answer: Answer, text: str) -> bool:
    """The act that was asked for; where both name events, one of them the same."""
    if answer.kind is not AnswerKind.ACTION or answer.action not in (wanted.action, *wanted.instead):
        return False
    return not wanted.uids or not answer.events or bool(set(answer.events) & set(wanted.uids))


def events_of(file: Path, zone: ZoneInfo, now: datetime) -> tuple[Event, ...]:
    """The file's events to come at `now`; raises what importing it would."""
    drafts = parse_csv(file.read_bytes(), zone)
    with tempfile.TemporaryDirectory() as folder:
        db = Database(make_engine(f"sqlite:///{folder}/agenda.db"))
        try:
            EventRow.metadata.create_all(db.engine)
            db.do(apply, drafts, now)
            return db.do(upcoming, now)
        finally:
            db.close()
