"""The cells of one row, read strictly: what is wrong is noted, and reading goes on to find the rest."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from knowledge.importers import wall_time
from knowledge.importers.errors import Cause, Problem
from knowledge.importers.guard import unprotect
from knowledge.importers.table import TableRow

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
        self.problems.append(Problem(self._row.line, cause, column, value, expected))

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
            return wall_time.read(cell, self._zone)
        except wall_time.WallTimeError as error:
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
