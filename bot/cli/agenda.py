"""`cite agenda`: import a file or what is at an address, export it again, list what is to come.

`cite signups`: who comes, for the team's own list.
"""

import asyncio
import csv
import io
import json
import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.cli import opening
from bot.core import clock
from bot.core.errors import BotError
from bot.core.web import Fetched, Fetcher
from bot.messages import dates
from knowledge.agenda import agenda
from knowledge.agenda.agenda import Event
from knowledge.exchange import formats
from knowledge.exchange.apply import ImportReport, apply
from knowledge.exchange.cells import protect
from knowledge.exchange.formats import Format
from scheduler.reminders.rules import fault_in
from scheduler.seats.answers import Question
from scheduler.seats.outcomes import RosterRow
from scheduler.signups import signups
from scheduler.signups.event_changes import follow_up

app = typer.Typer(help="The agenda: import, export, list.", no_args_is_help=True)


@app.command("import")
def import_file(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="CSV, XLSX, .ics, OpenAgenda JSON, or its https address")
    ],
) -> None:
    """Add and update events by their uid; a changed date is a move. All lines go in, or none."""
    settings = opening.settings()
    found = _content(source)
    drafts = formats.read(found.content, found.name, settings.zone, clock.real_now(), fault_in)
    db = opening.database(settings)

    def work(session: Session) -> tuple[ImportReport, tuple[Event, ...]]:
        now = clock.business_now(session, may_shift=settings.api_is_local)
        report = apply(session, drafts, now)
        follow_up(session, report, settings.hours, now)
        return report, _moved_into_the_past(session, report, now)

    report, too_late = db.do(work)
    db.close()
    typer.echo(
        f"{len(report.added)} added, {len(report.changed)} changed ({len(report.moved)} moved, "
        f"{len(report.cancelled)} cancelled), {len(report.unchanged)} unchanged."
    )
    for event in too_late:
        typer.echo(f"Warning: {event.uid} moved to a date that is already past; no family was told of it.", err=True)


def _content(source: str) -> Fetched:
    if "://" in source:
        return asyncio.run(Fetcher()(source))
    return Fetched(Path(source).read_bytes(), Path(source).name)


def _moved_into_the_past(session: Session, report: ImportReport, now: datetime) -> tuple[Event, ...]:
    """Events with people signed up whose new date nobody is told of: most likely a slip in the file."""
    moved = (agenda.by_id(session, one.event_id) for one in report.moved)
    return tuple(event for event in moved if event is not None and event.taken and event.ends_at <= now)


@app.command("export")
def export_file(
    kind: Annotated[Format, typer.Option("--format", help="Which program it is for")] = Format.CSV,
    out: Annotated[Path | None, typer.Option(help="The file to write, instead of printing it")] = None,
) -> None:
    """Print the whole agenda: CSV for a French spreadsheet unless told otherwise."""
    settings = opening.settings()
    db = opening.database(settings)
    content = formats.write(db.do(agenda.everything), kind, settings.zone)
    db.close()
    if out is None:
        sys.stdout.buffer.write(content)
    else:
        out.write_bytes(content)


@app.command("list")
def list_events(
    every: Annotated[bool, typer.Option("--all", help="Past and cancelled ones too")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For scripts")] = False,
) -> None:
    """List what is to come; drafts, which families do not see, are said to be."""
    settings = opening.settings()
    db = opening.database(settings)

    def work(session: Session) -> tuple[Event, ...]:
        now = clock.business_now(session, may_shift=settings.api_is_local)
        return agenda.everything(session) if every else agenda.to_come(session, now)

    events = db.do(work)
    db.close()
    if as_json:
        typer.echo(json.dumps([_fields(event) for event in events], ensure_ascii=False, indent=1))
        return
    for event in events:
        when = dates.moment(event.starts_at, settings.zone, "fr")
        places = "-" if event.capacity is None else f"{event.taken}/{event.capacity}"
        typer.echo(f"{event.uid}\t{event.code}\t{when}\t{event.title}\t{places}\t{event.status.value}")


def _fields(event: Event) -> dict[str, object]:
    return {
        "uid": event.uid,
        "code": event.code,
        "title": event.title,
        "starts_at": event.starts_at.isoformat(),
        "ends_at": event.ends_at.isoformat(),
        "kind": event.kind.value,
        "room": event.room,
        "age_min": event.age_min,
        "age_max": event.age_max,
        "capacity": event.capacity,
        "taken": event.taken,
        "over": event.over,
        "free": event.free_places,
        "status": event.status.value,
        "revision": event.revision,
    }


signups_app = typer.Typer(help="The sign-ups.", no_args_is_help=True)
FIELDS = (
    "family", "participant", "age", "state", "position", "created_at", "note",
    *(question.value for question in Question),
)  # fmt: skip
BIRTHDAY = "anniversaire ce mois-ci"  # for the team at the door: the age may be one year less


class RowFormat(StrEnum):
    """How to write the rows."""

    JSON = "json"
    CSV = "csv"


@signups_app.callback()
def _group() -> None:
    """The sign-ups."""


@signups_app.command("export")
def export_signups(
    event: Annotated[str, typer.Option("--event", help="The event's uid")],
    form: Annotated[RowFormat, typer.Option("--format")] = RowFormat.JSON,
) -> None:
    """Everyone who signed up for an event: places, offers, the waiting list in its order, then who cancelled."""
    settings = opening.settings()
    db = opening.database(settings)
    rows = db.do(signups.roster, event, settings.hours)
    db.close()
    if rows is None:
        raise BotError(f"There is no event with the uid {event}: `cite agenda list --all` shows them.")
    found = [_row_fields(row) for row in rows]
    if form is RowFormat.JSON:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        sys.stdout.buffer.write(_csv(found).encode())


def _row_fields(row: RosterRow) -> dict[str, object]:
    values = (
        row.family_number,
        row.first_name,
        row.age,
        row.state.value,
        row.position,
        row.created_at.isoformat(),
        BIRTHDAY if row.age_is_open else None,
        *(_answer(row, question) for question in Question),
    )
    return dict(zip(FIELDS, values, strict=True))


def _answer(row: RosterRow, question: Question) -> str | None:
    return next((answer.words for answer in row.answers if answer.question is question), None)


def _csv(rows: list[dict[str, object]]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(FIELDS)
    writer.writerows([_safe(row[name]) for name in FIELDS] for row in rows)
    return out.getvalue()


def _safe(value: object) -> str:
    return "" if value is None else protect(str(value))
