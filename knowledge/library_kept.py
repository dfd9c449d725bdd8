"""The library as it was last read and checked, kept as JSON: reading the content files anew takes seconds."""

import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from knowledge.things import Cell
from knowledge.topics import Topic
from knowledge.values import Value, ValueKind

_HERE = Path(__file__).parent
_PREFIX = "library-"


def recall(folder: Path, files: Sequence[Path], read: Callable[[], tuple[Topic, ...]]) -> tuple[Topic, ...]:
    """The topics of these files: those kept in `folder` while neither files nor code changed, else those of `read`."""
    kept = folder / f"{_PREFIX}{key(files)}.json"
    try:
        return tuple(_topic(entry) for entry in json.loads(kept.read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):  # none yet, or a broken one
        topics = read()
        _keep(kept, topics)
        return topics


def _keep(kept: Path, topics: tuple[Topic, ...]) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=kept.parent)  # a name of its own: another process may be keeping it too
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump([_entry(topic) for topic in topics], file, ensure_ascii=False)
    Path(fresh).replace(kept)
    for old in kept.parent.glob(f"{_PREFIX}*.json"):
        if old != kept:
            old.unlink(missing_ok=True)


def key(files: Sequence[Path]) -> str:
    """What changes when the files, or the code that reads them, do."""
    mark = hashlib.sha256()
    for file in (*files, *sorted(_HERE.glob("library*.py")), _HERE / "topics.py", _HERE / "values.py"):
        mark.update(file.name.encode())
        mark.update(file.read_bytes())
    return mark.hexdigest()[:16]


def _entry(topic: Topic) -> dict[str, Any]:
    return {field.name: _plain(getattr(topic, field.name)) for field in fields(Topic)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Cell):
        return str(value)
    if isinstance(value, Value):
        return asdict(value)
    return dict(value) if isinstance(value, MappingProxyType) else value


def _topic(entry: dict[str, Any]) -> Topic:
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
