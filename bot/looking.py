"""Reading the database without writing, for commands that work before there is one too."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from knowledge.filled import Filled, read_filled
from knowledge.filled_table import all_filled
from knowledge.store import make_engine

T = TypeVar("T")


def look(database_url: str, read: Callable[[Session], T]) -> T | None:
    """What `read` finds; None when there is no such database or table yet, or it does not answer."""
    engine = make_engine(database_url, read_only=True)
    try:
        with Session(engine) as session:
            return read(session)
    except DatabaseError:
        return None
    finally:
        engine.dispose()


def filled_now(database_url: str) -> Filled:
    """What is filled in table and file; raises ContentError for the file."""
    found = look(database_url, all_filled)
    return read_filled() if found is None else found
