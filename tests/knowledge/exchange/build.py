"""Agenda files and drafts for the tests, right in every cell unless told otherwise."""

import csv
import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from knowledge.agenda.agenda import Audience, Kind, Theme
from knowledge.exchange.cells import KNOWN
from knowledge.exchange.draft import EventDraft

PARIS = ZoneInfo("Europe/Paris")

GOOD = {
    "uid": "robots", "title": "Petits robots", "starts_at": "2026-12-05T14:00", "ends_at": "2026-12-05T16:00",
    "kind": "workshop", "room": "Salle de créativité", "age_min": "8", "age_max": "12",
    "audiences": "familles;scolaires", "themes": "codage", "capacity": "10",
    "description": "Un robot à guider", "signup_opens_at": "2026-11-01T08:00",
}  # fmt: skip


def agenda_file(*rows: dict[str, str], separator: str = ",", columns: tuple[str, ...] = KNOWN) -> str:
    """The text of a file with these rows, each filled up from GOOD."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="", delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(GOOD | row for row in rows)
    return out.getvalue()


def draft(uid: str = "robots", **said: Any) -> EventDraft:
    """A workshop of ten places on a December Saturday, from 14:00 to 16:00 in Paris."""
    usual: dict[str, Any] = {
        "title": "Petits robots",
        "starts_at": datetime(2026, 12, 5, 13, 0, tzinfo=UTC),
        "ends_at": datetime(2026, 12, 5, 15, 0, tzinfo=UTC),
        "kind": Kind.WORKSHOP,
        "age_min": 8,
        "age_max": 12,
        "audiences": (Audience.FAMILIES,),
        "themes": (Theme.CODING,),
        "capacity": 10,
    }
    return EventDraft(uid=uid, **(usual | said))
