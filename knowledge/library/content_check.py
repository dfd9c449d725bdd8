"""All content files read strictly and held against one another: for `cite knowledge check`, slow for a start."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from knowledge.library.filled import Filled, filled_file, load_first, read_filled
from knowledge.library.library import Entries, check_together, content_files, entries
from knowledge.library.taught import Asked, load_asked, load_doubts, load_messages, load_unknown
from knowledge.library.things import CONTENT, Cell, Things, cell_at, load_things
from knowledge.library.yaml import Document

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
