"""The made-up agenda of the demo, laid out around any day and read by the importer that files go through."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from knowledge.importers.columns import KNOWN
from knowledge.importers.csv_file import parse_csv
from knowledge.importers.draft import EventDraft

_FILE = Path(__file__).parent / "importers" / "sample_agenda.yaml"
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
