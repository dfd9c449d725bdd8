"""The child process that reads one file: its limits first, then the file; standard output is what it tells.

`python -m knowledge.exchange.child NAME ZONE NOW < FILE`, started by :mod:`knowledge.exchange.formats` alone.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.exchange import formats
from knowledge.exchange.draft import BadLinesError, Flaw, NotUtf8Error, UnreadableFileError
from knowledge.exchange.rows import mapping, placed_to_json, problems_to_json

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
    content = sys.stdin.buffer.read(formats.LARGEST + 1)
    try:
        found = formats.parse(content, name, ZoneInfo(zone), datetime.fromisoformat(now))
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
