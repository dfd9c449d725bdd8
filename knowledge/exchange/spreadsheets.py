"""The agenda as a UTF-8 CSV file or as a spreadsheet, of the same columns, read and written; the demo's made-up agenda.

A spreadsheet has real dates or text, and no cell that can be a formula.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from knowledge.agenda.agenda import Event
from knowledge.exchange.cells import KNOWN, Table, of_records, read_table
from knowledge.exchange.draft import EventDraft, Flaw, Problem, UnreadableFileError
from knowledge.exchange.rows import MOST_EVENTS, ReminderCheck, anything, cells_of, drafts_of, read_rows


def parse_csv(data: bytes, zone: ZoneInfo, check_reminders: ReminderCheck = anything) -> tuple[EventDraft, ...]:
    """The file's events, in its order; wall times are read in `zone`.

    Raise NotUtf8Error, or BadLinesError with all that is wrong: then no line counts.
    """
    return drafts_of(read_rows(read_table(data), zone), check_reminders)


BOM = "\ufeff"


def export(events: Iterable[Event], zone: ZoneInfo) -> str:
    """The events as CSV with `;` and a BOM, to be encoded as UTF-8; wall times in `zone`.

    Importing it again changes nothing, and no cell is run as a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(KNOWN)
    for event in events:
        writer.writerow(cells_of(event, zone).values())
    return BOM + out.getvalue()


_FILE = Path(__file__).with_name("sample_agenda.yaml")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def sample_agenda(today: date, zone: ZoneInfo) -> tuple[EventDraft, ...]:
    """About fifteen events over the nine weeks after `today`; apply them with `made_up=True`."""
    return parse_csv(sample_csv(today), zone)


def sample_csv(today: date) -> bytes:
    """The same as an agenda file, for who wants to try the import."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, KNOWN, restval="")
    writer.writeheader()
    writer.writerows(_line(entry, today) for entry in _entries())
    return out.getvalue().encode()


@cache
def _entries() -> Sequence[Mapping[str, str | int]]:
    entries: Sequence[Mapping[str, str | int]] = YAML(typ="safe", pure=True).load(_FILE.read_text("utf-8"))
    return entries


def _line(entry: Mapping[str, str | int], today: date) -> dict[str, str]:
    cells = {name: str(value) for name, value in entry.items()}
    day = _day(today, cells.pop("weekday"), int(cells.pop("week")))
    starts, ends = cells.pop("hours").split("-")
    youngest, oldest = cells.pop("ages", "-").split("-")
    times = {"starts_at": f"{day}T{starts}", "ends_at": f"{day}T{ends}"}
    return cells | times | {"age_min": youngest, "age_max": oldest}


def _day(today: date, weekday: str, week: int) -> date:
    """The first such weekday after today, and `week` weeks later."""
    ahead = (_WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead, weeks=week)


if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_UNPACKED = 40_000_000  # bytes, as the file itself declares; more is never unpacked
MOST_PARTS = 200
MOST_COLUMNS = 60
# All of these are what openpyxl says of a file that is broken; errors of ours are none of them.
_BROKEN = (
    AttributeError, IndexError, KeyError, TypeError, ValueError, SyntaxError, OSError, EOFError, zipfile.BadZipFile,
    zlib.error,
)  # fmt: skip
_WIDTHS = {"title": 36, "title_en": 36, "description": 60, "description_en": 60, "room": 24}
_ZONELESS = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?")


def read_xlsx(data: bytes) -> Table:
    """The rows of the first sheet; a formula counts as the value that was saved with it."""
    from openpyxl import load_workbook  # late: few need it, and it takes a while

    _refuse_bomb(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be anything
        problems: list[Problem] = []
        return of_records(_records(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)), problems)
    except _BROKEN as error:
        raise UnreadableFileError(Flaw.BROKEN) from error


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableFileError(Flaw.BROKEN) from error
    if len(listed) > MOST_PARTS or sum(one.file_size for one in listed) > MOST_UNPACKED:
        raise UnreadableFileError(Flaw.TOO_HEAVY)


def _records(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, as wide as the header, wider where a cell is filled beyond it."""
    width = 0
    for line, row in enumerate(rows, start=1):
        if line > 2 * MOST_EVENTS:
            raise UnreadableFileError(Flaw.TOO_LARGE)
        texts = [_text(value) for value in row]
        filled = max((at + 1 for at, text in enumerate(texts) if text.strip()), default=0)
        width = width or filled
        if filled:
            yield line, (texts + [""] * width)[: max(width, filled)]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _to_second(value).isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _to_second(at: datetime) -> datetime:
    """A spreadsheet counts days as a fraction, which may miss a second by a few millionths."""
    return at.replace(microsecond=0) + timedelta(seconds=at.microsecond >= 500_000)


def write_xlsx(events: Iterable[Event], zone: ZoneInfo) -> bytes:
    """A sheet with a line an event. Reading it again changes nothing."""
    import xlsxwriter  # late, as above

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Agenda")
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        for at, column in enumerate(KNOWN):
            sheet.write_string(0, at, column, bold)
            sheet.set_column(at, at, _WIDTHS.get(column, 18))
        sheet.freeze_panes(1, 0)
        for line, event in enumerate(events, start=1):
            for at, (column, text) in enumerate(cells_of(event, zone).items()):
                _write(sheet, (line, at), text, getattr(event, column), day)
    return out.getvalue()


def _write(sheet: "Worksheet", at: tuple[int, int], text: str, value: object, day: "Format") -> None:
    if isinstance(value, int):
        sheet.write_number(*at, value)
    elif isinstance(value, datetime) and _ZONELESS.fullmatch(text):  # the hour that comes twice has its offset
        sheet.write_datetime(*at, datetime.fromisoformat(text), day)
    elif text:
        sheet.write_string(*at, text)
