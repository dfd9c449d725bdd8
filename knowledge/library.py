"""What the bot knows about the venue: topics, each with its answer and the ways people ask for it."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path as File
from types import MappingProxyType

from knowledge import library_kept
from knowledge.errors import ContentError, UnknownTopic
from knowledge.filled import FILLED
from knowledge.library_check import check_together, entries
from knowledge.library_schema import TopicEntry
from knowledge.library_typography import in_language
from knowledge.library_yaml import Document
from knowledge.sources import CHECKED
from knowledge.things import Cell
from knowledge.topics import Topic

CONTENT = File(__file__).parent / "content"
LANGUAGES = ("fr", "en")


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


def load_library(folder: File = CONTENT, kept: File | None = None) -> Library:
    """Read and check every content file; raises ContentError naming file, line and column.

    With a folder `kept`, what was read and checked once is kept there and comes back in milliseconds.
    """
    files = content_files(folder)
    if not files:
        raise ContentError(folder.name, "no content file here")
    if kept is None:
        return Library(_read_once(tuple(files), library_kept.key(files)))
    return Library(library_kept.recall(kept, files, lambda: _read(files)))


@lru_cache(maxsize=2)
def _read_once(files: tuple[File, ...], _key: str) -> tuple[Topic, ...]:
    """A process that reads the same content again has it in no time."""
    return _read(files)


def _read(files: Sequence[File]) -> tuple[Topic, ...]:
    found = entries([Document(file) for file in files])
    check_together(found)
    return tuple(_topic(key, entry) for _, key, entry in found)


def content_files(folder: File = CONTENT) -> list[File]:
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
