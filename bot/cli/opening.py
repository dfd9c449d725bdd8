"""Opening what a command needs: settings, key, database brought up to date, whoever answers."""

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot.core import clock
from bot.core import database as stored
from bot.core.errors import BotError
from bot.core.files import database_file, require_present
from bot.core.settings import Settings, load_settings
from knowledge.agenda.agenda import Event
from knowledge.library.filled import Filled, read_filled
from knowledge.store.columns import vault
from knowledge.store.database import Database
from knowledge.store.engine import make_engine

if TYPE_CHECKING:
    from bot.assistant.asking import Clerk


def settings() -> Settings:
    """The settings, the vault unlocked when there is a key."""
    found = load_settings()
    if found.keys:
        vault.unlock(found.keys)
    return found


def database(found: Settings) -> Database:
    """The database, its missing migrations run, after a copy was made; refuses a key that is not the database's."""
    from bot.run.backup import make_before_upgrade  # late: half a second that `cite --help` need not pay

    require_present(database_file(found.database_url))
    engine = make_engine(found.database_url)
    copy = make_before_upgrade(found, engine, clock.real_now())
    if copy is not None:
        typer.echo(f"Before the database was brought up to date, it was copied to {copy}.", err=True)
    stored.upgrade(engine)
    opened = Database(engine)
    if found.keys:
        opened.do(stored.check)
    return opened


def instant(said: str, found: Settings) -> datetime:
    """The instant of a `--now`, the venue's time if it names no zone; the real one when empty. Raises BotError."""
    if not said:
        return clock.real_now()
    try:
        read = datetime.fromisoformat(said)
    except ValueError as error:
        raise BotError(f"{said} is not an instant: write 2026-12-01T10:00.") from error
    return read if read.tzinfo else read.replace(tzinfo=found.zone)


def clerk(found: Settings, events: tuple[Event, ...], now: datetime, filled: Filled | None = None) -> "Clerk":
    """Who answers about these events, with what is filled (the file's alone when not given); learns when it has to."""
    # Imported late: numpy costs half a second that `cite --help` need not pay.
    from bot.assistant.asking import Clerk
    from bot.assistant.compose import Assistant
    from bot.assistant.learning import Understanding
    from knowledge.library.library import load_library

    cache = found.cache_folder
    library = load_library(kept=cache)
    assistant = Assistant(library, found.zone, filled=filled or read_filled())
    understanding = Understanding.open(
        cache, found.zone, lambda share: typer.echo(learning_line(share), err=True), library
    )
    return Clerk(assistant=assistant, understanding=understanding, events=events, now=now)


def learning_line(share: float) -> str:
    """How far learning is, in both languages."""
    return f"J’apprends mes réponses, une fois pour toutes / learning, once and for all: {share:.0%}"
