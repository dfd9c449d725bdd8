"""Opening what a command needs: settings, key, database brought up to date, whoever answers."""

from datetime import datetime
from typing import TYPE_CHECKING

import typer

from bot import clock, keys, schema
from bot.errors import BotError
from bot.files import database_file
from bot.settings import Settings, load_settings
from bot.single import require_present
from knowledge.events import Event
from knowledge.filled import Filled, read_filled
from knowledge.store import Database, make_engine, vault

if TYPE_CHECKING:
    from bot.assistant.asking import Clerk


def settings() -> Settings:
    """The settings, the vault unlocked when there is a key."""
    found = load_settings()
    if found.keys:
        vault.unlock(found.keys)
    return found


def database(found: Settings) -> Database:
    """The database, its missing migrations run; refuses a key that is not the database's."""
    require_present(database_file(found.database_url))
    engine = make_engine(found.database_url)
    schema.upgrade(engine)
    opened = Database(engine)
    if found.keys:
        opened.do(keys.check)
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


def clerk(
    found: Settings, events: tuple[Event, ...], now: datetime, filled: Filled | None = None
) -> "Clerk":
    """Who answers about these events, with what is filled (the file's alone when not given); learns when it has to."""
    # Imported late: numpy costs half a second that `cite --help` need not pay.
    from bot.assistant.asking import Clerk
    from bot.assistant.compose import Assistant
    from bot.assistant.learning import Understanding
    from knowledge.library import load_library

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
