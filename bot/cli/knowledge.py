"""`cite knowledge`: check the files, list phrases, see what families asked in vain and what to fill first."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.cli import filling, opening
from bot.looking import filled_now
from bot.models import QuestionRow
from bot.settings import Settings
from intents.catalogue import load_catalogue
from knowledge.content_check import check_content
from knowledge.filled import FILLED
from knowledge.first import load_first
from knowledge.library import load_library
from knowledge.sources import load_document
from knowledge.things_read import load_things

if TYPE_CHECKING:
    from bot.assistant.missing import Asked, Known

app = typer.Typer(help="What the bot knows.", no_args_is_help=True)
filling.register(app)


@app.command()
def check() -> None:
    """Read every data file strictly; the first fault is named with file, line and column."""
    read, catalogue = check_content(), load_catalogue()
    load_document()
    typer.echo(f"{read.topics} topics and {len(catalogue.means)} intents are in order.")
    facts = read.filled.facts
    typer.echo(f"{read.things} things and {read.attributes} attributes too; {len(facts)} of their cells are filled in.")
    for fact in (one for one in facts if one.until is not None and one.until < clock.today(opening.settings().zone)):
        typer.echo(f"{fact.cell} is told no more: its last day was {fact.until}.")


@app.command()
def unanswered(
    first: Annotated[bool, typer.Option("--first", help="Print entries to fill before opening instead")] = False,
) -> None:
    """Count the questions that had no answer, by what is missing: times asked, of these for the team, what is said."""
    settings = opening.settings()
    today = clock.today(settings.zone)
    known = _known(settings, today)
    for line in _to_fill(known, today) if first else [one.line for one in known.missing(_questions(settings))]:
        typer.echo(line)


def _known(settings: Settings, today: date) -> "Known":
    from bot.assistant.missing import Known  # late, with fluent: `cite --help` need not pay for it

    return Known(library=load_library(), things=load_things(), filled=filled_now(settings.database_url).on(today))


def _to_fill(known: "Known", today: date) -> list[str]:
    empty = known.empty(load_first())
    if not empty:
        return ["What families ask first is all told or filled."]
    return [f"# For knowledge/content/{FILLED}, the most needed first:", *known.entries(empty, today)]


def _questions(settings: Settings) -> "tuple[Asked, ...]":
    from bot.assistant.missing import Asked

    def work(session: Session) -> tuple[Asked, ...]:
        rows = session.execute(select(QuestionRow.topic, QuestionRow.asked_team_at.is_not(None)))
        return tuple(Asked(topic, for_team) for topic, for_team in rows)

    db = opening.database(settings)
    found = db.do(work)
    db.close()
    return found


@app.command()
def phrases(topic: Annotated[str, typer.Argument(help="A topic's id, such as address")]) -> None:
    """Print the phrasings of one topic."""
    found = next((one for one in load_library().topics if one.id == topic), None)
    if found is None:
        typer.echo(f"There is no topic {topic}.", err=True)
        raise typer.Exit(1)
    for language in ("fr", "en"):
        for phrase in found.phrases[language]:
            typer.echo(f"{language}\t{phrase}")
