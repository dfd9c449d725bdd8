"""One process a SQLite database: a lock that the system frees by itself when the process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BotError, BusyError
from bot.files import lock_of


@contextmanager
def only_process(database: Path | None) -> Iterator[None]:
    """Hold the database file for this process; BusyError when another one does. Nothing to do without a file.

    A start takes back what its predecessor held, which must not happen while the predecessor still works.
    """
    if database is None:
        yield
        return
    with lock_of(database).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError("Another `cite run` already works on this database: stop it first.") from error
        yield


def require_present(database: Path | None) -> None:
    """BotError when the database was moved away since it was last worked on: an empty one would hide the loss."""
    if database is not None and not database.exists() and lock_of(database).exists():
        raise BotError(
            f"The database {database} is gone: put it back, or a copy with `cite db restore FILE`. "
            f"To begin with an empty one, remove {lock_of(database)}."
        )
