"""Where the learnt model lies, once for all databases of a user, and who learns it: one process at a time."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs

NAME = "cite-du-numerique-bot"


def cache_folder(named: str) -> Path:
    """The folder that CITE_CACHE names, else the user's own for caches."""
    return Path(named) if named else platformdirs.user_cache_path(NAME, appauthor=False)


@contextmanager
def alone_in(cache: Path | None) -> Iterator[None]:
    """Wait until no other process learns into this folder, and let none begin."""
    if cache is None:
        yield
        return
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
