"""What understanding is taught with, from content/asked/*.yaml: questions by what they ask, sentences by theirs.

Long files of sentences that are all written alike are read line by line: as any YAML they take seconds.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.library.content import LANGUAGES, Document
from knowledge.library.things import CONTENT, Id


class _AskedEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    ask: Annotated[str, Field(min_length=1)]
    told: list[Id] = []
    unknown: bool = False


@cache
def load_asked(folder: Path = CONTENT) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Ways to ask each attribute, {T} standing for the thing: language -> attribute -> templates."""
    return {language: sentence_lists(folder / "asked" / f"attributes.{language}.yaml") for language in LANGUAGES}


def load_unknown(folder: Path = CONTENT) -> Mapping[str, tuple[str, ...]]:
    """Questions that nothing answers, by the attribute asked, or under "other" where none has a name."""
    return sentence_lists(folder / "asked" / "unknown.yaml")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, and the topics that answer it: none where nothing does; `unknown`: nothing answers one of two."""

    ask: str
    told: tuple[str, ...] = ()
    unknown: bool = False


def load_doubts(folder: Path = CONTENT) -> tuple[Asked, ...]:
    """Questions that teach how far a likely answer may be trusted; any of the topics told answers."""
    return _asked(folder / "asked" / "doubts.yaml")


def load_messages(folder: Path = CONTENT) -> tuple[Asked, ...]:
    """Messages of one question or two that teach which part of a message is asked; all of the topics are to be told."""
    return _asked(folder / "asked" / "messages.yaml")


def _asked(file: Path) -> tuple[Asked, ...]:
    quick = asked_in(file)
    if quick is not None and all(_may_be_asked(one) for one in quick):
        return tuple(Asked(one["ask"], tuple(one["told"]), one["unknown"]) for one in quick)
    document = Document(file)  # and say where something is wrong
    if not isinstance(document.value, list):
        raise document.error((), "this file is a list of questions")
    return tuple(_one_asked(document, number, one) for number, one in enumerate(document.value))


def _may_be_asked(one: dict[str, Any]) -> bool:
    try:
        _AskedEntry.model_validate(one)
    except ValidationError:
        return False
    return True


def _one_asked(document: Document, number: int, value: object) -> Asked:
    try:
        entry = _AskedEntry.model_validate(value)
    except ValidationError as error:
        raise document.invalid((number,), error) from error
    return Asked(entry.ask, tuple(entry.told), entry.unknown)


def sentence_lists(file: Path) -> dict[str, tuple[str, ...]]:
    """A file of lists of sentences, each under a key; raises ContentError for anything else."""
    quick = lists_in(file)
    if quick is not None:
        return {key: tuple(listed) for key, listed in quick.items()}
    document = Document(file)
    for key, listed in document.mapping().items():
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            raise document.error((key,), f"{key} must be a list of sentences")
    return {key: tuple(listed) for key, listed in document.value.items()}


NONE = "none"
_Sentence = Annotated[str, Field(pattern=r"^([1-9]\d?|none)$")]


class _DescribedEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    title: str
    fr: str | None = None
    en: str | None = None
    asked: dict[_Sentence, list[str]]


@dataclass(frozen=True, slots=True)
class Described:
    """A made-up event: its description, and questions, each with the place of the sentence that answers, from 0, or
    none.
    """

    title: str
    description: str
    asked: tuple[tuple[str, int | None], ...]


def load_statements(folder: Path = CONTENT) -> Mapping[str, tuple[str, ...]]:
    """Sentences of descriptions by the attribute that they tell, in both languages."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        for attribute, listed in sentence_lists(folder / "asked" / f"statements.{language}.yaml").items():
            found.setdefault(attribute, []).extend(listed)
    return {attribute: tuple(listed) for attribute, listed in found.items()}


def load_described(folder: Path = CONTENT) -> tuple[Described, ...]:
    """Descriptions and what is asked of them; raises ContentError naming the place of what is wrong."""
    document = Document(folder / "asked" / "descriptions.yaml")
    if not isinstance(document.value, list):
        raise document.error((), "this file is a list of descriptions")
    return tuple(_described(document, number, one) for number, one in enumerate(document.value))


def _described(document: Document, number: int, value: object) -> Described:
    try:
        entry = _DescribedEntry.model_validate(value)
    except ValidationError as error:
        raise document.invalid((number,), error) from error
    asked = tuple(
        (text, None if sentence == NONE else int(sentence) - 1)
        for sentence, texts in entry.asked.items()
        for text in texts
    )
    return Described(entry.title, entry.fr or entry.en or "", asked)


_SENTENCE = r'"(?:[^"\\]|\\.)*"'
_LISTED = re.compile(rf"\s*- ({_SENTENCE})")
_KEY = re.compile(r"([a-z_]+):")
_WORDS = frozenset({"true", "false", "null"})  # which YAML takes for values
_ASKED = re.compile(rf"- \{{ask: ({_SENTENCE})(?:, told: \[([a-z0-9_, ]*)\])?(?:, unknown: (true|false))?\}}")


def lists_in(file: Path) -> dict[str, list[str]] | None:
    """Lists of sentences in double quotes, each under a key; None for a file that holds anything else."""
    found: dict[str, list[str]] = {}
    listed: list[str] | None = None
    for line in _lines(file):
        sentence, key = _LISTED.fullmatch(line), _KEY.fullmatch(line)
        read = None if sentence is None else _quoted(sentence[1])
        if key is not None and key[1] not in (*found, *_WORDS):
            listed = found[key[1]] = []
        elif listed is not None and read is not None:
            listed.append(read)
        else:
            return None
    return found if found and all(found.values()) else None


def asked_in(file: Path) -> list[dict[str, Any]] | None:
    """Questions, each with the topics that answer it, one a line; None for a file that holds anything else."""
    found = list[dict[str, Any]]()
    for line in _lines(file):
        match = _ASKED.fullmatch(line)
        ask = None if match is None else _quoted(match[1])
        if match is None or ask is None:
            return None
        told = [one.strip() for one in (match[2] or "").split(",") if one.strip()]
        if _WORDS.intersection(told) or any(one[0].isdigit() for one in told):
            return None
        found.append({"ask": ask, "told": told, "unknown": match[3] == "true"})
    return found or None


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    lines = list[str]()
    for line in text.splitlines():
        if lines and line.startswith(" ") and not line.lstrip().startswith("- "):
            lines[-1] += f" {line.strip()}"  # what goes on from the line above
        elif line and not line.startswith("#"):
            lines.append(line)
    return lines


def _quoted(written: str) -> str | None:
    """What JSON and YAML read alike; None for what only one of them knows."""
    try:
        return str(json.loads(written))
    except ValueError:
        return None
