"""`cite db`: bring the database up to date, check it, copy it, put a copy back."""

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import text

from bot import backup as backups
from bot import clock, schema
from bot.cli import opening
from bot.errors import BotError
from bot.files import database_file
from bot.single import require_present
from knowledge.store import make_engine

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Run the migrations that are missing."""
    opening.database(opening.settings()).close()
    typer.echo("The database is up to date.")


@app.command()
def check() -> None:
    """Say whether the database is whole and up to date."""
    url = opening.settings().database_url
    require_present(database_file(url))
    engine = make_engine(url)
    if not schema.is_current(engine):
        raise BotError("The database is not up to date: run `cite db upgrade`.")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            found = connection.execute(text("PRAGMA integrity_check")).scalar_one()
        if found != "ok":
            raise BotError("The database file is damaged: put a backup back with `cite db restore FILE`.")
    engine.dispose()
    typer.echo("The database is whole and up to date.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to put the copy")]) -> None:
    """Copy the SQLite database, even while the bot runs."""
    backups.back_up(_sqlite_file(), file)
    typer.echo(f"Copied to {file}.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="The copy to put back")]) -> None:
    """Put a copy back; the bot must be stopped. What was there before is kept beside it."""
    kept = backups.put_back(file, _sqlite_file(), clock.real_now())
    typer.echo("The copy is in place." if kept is None else f"The copy is in place. What was there before: {kept}.")


def _sqlite_file() -> Path:
    file = database_file(opening.settings().database_url)
    if file is None:
        raise BotError("This is for SQLite; for PostgreSQL use pg_dump and pg_restore.")
    return file
