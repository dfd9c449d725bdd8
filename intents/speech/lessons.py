"""The sentences that the detectors learn from: data/speech/*.yaml, a list of sentences for each label, each in double
quotes on a line of its own; and data/speech/*/*.jsonl, the sets of labelled messages that were measured once.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from intents.errors import CatalogueError
from intents.speech.heard import Act, Coming
from intents.text import DATA

LANGUAGES = ("fr", "en")
_ITEM = "  - "
_SETS = DATA / "speech"
_FILES = {"distress": "distress*.jsonl", "writer": "children*.jsonl", "request": "requests*.jsonl"}
_TOLD_BY = {"distress": "who", "order": "action"}  # where the label proper stands
_ANOTHER_PLACE, _AT_THE_RECAP = "add_place", "recap"
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


def said(subject: str, without: str = "") -> tuple[Said, ...]:
    """The sentences of one subject of LABELS, both languages, and those of all sets but one, on which what is learnt
    may then be measured; raises CatalogueError for a file with other labels.
    """
    listed = (_read(f"speech/{subject}.{language}.yaml", LABELS[subject]) for language in LANGUAGES)
    files = sorted(_SETS.glob(f"*/{_FILES[subject]}")) if subject in _FILES else ()
    sets = (_labelled(file) for file in files if file.parent.name != without)
    return tuple(chain.from_iterable((*listed, *sets)))


def _read(name: str, labels: tuple[str, ...]) -> Iterator[Said]:
    listed = _sentences(name)
    if set(listed) != set(labels):
        raise CatalogueError(name, f"must hold these lists: {', '.join(labels)}")
    for label in labels:
        yield from (Said(text, label) for text in listed[label])


def _labelled(file: Path) -> Iterator[Said]:
    for line in file.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        label = str(told[_TOLD_BY.get(told["label"], "label")])
        if label == Act.SIGN_UP and told["state"] == _AT_THE_RECAP:
            label = Act.CONFIRM
        yield Said(told["text"], Act.SIGN_UP if label == _ANOTHER_PLACE else label)


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
