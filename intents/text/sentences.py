"""Lists of sentences, one a line, in double quotes: read as any YAML they would take seconds."""

import json
import re
from collections.abc import Iterable, Iterator

from intents.text.text import DATA, CatalogueError

_ITEM = re.compile(r"(?:  )?- ")
_GOES_ON = "   "  # before what goes on from the line above


def sentence_lists(name: str) -> dict[str, list[str]]:
    """The lists of this file, by their keys; raises CatalogueError for what is not written so."""
    found: dict[str, list[str]] = {}
    listed: list[str] = []
    for number, line in _unfolded((DATA / name).read_text(encoding="utf-8").splitlines()):
        item = _ITEM.match(line)
        if item is not None:
            listed.append(_quoted(line[item.end() :], f"{name}:{number}"))
        elif line and not line.startswith("#"):
            listed = found.setdefault(line.removesuffix(":"), [])
    return found


def _unfolded(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The lines, each with its number and what goes on below it, further in."""
    begun: tuple[int, str] | None = None
    for number, line in enumerate(lines, 1):
        if begun is not None and line.startswith(_GOES_ON) and not _ITEM.match(line):
            begun = begun[0], f"{begun[1]} {line.strip()}"
            continue
        if begun is not None:
            yield begun
        begun = number, line
    if begun is not None:
        yield begun


def _quoted(written: str, where: str) -> str:
    try:
        text = json.loads(written)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise CatalogueError(where, f"{written} is no sentence: put it in double quotes")
    return text
