"""The events of an agenda file, as the bot would have them after importing it, in a database of their own."""

import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.agenda import upcoming
from knowledge.events import Event
from knowledge.importers.apply import apply
from knowledge.importers.csv_file import parse_csv
from knowledge.models import EventRow
from knowledge.store import Database, make_engine


def events_of(file: Path, zone: ZoneInfo, now: datetime) -> tuple[Event, ...]:
    """The file's events to come at `now`; raises what importing it would."""
    drafts = parse_csv(file.read_bytes(), zone)
    with tempfile.TemporaryDirectory() as folder:
        db = Database(make_engine(f"sqlite:///{folder}/agenda.db"))
        try:
            EventRow.metadata.create_all(db.engine)
            db.do(apply, drafts, now)
            return db.do(upcoming, now)
        finally:
            db.close()
