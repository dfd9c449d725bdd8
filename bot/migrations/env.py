"""Alembic's entry point: all tables of all packages, on SQLite and PostgreSQL alike."""

from alembic import context
from sqlalchemy import Connection, text

from knowledge.store.columns import Base

LOCK = 5_411_841  # any number, the same in every replica


def migrate(connection: Connection) -> None:
    """Run inside the caller's connection."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
    )
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    context.run_migrations()


migrate(context.config.attributes["connection"])
