"""Reading what teaches to answer from descriptions: sentences by what they tell, and questions about descriptions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.library.things import CONTENT, sentence_lists
from knowledge.library.yaml import LANGUAGES, Document

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
