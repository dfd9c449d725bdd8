"""Opening what a command needs: settings, key, database brought up to date."""

from bot import schema
from bot.settings import Settings, load_settings
from knowledge.store import Database, make_engine, vault


def settings() -> Settings:
    """The settings, the vault unlocked when there is a key."""
    found = load_settings()
    if found.keys:
        vault.unlock(found.keys)
    return found


def database(found: Settings) -> Database:
    """The database, its missing migrations run."""
    engine = make_engine(found.database_url)
    schema.upgrade(engine)
    return Database(engine)
