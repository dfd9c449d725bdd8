"""The one MetaData that every table of the project belongs to."""

from sqlalchemy import MetaData, Table
from sqlalchemy.orm import DeclarativeBase

# Constraints need names that do not depend on the database, or a migration could not drop them.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The parent of every mapped class, in whichever package it lives."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(row: type[Base]) -> Table:
    """The table of a mapped class, for statements that are built once and run without making objects."""
    found: Table = row.__table__  # type: ignore[assignment]  # what a declarative class maps is a Table
    return found
