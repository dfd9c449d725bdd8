"""The agenda as a UTF-8 CSV file, drafts out and events in; and the made-up agenda of the demo."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from knowledge.agenda.events import Event
from knowledge.exchange.cells import KNOWN, read_table
from knowledge.exchange.draft import EventDraft
from knowledge.exchange.rows import ReminderCheck, anything, cells_of, drafts_of, read_rows


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
