"""Rules that hold across topics and files: no phrase twice, no topic twice, no link to nowhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from pydantic import ValidationError

from knowledge.library_schema import TopicEntry
from knowledge.library_yaml import Document, Place

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
