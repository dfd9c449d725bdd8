"""What the facts rest on: the venue's document, and when they were last checked against it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from knowledge.library_schema import AnswerEntry
from knowledge.library_typography import in_language
from knowledge.library_yaml import Document

CHECKED = "checked.yaml"
_CONTENT = Path(__file__).parent / "content"


@dataclass(frozen=True, slots=True)
class VenueDocument:
    """`name` goes from language (fr, en) to words that stand inside a sentence, with their article."""

    name: Mapping[str, str]
    checked: date


def _day(written: object) -> date:
    if not isinstance(written, str) or date.fromisoformat(written).isoformat() != written:
        raise ValueError("a day is written as 2026-11-20")
    return date.fromisoformat(written)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _DocumentEntry(_Strict):
    name: AnswerEntry
    checked: Annotated[date, BeforeValidator(_day)]


class _File(_Strict):
    document: _DocumentEntry


def checked_file(folder: Path = _CONTENT) -> Path:
    """The file that :func:`load_document` reads."""
    return folder / CHECKED


def load_document(folder: Path = _CONTENT) -> VenueDocument:
    """Read the document's name and day; raises ContentError naming file, line and column."""
    written = Document(checked_file(folder))
    try:
        entry = _File.model_validate(written.value).document
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        raise written.error(problem["loc"], f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}") from error
    names = {"fr": entry.name.fr, "en": entry.name.en}
    return VenueDocument(
        MappingProxyType({language: in_language(name, language) for language, name in names.items()}), entry.checked
    )
