"""A file as a table of cells by column; the cells of one row, read strictly; and cells that no spreadsheet may run."""

import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from knowledge.exchange.draft import BadLinesError, Cause, EventDraft, NotUtf8Error, Problem

REQUIRED = (
    "uid", "title", "starts_at", "ends_at", "kind", "room", "age_min", "age_max", "audiences", "themes",
    "capacity", "description",
)  # fmt: skip
OPTIONAL = tuple(one.name for one in fields(EventDraft) if one.name not in (*REQUIRED, "unsaid"))
KNOWN = REQUIRED + OPTIONAL


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line below the header, or one entry; columns that it lacks are empty, and named in `absent`."""

    line: int
    cells: dict[str, str]
    absent: frozenset[str] = frozenset()
    is_entry: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The file's rows, and what is wrong with lines that are none."""

    rows: tuple[TableRow, ...]
    problems: tuple[Problem, ...]


def read_table(data: bytes) -> Table:
    """The table in `data`; raise NotUtf8Error, or BadLinesError when the header is not the agenda's."""
    text = _decode(data)
    problems: list[Problem] = []
    return of_records(_records(text, problems), problems)


def of_records(records: Iterator[tuple[int, list[str]]], problems: list[Problem]) -> Table:
    """The table of these numbered lines, the header first; `problems` may grow while they are read."""
    line, header = next(records, (1, []))
    header = [name.strip() for name in header]
    wrong = _header_problems(line, header) or problems
    if wrong:
        raise BadLinesError(wrong)
    rows = tuple(_rows(records, header, problems))
    return Table(rows, tuple(problems))


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotUtf8Error(data.count(b"\n", 0, error.start) + 1) from error


def _records(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, with their number; quoted cells may span lines, so ours is the first."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(line, Cause.BROKEN_QUOTES, value=str(error)))


def _separator(text: str) -> str:
    header = next((line for line in text.splitlines() if line.strip()), "")
    return ";" if header.count(";") > header.count(",") else ","


def _header_problems(line: int, header: list[str]) -> list[Problem]:
    if not set(header) & set(KNOWN):
        return [Problem(line, Cause.NO_HEADER, expected=",".join(REQUIRED))]
    counts = Counter(header)
    return [
        *(
            Problem(line, Cause.UNKNOWN_COLUMN, value=name, expected=", ".join(KNOWN))
            for name in counts
            if name not in KNOWN
        ),
        *(Problem(line, Cause.MISSING_COLUMN, name) for name in REQUIRED if name not in counts),
        *(Problem(line, Cause.COLUMN_TWICE, name) for name in KNOWN if counts[name] > 1),
    ]


def _rows(records: Iterator[tuple[int, list[str]]], header: list[str], problems: list[Problem]) -> Iterator[TableRow]:
    absent = frozenset(OPTIONAL) - set(header)
    for line, cells in records:
        if len(cells) == len(header):
            yield TableRow(line, dict.fromkeys(OPTIONAL, "") | dict(zip(header, cells, strict=True)), absent)
        else:
            count, expected = str(len(cells)), str(len(header))
            problems.append(Problem(line, Cause.CELL_COUNT, value=count, expected=expected))


_START = r"[=+\-@\t\r\n＝＋－＠]"  # some programs take the wide forms for the plain ones
_RISKY = re.compile(rf"'*{_START}")
_GUARDED = re.compile(rf"'+{_START}")


def protect(cell: str) -> str:
    """The cell as a staff export writes it. One that looks protected already gets a second apostrophe."""
    return "'" + cell if _RISKY.match(cell) else cell


def unprotect(cell: str) -> str:
    """The cell before `protect`; leaves any other text alone, an apostrophe before a letter too."""
    return cell[1:] if _GUARDED.match(cell) else cell


EXAMPLE = "2026-12-05T14:00"
# Years outside are typing mistakes, and could not be converted near the ends of the calendar.
YEARS = range(2000, 2200)
_WRITTEN = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)([+-]\d\d:\d\d)?", re.ASCII)


class WallTimeError(ValueError):
    """The text names no instant; `expected` says what would."""

    def __init__(self, cause: Cause, expected: str = "") -> None:
        self.cause, self.expected = cause, expected
        super().__init__(cause, expected)


def read(text: str, zone: ZoneInfo) -> datetime:
    """The instant, in UTC. An offset (`+01:00`) is only needed for the hour that comes twice.

    Where one is written it must be the zone's; WallTimeError otherwise, and for an hour the clocks skip.
    """
    naive, offset = _parts(text)
    found = _instants(naive, zone)
    if not found:
        raise WallTimeError(Cause.NO_SUCH_TIME)
    if offset:
        if offset not in found:
            raise WallTimeError(Cause.WRONG_OFFSET, _choices(naive, found))
        return found[offset]
    if len(found) > 1:
        raise WallTimeError(Cause.TIME_TWICE, _choices(naive, found))
    return next(iter(found.values()))


def write(instant: datetime, zone: ZoneInfo) -> str:
    """What `read` turns into this instant again: seconds unless zero, an offset only when it is needed."""
    local = instant.astimezone(zone)
    naive = local.replace(tzinfo=None)
    text = naive.isoformat(timespec="seconds" if naive.second else "minutes")
    return text + _offset(local) if len(_instants(naive, zone)) > 1 else text


def _parts(text: str) -> tuple[datetime, str]:
    match = _WRITTEN.fullmatch(text)
    try:
        naive = datetime.fromisoformat(f"{match[1]}T{match[2]}") if match else None
    except ValueError:
        naive = None
    if match is None or naive is None or naive.year not in YEARS:
        raise WallTimeError(Cause.BAD_TIME, EXAMPLE)
    return naive, match[3] or ""


def _instants(naive: datetime, zone: ZoneInfo) -> dict[str, datetime]:
    """The instants, by offset, at which the wall clock shows `naive`: none, one, or two."""
    folds = (naive.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    instants = {_offset(local): local.astimezone(UTC) for local in folds}
    return {offset: at for offset, at in instants.items() if at.astimezone(zone).replace(tzinfo=None) == naive}


def _offset(local: datetime) -> str:
    return local.strftime("%z")[:3] + ":" + local.strftime("%z")[3:5]


def _choices(naive: datetime, found: dict[str, datetime]) -> str:
    text = naive.isoformat(timespec="seconds" if naive.second else "minutes")
    return " or ".join(text + offset for offset in found)


Word = TypeVar("Word", bound=StrEnum)

# Stands for an instant that could not be read; the row is dropped anyway.
UNREAD = datetime(2000, 1, 1, tzinfo=UTC)


class Cells:
    """Typed access to a row. After an error a stand-in is returned and `problems` has grown."""

    def __init__(self, row: TableRow, zone: ZoneInfo) -> None:
        self.problems: list[Problem] = []
        self._row = row
        self._zone = zone

    def note(self, cause: Cause, column: str = "", value: str = "", expected: str = "") -> None:
        """Write down what is wrong here."""
        self.problems.append(Problem(self._row.line, cause, column, value, expected, self._row.is_entry))

    def text(self, column: str, limit: int, allowed: str = "") -> str | None:
        """Text of `limit` characters at most, None when empty; of control characters only `allowed`."""
        cell = clean(self._row.cells[column])
        if len(cell) > limit:
            self.note(Cause.TOO_LONG, column, str(len(cell)), str(limit))
        if any(unicodedata.category(char) in ("Cc", "Cs") and char not in allowed for char in cell):
            self.note(Cause.CONTROL_CHARACTER, column)
        return cell or None

    def needed(self, column: str, limit: int) -> str:
        """The same where an empty cell is an error."""
        text = self.text(column, limit)
        if text is None:
            self.note(Cause.EMPTY, column)
        return text or ""

    def number(self, column: str, low: int, high: int) -> int | None:
        """A whole number within bounds, None when empty."""
        cell = self.shown(column)
        if not cell:
            return None
        if not (cell.isascii() and cell.isdecimal() and len(cell) < 10 and low <= int(cell) <= high):
            self.note(Cause.BAD_NUMBER, column, cell, f"{low} to {high}")
            return None
        return int(cell)

    def moment(self, column: str) -> datetime | None:
        """Local wall time as an instant in UTC, None when empty."""
        cell = self.shown(column)
        if not cell:
            return None
        try:
            return read(cell, self._zone)
        except WallTimeError as error:
            self.note(error.cause, column, cell, error.expected)
            return UNREAD

    def needed_moment(self, column: str) -> datetime:
        """The same where an empty cell is an error."""
        at = self.moment(column)
        if at is None:
            self.note(Cause.EMPTY, column)
        return at or UNREAD

    def words(self, column: str, known: Iterable[str]) -> tuple[str, ...]:
        """The known words between `;`, each once, in their order."""
        known = tuple(known)
        found = dict.fromkeys(word.strip() for word in self.shown(column).split(";") if word.strip())
        for word in found:
            if word not in known:
                self.note(Cause.UNKNOWN_WORD, column, word, ", ".join(known))
        return tuple(word for word in found if word in known)

    def word(self, column: str, known: type[Word], default: Word) -> Word:
        """One of the known words; `default` when empty."""
        cell = self.shown(column)
        if cell and cell not in tuple(known):
            self.note(Cause.UNKNOWN_WORD, column, cell, ", ".join(known))
            return default
        return known(cell) if cell else default

    def shown(self, column: str) -> str:
        """What is written there, for a message; "" when nothing is."""
        return clean(self._row.cells[column])


def clean(cell: str) -> str:
    """The text a cell means: the export's apostrophe taken off, no space around, one kind of line end."""
    text = unprotect(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
    return unicodedata.normalize("NFC", text)
