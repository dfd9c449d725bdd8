"""An agenda as the files that people have of one: ours as CSV or as a spreadsheet, and what other programs write."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook

from bot.bench.chats import as_csv
from knowledge.exchange.cells import KNOWN

Row = dict[str, Any]
_USUAL = {"kind": "workshop", "audiences": "familles", "themes": "codage", "age_min": "6", "age_max": "12"}
_PARIS = ZoneInfo("Europe/Paris")


def rows(events: Sequence[dict[str, Any]]) -> list[Row]:
    """The rows of a file. One with `times: 40` stands for so many, a day apart, numbered from 1."""
    return [row for one in events for row in (_repeated(one) if "times" in one else [_row(one)])]


def content(name: str, events: Sequence[dict[str, Any]]) -> bytes:
    """The file that is called so, in the format of its ending."""
    return _WRITERS[name.rpartition(".")[2]](rows(events))


def _repeated(said: dict[str, Any]) -> list[Row]:
    each = {name: value for name, value in said.items() if name != "times"}
    return [
        _row(
            each
            | {
                "uid": f"{said['uid']}-{number}",
                "title": f"{said['title']} {number}",
                "on": said["on"] + timedelta(days=number - 1),
            }
        )
        for number in range(1, said["times"] + 1)
    ]


def _row(said: dict[str, Any]) -> Row:
    """A row of the file; `on: 2026-12-12`, `from`, `to` are its times."""
    rest = {name: value for name, value in said.items() if name not in ("on", "from", "to")}
    times = {"starts_at": f"{said['on']}T{said['from']}", "ends_at": f"{said['on']}T{said['to']}"}
    return _USUAL | {"description": "", "room": "", "capacity": ""} | times | rest


def _xlsx(found: list[Row]) -> bytes:
    """As somebody types it, every cell a text."""
    book, out = Workbook(), BytesIO()
    sheet = book.worksheets[0]
    sheet.append(list(KNOWN))
    for row in found:
        sheet.append([row.get(name) or None for name in KNOWN])
    book.save(out)
    return out.getvalue()


def _ics(found: list[Row]) -> bytes:
    """As a calendar program does: it knows of no places, ages or themes."""
    return "\r\n".join(
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//FR", *_entries(found), "END:VCALENDAR", ""]
    ).encode()


def _entries(found: list[Row]) -> Iterator[str]:
    for row in found:
        yield from ("BEGIN:VEVENT", f"UID:{row['uid']}", "DTSTAMP:20261101T080000Z")
        for name, at in (("DTSTART", row["starts_at"]), ("DTEND", row["ends_at"])):
            yield f"{name};TZID=Europe/Paris:{datetime.fromisoformat(at):%Y%m%dT%H%M%S}"
        yield from (f"SUMMARY:{row['title']}", "END:VEVENT")


def _openagenda(found: list[Row]) -> bytes:
    """As the API gives it, v2: it knows of ages and not of places."""
    events = [
        {
            "uid": number,
            "title": {"fr": row["title"]},
            "description": {"fr": f"{row['title']}, à la Cité."},
            "timings": [{"begin": _with_offset(row["starts_at"]), "end": _with_offset(row["ends_at"])}],
            "age": {"min": int(row["age_min"]), "max": int(row["age_max"])},
            "keywords": {"fr": ["atelier"]},
            "status": 1,
            "state": 2,
        }
        for number, row in enumerate(found, 1)
    ]
    return json.dumps({"total": len(events), "events": events}, ensure_ascii=False).encode()


def _with_offset(at: str) -> str:
    return datetime.fromisoformat(at).replace(tzinfo=_PARIS).isoformat()


_WRITERS: dict[str, Callable[[list[Row]], bytes]] = {"csv": as_csv, "xlsx": _xlsx, "ics": _ics, "json": _openagenda}
