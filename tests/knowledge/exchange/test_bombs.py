"""What would take all the time or memory there is, is refused in one sentence, and this process goes on unharmed."""

import io
import json
import resource
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from knowledge.exchange import formats
from knowledge.exchange.draft import AgendaImportError
from tests.knowledge.exchange.build import PARIS, agenda_file
from tests.knowledge.exchange.test_export import NOW


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def sheet(content: bytes) -> bytes:
    """A spreadsheet of ours, with this in the place of its cells."""
    with zipfile.ZipFile(io.BytesIO(formats.write([], formats.Format.XLSX, PARIS))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    return packed(parts | {"xl/worksheets/sheet1.xml": content})


def calendar(*lines: str) -> bytes:
    event = ["BEGIN:VEVENT", "UID:a", "SUMMARY:a", "DTSTART:20261205T130000Z", "DURATION:PT1H", *lines, "END:VEVENT"]
    return "\r\n".join(["BEGIN:VCALENDAR", *event, "END:VCALENDAR", ""]).encode()


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
A_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row>'
BOMBS = {
    "a packed gigabyte": lambda: packed({"xl/workbook.xml": b" " * 200_000_000}),
    "a billion laughs": lambda: sheet(
        f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><worksheet xmlns="{MAIN}"><sheetData>'
        f"{A_CELL.format('&l12;')}</sheetData></worksheet>".encode()
    ),
    "every second for ever": lambda: calendar("RRULE:FREQ=SECONDLY"),
    "every second of every day": lambda: calendar(
        f"RRULE:FREQ=DAILY;BYHOUR={','.join(map(str, range(24)))};BYSECOND={','.join(map(str, range(60)))}"
    ),
    "brackets without end": lambda: b"[" * 5_000_000,
    "objects without end": lambda: b'{"events":' + b'[{"a":' * 300_000,
    "one endless cell": lambda: agenda_file({"description": "x" * 7_000_000}).encode(),
    "one endless line": lambda: b"uid," * 1_900_000,
    "a million numbers": lambda: json.dumps({"events": [{"timings": [{}]}] * 400_000}).encode(),
    "rows without end": lambda: sheet(
        f'<worksheet xmlns="{MAIN}"><sheetData>{"<row/>" * 100_000}</sheetData></worksheet>'.encode()
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_one_sentence(name: str) -> None:
    content = BOMBS[name]()[: formats.LARGEST]
    with pytest.raises(AgendaImportError) as caught:
        formats.read(content, "", PARIS, NOW)
    assert 0 < len(str(caught.value)) < 1000


def test_the_child_may_use_64_mb_above_what_it_needs_idle() -> None:
    spend = (
        "formats.limit(); most = resource.getrlimit(resource.RLIMIT_AS)[0];"
        "used = int(formats._SIZE.read_text().split()[0])"
    )
    program = (
        "import resource; from knowledge.exchange import formats; formats._load();"
        f"{spend} * resource.getpagesize(); print(most - used); print(resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
        "try:\n    bytearray(65_000_000)\nexcept MemoryError:\n    print('refused')"
    )
    root = Path(formats.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    left, seconds, end = done.stdout.split()
    assert int(left) <= formats.MOST_MEMORY
    assert (int(seconds), end) == (formats.MOST_CPU_S, "refused")
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != formats.MOST_MEMORY  # not this process


def test_a_child_that_hangs_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "knowledge" / "exchange").mkdir(parents=True)
    for folder in ("knowledge", "knowledge/exchange"):
        (tmp_path / folder / "__init__.py").touch()
    (tmp_path / "knowledge" / "exchange" / "formats.py").write_text("import threading; threading.Event().wait()")
    monkeypatch.setattr("knowledge.exchange.formats._CODE", tmp_path)
    monkeypatch.setattr("knowledge.exchange.formats.WITHIN_S", 0.3)
    with pytest.raises(AgendaImportError, match="too much time"):
        formats.read(agenda_file({}).encode(), "", PARIS, NOW)
