"""A file as a table of cells by column, in the order staff see them; and how a CSV file becomes one."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.exchange.draft import BadLinesError, Cause, NotUtf8Error, Problem

REQUIRED = (
    "uid", "title", "starts_at", "ends_at", "kind", "room", "age_min", "age_max", "audiences", "themes",
    "capacity", "description",
)  # fmt: skip
OPTIONAL = (
    "title_en", "description_en", "signup_opens_at", "signup_closes_at", "status", "reminders", "questions",
    "family_cap",
)  # fmt: skip
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
