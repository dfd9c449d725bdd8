"""The formats of an agenda: which one a file is; read by a child that may use little; written.

The child knows no secret and gives back plain data; whatever becomes of it, this process goes on. It is this module
again: `python -m knowledge.exchange.formats NAME ZONE NOW < FILE` sets its limits, then reads; standard output tells.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.agenda.agenda import Event
from knowledge.exchange.calendar_file import read_calendar, write_calendar
from knowledge.exchange.cells import Table, read_table
from knowledge.exchange.draft import (
    AgendaImportError,
    BadLinesError,
    EventDraft,
    Flaw,
    NotUtf8Error,
    UnreadableFileError,
)
from knowledge.exchange.openagenda import read_openagenda, write_openagenda
from knowledge.exchange.rows import (
    Placed,
    ReminderCheck,
    anything,
    drafts_of,
    mapping,
    placed_from_json,
    placed_to_json,
    problems_from_json,
    problems_to_json,
    read_rows,
)
from knowledge.exchange.spreadsheets import export, read_xlsx, write_xlsx

LARGEST = 8_000_000  # bytes


class Format(StrEnum):
    """A format that is read and written."""

    CSV = "csv"
    XLSX = "xlsx"
    CALENDAR = "ics"
    OPENAGENDA = "openagenda"


ENDINGS = {Format.CSV: "csv", Format.XLSX: "xlsx", Format.CALENDAR: "ics", Format.OPENAGENDA: "json"}
_BY_NAME = {f".{ending}": kind for kind, ending in ENDINGS.items()}
_BOM = b"\xef\xbb\xbf"


def recognise(content: bytes, name: str) -> Format:
    """What the content begins like, else what the name ends with; UnreadableFileError when neither tells."""
    begins = content.removeprefix(_BOM).lstrip()[:20]
    if begins.startswith(b"PK\x03\x04"):
        return Format.XLSX
    if begins[:15].upper() == b"BEGIN:VCALENDAR":
        return Format.CALENDAR
    if begins[:1] in (b"{", b"["):
        return Format.OPENAGENDA
    ending = name[name.rfind(".") :].lower()
    if ending in _BY_NAME:
        return _BY_NAME[ending]
    if begins.split(b",")[0].split(b";")[0].strip(b'"').isalpha():  # a header line of columns
        return Format.CSV
    raise UnreadableFileError(Flaw.UNKNOWN_FORMAT)


def parse(content: bytes, name: str, zone: ZoneInfo, now: datetime) -> tuple[Placed, ...]:
    """The drafts with their places, read in this very process: for the child, and for files of our own."""
    if len(content) > LARGEST:
        raise UnreadableFileError(Flaw.TOO_LARGE)
    return read_rows(_table(content, recognise(content, name), zone, now), zone)


def _table(content: bytes, kind: Format, zone: ZoneInfo, now: datetime) -> Table:
    match kind:
        case Format.CSV:
            return read_table(content)
        case Format.XLSX:
            return read_xlsx(content)
        case Format.CALENDAR:
            return read_calendar(content, zone, now)
        case Format.OPENAGENDA:
            return read_openagenda(content, zone)


def read(
    content: bytes, name: str, zone: ZoneInfo, now: datetime, check_reminders: ReminderCheck = anything
) -> tuple[EventDraft, ...]:
    """The file's events, in its order, read by a child process with limits; this one waits for it.

    Wall times are those of `zone`; `now` (aware) is what series are counted out around. AgendaImportError says what is
    wrong: then nothing of it counts.
    """
    if len(content) > LARGEST:
        raise UnreadableFileError(Flaw.TOO_LARGE)
    return drafts_of(read_apart(content, name, zone, now), check_reminders)


_WRITERS: dict[Format, Callable[[Sequence[Event], ZoneInfo], bytes]] = {
    Format.CSV: lambda events, zone: export(events, zone).encode(),
    Format.XLSX: write_xlsx,
    Format.CALENDAR: write_calendar,
    Format.OPENAGENDA: write_openagenda,
}


def write(events: Sequence[Event], kind: Format, zone: ZoneInfo) -> bytes:
    """The events as a file; reading it again changes nothing."""
    return _WRITERS[kind](events, zone)


WITHIN_S = 30.0  # by the clock on the wall; the child's own limits are tighter
_CODE = Path(__file__).parents[2]


def read_apart(content: bytes, name: str, zone: ZoneInfo, now: datetime) -> tuple[Placed, ...]:
    """The drafts in it, with their places; AgendaImportError as if it were read here, or because it takes too much."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as told:
        given.write(content)
        given.seek(0)
        command = (sys.executable, "-P", "-m", "knowledge.exchange.formats", name, zone.key, now.isoformat())
        try:
            done = subprocess.run(
                command,
                stdin=given,
                stdout=told,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(_CODE), "PYTHONUTF8": "1"},  # and nothing of ours: no key, no token, no proxy
                cwd="/",
                timeout=WITHIN_S,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise UnreadableFileError(Flaw.TOO_HEAVY) from error
        told.seek(0)
        return _told(told.read(), done.returncode)


def _told(answer: bytes, code: int) -> tuple[Placed, ...]:
    if code:  # negative: a limit has ended it
        raise UnreadableFileError(Flaw.TOO_HEAVY if code < 0 else Flaw.BROKEN)
    kind, value = json.loads(answer)
    if kind == "drafts":
        return placed_from_json(value)
    raise _error(kind, value)


def _error(kind: str, value: str) -> AgendaImportError:
    match kind:
        case "problems":
            return BadLinesError(problems_from_json(value))
        case "encoding":
            return NotUtf8Error(int(value))
    return UnreadableFileError(Flaw(value))


# The child, from here on.
MOST_MEMORY = 64_000_000  # bytes above what the child has before it looks at the file
MOST_CPU_S = 8
MOST_TOLD = 48_000_000
_SIZE = Path("/proc/self/statm")


def limit() -> None:
    """From here on: so much memory, time and output, no child of its own, no core file."""
    used = int(_SIZE.read_text().split()[0]) * resource.getpagesize()
    for what, most in (
        (resource.RLIMIT_AS, used + MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_CPU_S),
        (resource.RLIMIT_FSIZE, MOST_TOLD),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))


def main(name: str, zone: str, now: str) -> None:
    """Read standard input; tell the drafts, or why there are none."""
    _load()
    limit()
    content = sys.stdin.buffer.read(LARGEST + 1)
    try:
        found = parse(content, name, ZoneInfo(zone), datetime.fromisoformat(now))
        told = ("drafts", placed_to_json(found))
    except BadLinesError as error:
        told = ("problems", problems_to_json(error.problems))
    except NotUtf8Error as error:
        told = ("encoding", str(error.line))
    except UnreadableFileError as error:
        told = ("flaw", error.flaw.value)
    except MemoryError:
        told = ("flaw", Flaw.TOO_HEAVY.value)
    sys.stdout.write(json.dumps(told))


def _load() -> None:
    """What a format needs, while there is no limit yet: an idle child has it all."""
    import icalendar
    import openpyxl
    import recurring_ical_events

    mapping()
    icalendar.Calendar.from_ical("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    assert openpyxl.DEFUSEDXML  # never without what disarms XML
    assert recurring_ical_events.of


if __name__ == "__main__":
    main(*sys.argv[1:])
