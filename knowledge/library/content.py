"""Content files: YAML 1.2 read strictly, with line and column; what a topic may say; French spacing, set once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path as File
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator, model_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


class KnowledgeError(Exception):
    """Something in the knowledge base cannot be used as it is written."""


class ContentError(KnowledgeError):
    """A content file says something wrong, at this place: `where` is "file:line:column"."""

    def __init__(self, where: str, reason: str) -> None:
        self.where, self.reason = where, reason
        super().__init__(f"{where}: {reason}")


LANGUAGES = ("fr", "en")  # told: every fact is written in each of them
Place = tuple[str | int, ...]


class Document:
    """One file: its plain value, and where the value at a place (keys and indices) was written."""

    def __init__(self, file: File, *, may_be_empty: bool = False) -> None:
        self.file = file
        self._marks: dict[Place, tuple[int, int]] = {}
        node = self._compose()
        self.value = {} if node is None and may_be_empty else self._plain(node, ())

    def mapping(self) -> dict[str, Any]:
        """The whole, which must be a mapping."""
        if not isinstance(self.value, dict):
            raise self.error((), "this file is a mapping from names to entries")
        return self.value

    def where(self, place: Place) -> str:
        """File, line and column of a place, or of the nearest one around it that was written."""
        while place not in self._marks and place:
            place = place[:-1]
        line, column = self._marks.get(place, (1, 1))
        return f"{self.file.name}:{line}:{column}"

    def error(self, place: Place, reason: str) -> ContentError:
        """What is wrong at a place, ready to be raised."""
        return ContentError(self.where(place), reason)

    def invalid(self, place: Place, error: ValidationError) -> ContentError:
        """The first of what is wrong with the value at a place, ready to be raised."""
        problem = error.errors(include_url=False)[0]
        place = (*place, *problem["loc"])
        return self.error(place, f"{'.'.join(map(str, place))}: {problem['msg']}")

    def _compose(self) -> Node | None:
        try:
            node: Node | None = YAML(typ="safe", pure=True).compose(self.file.read_text(encoding="utf-8"))
        except MarkedYAMLError as error:
            mark = error.problem_mark
            at = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
            raise ContentError(self.file.name + at, error.problem or "not YAML") from error
        except (YAMLError, UnicodeDecodeError) as error:
            raise ContentError(self.file.name, f"cannot be read: {error}") from error
        return node

    def _plain(self, node: Node | None, place: Place) -> Any:
        if node is None:
            raise ContentError(self.file.name, "the file is empty")
        self._marks.setdefault(place, (node.start_mark.line + 1, node.start_mark.column + 1))
        match node:
            case MappingNode():
                return {key: self._plain(child, (*place, key)) for key, child in self._pairs(node, place)}
            case SequenceNode():
                return [self._plain(child, (*place, i)) for i, child in enumerate(node.value)]
            case ScalarNode():
                return _scalar(node)
        raise self.error(place, "neither a mapping, a list nor a value")

    def _pairs(self, node: MappingNode, place: Place) -> Iterator[tuple[str, Node]]:
        seen: set[str] = set()
        for key_node, child in node.value:
            key = str(key_node.value)
            self._marks[(*place, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key in seen:
                raise self.error((*place, key), f"{key!r} is written twice")
            seen.add(key)
            yield key, child


def _scalar(node: ScalarNode) -> str | int | bool | None:
    """Strings, whole numbers and true/false; everything else stays the text it was."""
    match str(node.tag).rsplit(":", 1)[-1], node.value:
        case "bool", value:
            return str(value).lower() == "true"
        case "int", value if str(value).lstrip("-").isdigit():
            return int(value)
        case "null", _:
            return None
    return str(node.value)


class ValueKind(StrEnum):
    """What sort of value it is."""

    NUMBER = "number"
    AMOUNT = "amount"  # euros
    MOMENT = "moment"
    AGE = "age"  # years
    FREQUENCY = "frequency"
    BODY = "body"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value that an answer tells.

    `least` and `most` bound a number, an amount, ages or the years of a decade, and are the same where one number is
    told. `of` is what is counted, how often ("month"), which body, or whose name. A value of one `thing` counts only
    where that thing is named. Of a moment, what is not told is 0. With `others`, more than the body named are meant;
    one that is told `beside` is not what the answer is about, and counts only where a body is asked about.
    """

    kind: ValueKind
    least: int = 0
    most: int = 0
    of: str = ""
    year: int = 0
    month: int = 0
    day: int = 0
    thing: str = ""
    others: bool = False
    beside: bool = False


Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Positive = Annotated[int, Field(ge=1)]
Pair = Annotated[list[Positive], Field(min_length=2, max_length=2)]
_ONE_OF = ("date", "year", "decade", "number", "between", "amount", "ages", "every", "body", "name")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ValueEntry(_Strict):
    """One value as its file writes it: a date, year, decade, number, between, amount, ages, every, body or name."""

    date: str | None = None
    year: Annotated[int, Field(ge=1000, le=9999)] | None = None
    decade: Annotated[int, Field(ge=1000, le=9990, multiple_of=10)] | None = None
    number: Positive | None = None
    between: Pair | None = None
    amount: Positive | None = None
    ages: Pair | None = None
    every: Code | None = None
    body: Code | None = None
    name: Code | None = None
    of: Code | None = None
    thing: Code | None = None
    others: bool = False
    beside: bool = False

    @field_validator("date")
    @classmethod
    def _a_day(cls, written: str | None) -> str | None:
        if written is not None:
            date.fromisoformat(written)
        return written

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        given = [name for name in _ONE_OF if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"a value is exactly one of {', '.join(_ONE_OF)}")
        if (self.of is not None) != (given[0] in ("number", "between")):
            raise ValueError("'of' says what a 'number' or 'between' counts, and goes with nothing else")
        if (self.others or self.beside) and self.body is None:
            raise ValueError("'others' and 'beside' go with 'body' only")
        for pair in (self.between, self.ages):
            if pair is not None and pair[0] >= pair[1]:
                raise ValueError("the smaller of two numbers comes first")
        return self

    def value(self) -> Value:
        """The value meant."""
        thing = self.thing or ""
        if self.number is not None or self.between is not None:
            least, most = self.between or (self.number or 0, self.number or 0)
            return Value(kind=ValueKind.NUMBER, least=least, most=most, of=self.of or "", thing=thing)
        if self.amount is not None:
            return Value(kind=ValueKind.AMOUNT, least=self.amount, most=self.amount, of="euro", thing=thing)
        if self.ages is not None:
            return Value(kind=ValueKind.AGE, least=self.ages[0], most=self.ages[1], thing=thing)
        if self.every is not None:
            return Value(kind=ValueKind.FREQUENCY, of=self.every, thing=thing)
        if self.body is not None:
            return Value(kind=ValueKind.BODY, of=self.body, thing=thing, others=self.others, beside=self.beside)
        if self.name is not None:
            return Value(kind=ValueKind.NAME, of=self.name, thing=thing)
        return self._moment(thing)

    def _moment(self, thing: str) -> Value:
        """A day, a year, or the years of a decade."""
        if self.decade is not None:
            return Value(kind=ValueKind.MOMENT, least=self.decade, most=self.decade + 9, thing=thing)
        day = date.fromisoformat(self.date) if self.date else None
        if day is None:
            return Value(kind=ValueKind.MOMENT, year=self.year or 0, thing=thing)
        return Value(kind=ValueKind.MOMENT, year=day.year, month=day.month, day=day.day, thing=thing)


LINES_OF_THE_VENUE_DOCUMENT = 58
LABEL_LENGTH = 30  # what a button shows without being cut on a phone

LONGEST = 1500  # characters of what is told
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=LABEL_LENGTH)]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Line = Annotated[int, Field(ge=1, le=LINES_OF_THE_VENUE_DOCUMENT)]


class LabelEntry(_Strict):
    """A button's words in both languages."""

    fr: Label
    en: Label


class AnswerEntry(_Strict):
    """The answer in both languages."""

    fr: Text
    en: Text


class PhrasesEntry(_Strict):
    """Ways to ask, in both languages."""

    fr: Annotated[list[Phrase], Field(min_length=1)]
    en: Annotated[list[Phrase], Field(min_length=1)]


class TopicEntry(_Strict):
    """One topic as its file writes it."""

    label: LabelEntry
    answer: AnswerEntry
    phrases: PhrasesEntry
    source: list[Line] = []
    unknown: bool = False
    related: Annotated[list[str], Field(max_length=3)] = []
    cells: list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")]] = []
    values: list[ValueEntry] = []

    @model_validator(mode="after")
    def _either_sourced_or_unknown(self) -> Self:
        if self.unknown == bool(self.source):
            raise ValueError("a topic has either 'source' (lines of the venue document) or 'unknown: true'")
        if self.unknown and self.values:
            raise ValueError("a topic that is not known tells no 'values'")
        return self


NARROW = "\u202f"  # no-break, thin: before ; ! ? and inside numbers
NO_BREAK = "\u00a0"  # before : and inside « »

_SPACED = (
    (re.compile(r"[ \u202f]*([;!?]+)(?=[\s»)…]|$)"), rf"{NARROW}\1"),
    (re.compile(r" +:(?=\s|$)"), f"{NO_BREAK}:"),
    (re.compile(r"« *"), f"«{NO_BREAK}"),
    (re.compile(r" *»"), f"{NO_BREAK}»"),
    (re.compile(r"(?<=\d) (?=h\b)"), NO_BREAK),
    (re.compile(r"(?<=\bh) (?=\d)"), NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
    (re.compile(r"(?<=\d) (?=(?:€|%|m²|M€|ans?\b|places?\b))"), NO_BREAK),
)


def french(text: str) -> str:
    """The same words with French spacing; applying it twice changes nothing."""
    for pattern, replacement in _SPACED:
        text = pattern.sub(replacement, text)
    return text


def in_language(text: str, language: str) -> str:
    """The text with the typography of its language; only French needs any."""
    return french(text) if language == "fr" else text
