"""YAML 1.2 read strictly, with line and column; what can be wrong with what the bot knows; French spacing, set once."""

import re
from collections.abc import Iterator
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError
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


class UnknownTopic(KnowledgeError):
    """No topic has this id."""

    def __init__(self, topic_id: str) -> None:
        self.topic_id = topic_id
        super().__init__(f"no topic is called {topic_id!r}")


class UnknownCell(KnowledgeError):
    """Nothing that can be asked about is written so; the message says what is wrong with it."""


class InvalidFact(KnowledgeError):
    """The words, the author or the days of a fact cannot be used; the message says which and why."""

    def __init__(self, message: str, field: str = "") -> None:
        self.field = field  # of the entry
        super().__init__(message)


class ToldByTopic(KnowledgeError):
    """The cell is told by a topic already, which is the place to change it."""

    def __init__(self, cell: str, topic_id: str) -> None:
        self.cell, self.topic_id = cell, topic_id
        super().__init__(f"{cell} is told by topic {topic_id}: change it there")


class BeingFilled(KnowledgeError):
    """Somebody else fills the same cell at this very moment."""

    def __init__(self, cell: str) -> None:
        self.cell = cell
        super().__init__(f"{cell} is being filled by somebody else: look at what they wrote, then try again")


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
