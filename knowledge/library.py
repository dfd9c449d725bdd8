"""What the bot knows about the venue: topics, each with its answer and the ways people ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path as File
from types import MappingProxyType

from knowledge.errors import ContentError, UnknownTopic
from knowledge.library_check import check_together, entries
from knowledge.library_schema import TopicEntry
from knowledge.library_typography import in_language
from knowledge.library_yaml import Document

CONTENT = File(__file__).parent / "content"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that families ask about. The mappings go from language (fr, en) to words.

    `unknown` says that the venue's document leaves it out, and the answer says so; otherwise `source` holds the
    document's lines (from 1) that the answer rests on. `related` are ids of topics worth offering next.
    """

    id: str
    label: Mapping[str, str]
    answer: Mapping[str, str]
    phrases: Mapping[str, tuple[str, ...]]
    unknown: bool
    source: tuple[int, ...]
    related: tuple[str, ...]


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


def load_library(folder: File = CONTENT) -> Library:
    """Read and check every content file; raises ContentError naming file, line and column."""
    files = content_files(folder)
    if not files:
        raise ContentError(folder.name, "no content file here")
    found = entries([Document(file) for file in files])
    check_together(found)
    return Library(tuple(_topic(key, entry) for _, key, entry in found))


def content_files(folder: File = CONTENT) -> list[File]:
    """The files that a library is read from, in reading order."""
    return sorted(folder.glob("*.yaml"))


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
    )
