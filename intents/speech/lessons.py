"""The sentences that the detectors learn from: data/speech/*.yaml, a list of sentences for each label, each in double
quotes on a line of its own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from intents.errors import CatalogueError
from intents.speech.heard import Act, Coming
from intents.text import DATA

LANGUAGES = ("fr", "en")
_ITEM = "  - "
LABELS = {
    "distress": ("self", "child", "other", "plain"),
    "writer": ("child", "adult"),
    "request": ("question", *Act),
    "attendance": (*Coming, "other"),
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
    listed = _sentences(name)
    if set(listed) != set(labels):
        raise CatalogueError(name, f"must hold these lists: {', '.join(labels)}")
    for label in labels:
        yield from (Said(text, label) for text in listed[label])


def _sentences(name: str) -> dict[str, list[str]]:
    """The lists of a file, line by line: reading fifty thousand sentences as any YAML takes seconds."""
    found: dict[str, list[str]] = {}
    listed: list[str] = []
    for number, line in enumerate((DATA / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(_ITEM):
            listed.append(_quoted(line.removeprefix(_ITEM), f"{name}:{number}"))
        elif line and not line.startswith("#"):
            listed = found.setdefault(line.removesuffix(":"), [])
    return found


def _quoted(written: str, where: str) -> str:
    try:
        text = json.loads(written)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise CatalogueError(where, f"{written} is no sentence: put it in double quotes, on a line of its own")
    return text
