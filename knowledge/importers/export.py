"""The agenda as a file for staff: a French spreadsheet opens it by double click, the importer reads it."""

import csv
import io
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from knowledge.events import Event
from knowledge.importers import wall_time
from knowledge.importers.columns import KNOWN
from knowledge.importers.guard import protect

BOM = "\ufeff"


def export(events: Iterable[Event], zone: ZoneInfo) -> str:
    """The events as CSV with `;` and a BOM, to be encoded as UTF-8; wall times in `zone`.

    Importing it again changes nothing, and no cell is run as a formula.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(KNOWN)
    for event in events:
        writer.writerow([protect(_cell(getattr(event, column), zone)) for column in KNOWN])
    return BOM + out.getvalue()


def _cell(value: object, zone: ZoneInfo) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return wall_time.write(value, zone)
    return ";".join(map(str, value)) if isinstance(value, tuple) else str(value)
