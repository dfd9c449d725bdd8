"""One process a SQLite database: a lock that the system frees by itself when the process dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BusyError
from knowledge.store import Database


@contextmanager
def only_process(db: Database) -> Iterator[None]:
    """Hold the database for this process; BusyError when another one does. Nothing to do on PostgreSQL.

    A start takes back what its predecessor held, which must not happen while the predecessor still works.
    """
    path = db.engine.url.database
    if not db.is_sqlite or not path or path == ":memory:":
        yield
        return
    with Path(f"{path}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError("Another `cite run` already works on this database: stop it first.") from error
        yield
