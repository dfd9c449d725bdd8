"""What the bot knows about the venue: topics read and checked once, kept as JSON; all content files held together."""

import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from knowledge.library.content import (
    AnswerEntry,
    ContentError,
    Document,
    KnowledgeError,
    Place,
    TopicEntry,
    Value,
    ValueKind,
    in_language,
)
from knowledge.library.filled import FILLED, Filled, filled_file, load_first, read_filled
from knowledge.library.taught import Asked, load_asked, load_doubts, load_messages, load_unknown
from knowledge.library.things import CONTENT, Cell, Things, Topic, cell_at, load_things

_HERE = Path(__file__).parent
_PREFIX = "library-"


class UnknownTopic(KnowledgeError):
    """No topic has this id."""

    def __init__(self, topic_id: str) -> None:
        self.topic_id = topic_id
        super().__init__(f"no topic is called {topic_id!r}")


def recall(folder: Path, files: Sequence[Path], read: Callable[[], tuple[Topic, ...]]) -> tuple[Topic, ...]:
    """The topics of these files: those kept in `folder` while neither files nor code changed, else those of `read`."""
    kept = folder / f"{_PREFIX}{key(files)}.json"
    try:
        return tuple(_kept_topic(entry) for entry in json.loads(kept.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):  # none yet, or a broken one
        topics = read()
        _keep(kept, topics)
        return topics


def _keep(kept: Path, topics: tuple[Topic, ...]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=kept.parent)  # a name of its own: another process may be keeping it too
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([_kept_entry(topic) for topic in topics], file, ensure_ascii=False)
    Path(fresh).replace(kept)
    for old in kept.parent.glob(f"{_PREFIX}*.json"):
        if old != kept:
            old.unlink(missing_ok=True)


def key(files: Sequence[Path]) -> str:
    """What changes when the files, or the code that reads them, do."""
    mark = hashlib.sha256()
    for file in (*files, *sorted(_HERE.glob("*.py"))):
        mark.update(file.name.encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()[:16]


def _kept_entry(topic: Topic) -> dict[str, Any]:
    return {field.name: _plain(getattr(topic, field.name)) for field in fields(Topic)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Cell):
        return str(value)
    if isinstance(value, Value):
        return asdict(value)
    return dict(value) if isinstance(value, MappingProxyType) else value


def _kept_topic(entry: dict[str, Any]) -> Topic:
    return Topic(
        id=entry["id"],
        label=MappingProxyType(entry["label"]),
        answer=MappingProxyType(entry["answer"]),
        phrases=MappingProxyType({language: tuple(said) for language, said in entry["phrases"].items()}),
        unknown=entry["unknown"],
        source=tuple(entry["source"]),
        related=tuple(entry["related"]),
        cells=tuple(map(Cell.of, entry["cells"])),
        values=tuple(Value(**{**one, "kind": ValueKind(one["kind"])}) for one in entry["values"]),
    )


Entries = list[tuple[Document, str, TopicEntry]]


def entries(documents: Iterable[Document]) -> Entries:
    """Every topic of every document, each one valid by itself."""
    return [(document, key, _entry(document, key)) for document in documents for key in _keys(document)]


def _keys(document: Document) -> list[str]:
    if not isinstance(document.value, dict):
        raise document.error((), "a content file is a mapping from topic id to topic")
    return list(document.value)


def _entry(document: Document, key: str) -> TopicEntry:
    try:
        return TopicEntry.model_validate(document.value[key])
    except ValidationError as error:
        raise document.invalid((key,), error) from error


def check_together(found: Entries) -> None:
    """Raise ContentError for the first thing that topics cannot say beside one another."""
    ids: set[str] = set()
    for document, key, _ in found:
        if key in ids:
            raise document.error((key,), f"topic {key!r} is written twice")
        ids.add(key)
    for document, key, entry in found:
        for index, link in enumerate(entry.related):
            if link not in ids or link == key:
                raise document.error((key, "related", index), f"{link!r} is no other topic")
    _check_phrases(found)


def _check_phrases(found: Entries) -> None:
    seen: dict[str, str] = {}
    for document, place, phrase in _phrases(found):
        folded = fold(phrase)
        if folded in seen:
            raise document.error(place, f"{phrase!r} is already said at {seen[folded]}")
        seen[folded] = document.where(place)


def _phrases(found: Entries) -> Iterator[tuple[Document, Place, str]]:
    for document, key, entry in found:
        for language, phrases in (("fr", entry.phrases.fr), ("en", entry.phrases.en)):
            for index, phrase in enumerate(phrases):
                yield document, (key, "phrases", language, index), phrase


def fold(phrase: str) -> str:
    """The phrase without case, accents and punctuation; a phrase of punctuation only stays as it is."""
    plain = unicodedata.normalize("NFKD", phrase.casefold())
    words = re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(words) or phrase


CHECKED = "checked.yaml"


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


def checked_file(folder: Path = CONTENT) -> Path:
    """The file that :func:`load_document` reads."""
    return folder / CHECKED


def load_document(folder: Path = CONTENT) -> VenueDocument:
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


class Library:
    """All topics, in the order of the files."""

    def __init__(self, topics: tuple[Topic, ...]) -> None:
        self.topics = topics
        self._by_id = {topic.id: topic for topic in topics}

    def topic(self, topic_id: str) -> Topic:
        """The topic with this id; raises UnknownTopic."""
        try:
            return self._by_id[topic_id]
        except KeyError:
            raise UnknownTopic(topic_id) from None

    def __contains__(self, topic_id: object) -> bool:
        return topic_id in self._by_id

    def __len__(self) -> int:
        return len(self.topics)


def load_library(folder: Path = CONTENT, kept: Path | None = None) -> Library:
    """Read and check every content file; raises ContentError naming file, line and column.

    With a folder `kept`, what was read and checked once is kept there and comes back in milliseconds.
    """
    files = content_files(folder)
    if not files:
        raise ContentError(folder.name, "no content file here")
    if kept is None:
        return Library(_read_once(tuple(files), key(files)))
    return Library(recall(kept, files, lambda: _read(files)))


@lru_cache(maxsize=2)
def _read_once(files: tuple[Path, ...], _key: str) -> tuple[Topic, ...]:
    """A process that reads the same content again has it in no time."""
    return _read(files)


def _read(files: Sequence[Path]) -> tuple[Topic, ...]:
    found = entries([Document(file) for file in files])
    check_together(found)
    return tuple(_topic(key, entry) for _, key, entry in found)


def content_files(folder: Path = CONTENT) -> list[Path]:
    """The files that a library is read from, in reading order."""
    return sorted(file for file in folder.glob("*.yaml") if file.name not in (CHECKED, FILLED))


def _topic(key: str, entry: TopicEntry) -> Topic:
    answers = {"fr": entry.answer.fr, "en": entry.answer.en}
    labels = {"fr": entry.label.fr, "en": entry.label.en}
    return Topic(
        id=key,
        label=MappingProxyType({code: in_language(text.strip(), code) for code, text in labels.items()}),
        answer=MappingProxyType({code: in_language(text.strip(), code) for code, text in answers.items()}),
        phrases=MappingProxyType({"fr": tuple(entry.phrases.fr), "en": tuple(entry.phrases.en)}),
        unknown=entry.unknown,
        source=tuple(entry.source),
        related=tuple(entry.related),
        cells=tuple(map(Cell.of, entry.cells)),
        values=tuple(one.value() for one in entry.values),
    )


_NAMELESS = "other"  # what is asked in unknown.yaml where no attribute has a name for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """How much was read and is in order."""

    topics: int
    things: int
    attributes: int
    filled: Filled


def check_content(folder: Path = CONTENT) -> Checked:
    """Raise ContentError, naming file, line and column, for the first fault of any content file."""
    things = load_things(folder)
    found = entries([Document(file) for file in content_files(folder)])
    check_together(found)
    topics = {key for _, key, _ in found}
    told = _check_cells(found, things)
    _check_asked(folder, things, topics)
    filled = read_filled(folder)
    _check_filled(folder, filled.cells, told)
    load_first(folder)
    return Checked(topics=len(topics), things=len(things.things), attributes=len(things.attributes), filled=filled)


def _check_cells(found: Entries, things: Things) -> dict[Cell, str]:
    """The topic of each cell that is told; no cell belongs to two topics."""
    seen: dict[Cell, str] = {}
    told: dict[Cell, str] = {}
    for document, key, entry in found:
        for number, written in enumerate(entry.cells):
            place = (key, "cells", number)
            cell = cell_at(document, place, written, things)
            if cell in seen:
                raise document.error(place, f"{cell} is already a cell of topic {seen[cell]}")
            seen[cell] = key
            if not entry.unknown:
                told[cell] = key
    return told


def _check_asked(folder: Path, things: Things, topics: Collection[str]) -> None:
    attributes = set(things.attributes)
    for language, asked in load_asked(folder).items():
        _check_names(folder / "asked" / f"attributes.{language}.yaml", asked, attributes)
    _check_names(folder / "asked" / "unknown.yaml", load_unknown(folder), attributes | {_NAMELESS})
    _check_told(folder / "asked" / "doubts.yaml", load_doubts(folder), topics)
    _check_told(folder / "asked" / "messages.yaml", load_messages(folder), topics)


def _check_told(file: Path, asked: Iterable[Asked], topics: Collection[str]) -> None:
    for number, one in enumerate(asked):
        for index, topic in enumerate(one.told):
            if topic not in topics:
                raise Document(file).error((number, "told", index), f"{topic!r} is no topic")


def _check_names(file: Path, names: Collection[str], known: Collection[str]) -> None:
    strange = next((name for name in names if name not in known), None)
    if strange is not None:
        raise Document(file).error((strange,), f"{strange!r} is no attribute")


def _check_filled(folder: Path, filled: Collection[Cell], told: dict[Cell, str]) -> None:
    idle = next((cell for cell in filled if cell in told), None)
    if idle is not None:
        reason = f"{idle} is told by topic {told[idle]}: change it there"
        raise Document(filled_file(folder)).error((str(idle),), reason)
