"""What a format that is not ours becomes a row by: words mapped to codes, texts cut to what fits, columns it lacks."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from knowledge.agenda.events import Kind
from knowledge.exchange import cells
from knowledge.exchange.cells import KNOWN, TableRow, protect
from knowledge.exchange.draft import Cause, Problem
from knowledge.exchange.rows import DESCRIPTION_LIMIT, TITLE_LIMIT

MOST_EVENTS = 10_000
_FILE = Path(__file__).with_name("mapping.yaml")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `mapping.yaml`: each in lower case, with the code that it stands for, by column."""

    codes: Mapping[str, Mapping[str, str]]
    openagenda_status: Mapping[int, str]
    lines: Mapping[str, Mapping[str, str]]


@cache
def mapping() -> Words:
    """What the file says, read once."""
    told = YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8"))
    codes = {
        column: {word.casefold(): code for code, words in told[column].items() for word in words}
        for column in ("kind", "themes", "audiences")
    }
    lines = {name: told[name] for name in ("conditions", "registration")}
    return Words(codes, told["openagenda_status"], lines)


def coded(words: Iterable[str]) -> dict[str, str]:
    """The cells of `kind`, `themes` and `audiences` that these words of a source fill."""
    words = [" ".join(word.split()).casefold() for word in words]
    found = {}
    for column, known in mapping().codes.items():
        codes = dict.fromkeys(known[word] for word in words if word in known)
        if codes:
            found[column] = next(iter(codes)) if column == "kind" else ";".join(codes)
    return found


def row(entry: int, said: Mapping[str, str | None]) -> TableRow:
    """The row of an entry that says this, guarded as our own files are; a new event is a workshop unless it says more.

    None is no word about a column: a stored event keeps its own. "" empties it.
    """
    told = {column: protect(text) for column, text in said.items() if text is not None}
    absent = frozenset(KNOWN) - told.keys()
    filled = dict.fromkeys(KNOWN, "") | {"kind": Kind.WORKSHOP.value} | told
    return TableRow(entry, filled, absent, is_entry=True)


def columns(told: object) -> dict[str, str]:
    """What a field of our own in a file of theirs says, a text a column; ValueError when it is none of ours."""
    if not isinstance(told, dict) or not all(isinstance(one, str) for one in told.values()):
        raise ValueError("not a text a column")
    return {name: visible(text) for name, text in told.items() if name in KNOWN}


def title(text: str) -> str:
    """In one line, cut where it is longer than a title may be."""
    return cut(visible(text).replace("\n", " ").replace("\t", " "), TITLE_LIMIT)


def cut(text: str, limit: int = DESCRIPTION_LIMIT) -> str:
    """What fits, with « … » after the last whole word where something is left out."""
    text = text.strip()
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return f"{head[: head.rfind(' ')] if ' ' in head[-100:] else head}…"


def visible(text: str) -> str:
    """Without control characters, which other programs let through; paragraphs and tabs stay."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))


def wall(at: datetime | date, zone: ZoneInfo) -> str:
    """The instant as a cell. A day is its first moment here; an hour without a zone is the venue's.

    In the hour that comes twice such an hour is the first, as RFC 5545 has it.
    """
    if not isinstance(at, datetime):
        at = datetime.combine(at, time())
    local = at if at.tzinfo is not None else at.replace(tzinfo=zone, fold=0)
    try:
        return cells.write(local.astimezone(UTC).replace(microsecond=0), zone)
    except (OverflowError, ValueError):  # at the ends of the calendar
        return at.isoformat()


def wrong(entry: int, cause: Cause, column: str = "", value: str = "", expected: str = "") -> Problem:
    """What is wrong with an entry."""
    return Problem(entry, cause, column, value[:80], expected, is_entry=True)
