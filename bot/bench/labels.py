"""Labelled questions: what somebody writes, and what a right answer would be. One JSON object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from bot.errors import BotError


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
