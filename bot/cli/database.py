"""`cite db`: bring the database up to date, check it, copy it, put a copy back."""

import sqlite3
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import text

from bot import schema
from bot.cli import opening
from bot.errors import BotError
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
    engine = make_engine(opening.settings().database_url)
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
    if file.exists():
        raise BotError(f"{file} exists already: choose another name.")
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    with sqlite3.connect(_sqlite_path()) as source, sqlite3.connect(part) as copy:
        source.backup(copy)
    copy.close()
    source.close()
    part.rename(file)
    typer.echo(f"Copied to {file}.")


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="The copy to put back")]) -> None:
    """Put a copy back; the bot must be stopped."""
    if not file.is_file():
        raise BotError(f"There is no file {file}.")
    with sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True) as copy:
        if not _is_sound(copy):
            raise BotError(f"{file} is damaged, or no copy of this bot's database: nothing was changed.")
        with sqlite3.connect(_sqlite_path()) as target:
            copy.backup(target)
    target.close()
    copy.close()
    typer.echo("The copy is in place.")


def _is_sound(copy: sqlite3.Connection) -> bool:
    try:
        whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    except sqlite3.DatabaseError:
        return False
    return whole and ours is not None


def _sqlite_path() -> str:
    engine = make_engine(opening.settings().database_url)
    if engine.dialect.name != "sqlite" or not engine.url.database:
        raise BotError("This is for SQLite; for PostgreSQL use pg_dump and pg_restore.")
    engine.dispose()
    return engine.url.database
