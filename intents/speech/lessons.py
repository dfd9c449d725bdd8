"""The sentences that the detectors learn from: data/speech/*.yaml, a list of sentences for each label."""

from collections.abc import Iterator
from dataclasses import dataclass

from intents.errors import CatalogueError
from intents.speech.heard import Act
from intents.text import read_lists

LANGUAGES = ("fr", "en")
LABELS = {
    "distress": ("self", "child", "other", "plain"),
    "writer": ("child", "adult"),
    "request": ("question", *Act),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence and what it was written as an example of."""

    text: str
    label: str


def said(subject: str) -> tuple[Said, ...]:
    """The sentences of one subject of LABELS, both languages; raises CatalogueError for a file with other labels."""
    return tuple(one for language in LANGUAGES for one in _read(f"speech/{subject}.{language}.yaml", LABELS[subject]))


def _read(name: str, labels: tuple[str, ...]) -> Iterator[Said]:
    listed = read_lists(name)
    if set(listed) != set(labels):
        raise CatalogueError(name, f"must hold these lists: {', '.join(labels)}")
    for label in labels:
        for text in listed[label]:
            if not isinstance(text, str):
                raise CatalogueError(name, f"{text!r} under {label} is no sentence: put it in quotes")
            yield Said(text, label)
