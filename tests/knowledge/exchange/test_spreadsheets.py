"""The agenda as a spreadsheet: real dates or text, never a formula; 200 hostile titles through every export."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle, islice

import pytest
from openpyxl import Workbook, load_workbook

from knowledge.agenda.agenda import Event
from knowledge.exchange import formats
from knowledge.exchange.cells import KNOWN
from knowledge.exchange.draft import BadLinesError, Flaw, UnreadableFileError
from knowledge.exchange.formats import Format
from tests.knowledge.exchange.build import GOOD, PARIS, draft
from tests.knowledge.exchange.test_export import NOW
from tests.knowledge.exchange.test_formats import event_of, read_here


def book(*rows: dict[str, object], columns: Sequence[str] = KNOWN) -> bytes:
    """What a person saved in a spreadsheet program."""
    made = Workbook()
    made.active.append(list(columns))
    for row in rows:
        made.active.append([({**GOOD, **row}).get(column) for column in columns])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_real_dates_and_numbers_are_read_like_text() -> None:
    (as_text,) = read_here(book({}))
    at = datetime(2026, 12, 5, 14)  # noqa: DTZ001  # a spreadsheet has no zones
    real = {"starts_at": at, "ends_at": at + timedelta(hours=2), "age_min": 8, "capacity": 10.0}
    (as_dates,) = read_here(book(real))
    assert as_dates == as_text
    assert as_text.capacity == 10


def test_a_bad_line_has_its_number_and_an_empty_line_is_none() -> None:
    empty = dict.fromkeys(GOOD)
    with pytest.raises(BadLinesError) as caught:
        read_here(book({}, empty, {"uid": "lego", "starts_at": "demain"}))
    assert str(caught.value) == "line 4: starts_at: “demain” is not a date and hour such as 2026-12-05T14:00"


def test_a_cell_beside_the_table_is_no_cell_of_it() -> None:
    with pytest.raises(BadLinesError, match="line 2: 21 cells, but the header has 20"):
        read_here(book({"": "à vérifier"}, columns=(*KNOWN[:-1], "family_cap", ""))[:])


def test_a_file_that_only_looks_packed_is_broken() -> None:
    for content in (b"PK\x03\x04", b"PK\x03\x04" + b"x" * 1000, book({})[:2000]):
        with pytest.raises(UnreadableFileError) as caught:
            formats.parse(content, "agenda.xlsx", PARIS, NOW)
        assert caught.value.flaw is Flaw.BROKEN


_PARTS = (
    "=1+1", "+33612345678", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://x.test";"x")', "'=1", "''=1",
    "=cmd|' /C calc'!A0",
    "<b>", "&lt;", "]]>", "<!--", "{=1}", "#panic()", "$x$", "*gras*", "\\", "a;b,c", '"', "\u202eaéL", "\u200b",
    "_x000A_", "👩\u200d👧", "ﷺ", "END:VEVENT", "BEGIN:VEVENT", "http://x.test", "mailto:x@x.test", "1e5", "TRUE",
    "01/02/2026", "#REF!", "x" * 199,
)  # fmt: skip
_AROUND = ("{}", "{} Léa", "Léa {}", "'{}", "« {} »", "{0} {0}")
TITLES = tuple(
    islice(dict.fromkeys(around.format(part)[:200].strip() for around in _AROUND for part in _PARTS), 200)
)  # fmt: skip


def hostile() -> list[Event]:
    """An event a title, which stands in every column that holds text."""
    made = []
    for number, (title, other) in enumerate(zip(TITLES, cycle(reversed(TITLES)), strict=False)):
        event = event_of(draft(f"{title[:100]}-{number}"), number)
        made.append(
            replace(event, title=title, title_en=other, room=title[:100], description=other, description_en=title)
        )
    return made


@pytest.mark.parametrize("kind", Format)
def test_two_hundred_hostile_titles_break_no_export(kind: Format) -> None:
    events = hostile()
    assert len(events) == 200
    found = read_here(formats.write(events, kind, PARIS))
    told = [(one.uid, one.title, one.title_en, one.room, one.description, one.description_en) for one in found]
    assert told == [(e.uid, e.title, e.title_en, e.room, e.description, e.description_en) for e in events]


def test_no_cell_of_a_spreadsheet_is_a_formula_or_a_link() -> None:
    content = formats.write(hostile(), Format.XLSX, PARIS)
    sheet = load_workbook(io.BytesIO(content))["Agenda"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "inlineStr"}
    assert not any(cell.hyperlink for cell in cells)
    assert not any(
        str(cell.value).startswith(("=", "+", "-", "@")) for cell in cells
    )  # saved as CSV, it stays harmless
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_no_cell_of_a_csv_file_begins_as_a_formula() -> None:
    text = formats.write(hostile(), Format.CSV, PARIS).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=";") for cell in row]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝")) for cell in cells)
