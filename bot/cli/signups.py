"""`cite signups`: who comes, for the team's own list."""

import csv
import io
import json
import sys
from enum import StrEnum
from typing import Annotated

import typer

from bot.cli import opening
from bot.core.errors import BotError
from knowledge.exchange.cells import protect
from scheduler.seats.answers import Question
from scheduler.seats.outcomes import RosterRow
from scheduler.signups import signups

app = typer.Typer(help="The sign-ups.", no_args_is_help=True)
FIELDS = (
    "family", "participant", "age", "state", "position", "created_at", "note",
    *(question.value for question in Question),
)  # fmt: skip
BIRTHDAY = "anniversaire ce mois-ci"  # for the team at the door: the age may be one year less


class Format(StrEnum):
    """How to write the rows."""

    JSON = "json"
    CSV = "csv"


@app.callback()
def _group() -> None:
    """The sign-ups."""


@app.command("export")
def export(
    event: Annotated[str, typer.Option("--event", help="The event's uid")],
    form: Annotated[Format, typer.Option("--format")] = Format.JSON,
) -> None:
    """Everyone who signed up for an event: places, offers, the waiting list in its order, then who cancelled."""
    settings = opening.settings()
    db = opening.database(settings)
    rows = db.do(signups.roster, event, settings.hours)
    db.close()
    if rows is None:
        raise BotError(f"There is no event with the uid {event}: `cite agenda list --all` shows them.")
    found = [_fields(row) for row in rows]
    if form is Format.JSON:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        sys.stdout.buffer.write(_csv(found).encode())


def _fields(row: RosterRow) -> dict[str, object]:
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
