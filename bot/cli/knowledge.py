"""`cite knowledge`: check the files, list phrases, see what families asked in vain."""

from typing import Annotated

import typer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cli import opening
from bot.models import QuestionRow
from intents.catalogue import load_catalogue
from knowledge.library import load_library
from knowledge.sources import load_document

app = typer.Typer(help="What the bot knows.", no_args_is_help=True)


@app.command()
def check() -> None:
    """Read every data file strictly; the first fault is named with file, line and column."""
    library, catalogue = load_library(), load_catalogue()
    load_document()
    typer.echo(f"{len(library.topics)} topics and {len(catalogue.means)} intents are in order.")


@app.command()
def unanswered() -> None:
    """Count the questions that had no answer, by what is missing."""
    db = opening.database(opening.settings())

    def work(session: Session) -> list[tuple[str | None, int, int]]:
        asked, team = func.count(), func.count(QuestionRow.asked_team_at)
        rows = session.execute(
            select(QuestionRow.topic, asked, team).group_by(QuestionRow.topic).order_by(asked.desc())
        )
        return [(row[0], row[1], row[2]) for row in rows]

    for topic, asked, team in db.do(work):
        typer.echo(f"{asked}\t{team} for the team\t{topic or '(not recognised)'}")
    db.close()


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
