"""`cite db`: brought up to date, checked, copied, put back; `cite inbox aside`, `cite outbox aside`: what failed."""

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, astuple
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from bot.cli import opening
from bot.core import clock, database
from bot.core.errors import BotError
from bot.core.files import database_file, require_present
from bot.intake import inbox as aside
from bot.intake.inbox import SetAside as Update
from bot.run import backup as backups
from bot.run import rekeying
from bot.run.rekeying import Cell
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from scheduler.outbox import failing
from scheduler.outbox.failing import SetAside as Message

MOST_NAMED = 20
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
    if not database.is_current(engine):
        raise BotError("The database is not up to date: run `cite db upgrade`.")
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            found = connection.execute(text("PRAGMA integrity_check")).scalar_one()
        if found != "ok":
            raise BotError("The database file is damaged: put a backup back with `cite db restore FILE`.")
    _check_the_key(engine)
    engine.dispose()
    typer.echo("The database is whole and up to date.")


def _check_the_key(engine: Engine) -> None:
    """The key is the database's, and opens every cell; nothing without a key."""
    if not vault.names:
        return
    db = Database(engine)
    db.do(database.check)
    spoilt = rekeying.unreadable(db)
    if spoilt:
        raise BotError(f"The key opens all but these cells, which are damaged: {_places(spoilt)}.")


@app.command()
def rekey() -> None:
    """Seal everything with the newest key, so that an older one can go. The bot may run; cut short, do it again."""
    settings = opening.settings()
    if not settings.keys:
        raise BotError("CITE_SECRET_KEY is missing: put the newest key first, a comma, then the older one.")
    db = opening.database(settings)
    done = rekeying.rekey(db, clock.real_now(), settings.beat_every.total_seconds())
    db.close()
    typer.echo(f"{done.rows} rows were sealed anew. Everything needs {database.named(vault.names[:1])} now.")
    if done.may_go:
        old = database.named(done.may_go).capitalize()
        typer.echo(f"{old} may go from CITE_SECRET_KEY; older backups need it still.")
    if done.unreadable:
        typer.echo(f"Left as they are, since no key opens them: {_places(done.unreadable)}.")


def _places(cells: Collection[Cell]) -> str:
    shown = [f"{cell.table}.{cell.column} no. {cell.row[-1]}" for cell in sorted(cells, key=astuple)]
    return ", ".join(shown[:MOST_NAMED]) + (", …" if len(shown) > MOST_NAMED else "")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to put the copy, such as cite.zip")]) -> None:
    """Copy the database, even while the bot runs."""
    contents = backups.back_up(opening.settings().database_url, file, clock.real_now())
    typer.echo(f"Copied to {file}.")
    if contents.keys:
        typer.echo(f"To read it takes {database.named(contents.keys)}, which must not lie beside it.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The copy to put back")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Over a PostgreSQL database that is not empty: its tables are moved aside")
    ] = False,
) -> None:
    """Put a copy back, into SQLite or PostgreSQL; the bot must be stopped. What was there before is kept."""
    settings = opening.settings()
    with backups.read_copy(file) as copy:
        _require_keys_of(file, copy.contents.keys)
        kept = backups.put_back(copy, settings.database_url, clock.real_now(), replace=replace)
        rows = sum(table.rows for table in copy.contents.tables)
    typer.echo(f"The copy is in place: {rows} rows, compared one by one.")
    if kept is not None:
        typer.echo(f"What was there before: {kept}")


def _require_keys_of(file: Path, keys: tuple[str, ...]) -> None:
    missing = database.missing_of(keys) if vault.names else ()
    if missing:
        raise BotError(
            f"To read {file} takes {database.named(missing)}: add it to CITE_SECRET_KEY first. Nothing was changed."
        )


inbox = typer.Typer(help="What came in.", no_args_is_help=True)
outbox = typer.Typer(help="What is to be sent.", no_args_is_help=True)

Numbers = Annotated[list[int] | None, typer.Argument(help="Only these numbers (default: all)")]
Replay = Annotated[bool, typer.Option("--replay", help="Try them again; the bot may be running")]
Json = Annotated[bool, typer.Option("--json", help="For a script")]
_Rows: TypeAlias = Sequence[Update] | Sequence[Message]


@inbox.callback()
def _inbox() -> None:
    """What came in."""


@outbox.callback()
def _outbox() -> None:
    """What is to be sent."""


@inbox.command("aside")
def updates(numbers: Numbers = None, replay: Replay = False, as_json: Json = False) -> None:
    """List the updates that were set aside: numbers and kinds of error, never words."""
    _show(aside.listed, aside.replay, numbers, replay, as_json)


@outbox.command("aside")
def messages(numbers: Numbers = None, replay: Replay = False, as_json: Json = False) -> None:
    """List the messages that were set aside: numbers and kinds of error, never words."""
    _show(failing.listed, failing.replay, numbers, replay, as_json)


def _show(
    listed: Callable[[Session], _Rows],
    again: Callable[[Session, Collection[int] | None], int],
    numbers: list[int] | None,
    replay: bool,
    as_json: bool,
) -> None:
    db = opening.database(opening.settings())
    if replay:
        typer.echo(f"{db.do(again, numbers or None)} will be tried again.")
    else:
        rows = db.do(listed)
        typer.echo(_json(rows) if as_json else "\n".join(map(_line, rows)) or "Nothing is set aside.")
    db.close()


def _json(rows: _Rows) -> str:
    return json.dumps([asdict(row) for row in rows], default=str, indent=1)


def _line(row: Update | Message) -> str:
    if isinstance(row, Message):
        return f"no. {row.id}, chat {row.chat_id}, {row.created_at:%Y-%m-%d %H:%M} UTC: {row.error}"
    gone = "" if row.has_body else " (its words were erased: it cannot be tried again)"
    return f"no. {row.update_id}, chat {row.chat_id}, {row.received_at:%Y-%m-%d %H:%M} UTC: {row.error}{gone}"
