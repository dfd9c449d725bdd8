"""Where the learnt model lies, once for all databases of a user, and who learns it: one process at a time."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from bot import clock

NAME = "cite-du-numerique-bot"
_LOCK = ".lock"  # whoever holds it writes into it how far it is
Tell = Callable[[float], None]  # which share is done, from 0 to 1


@dataclass(frozen=True, slots=True)
class Progress:
    """Which share of learning is done, from 0 to 1, after so many seconds."""

    share: float = 0.0
    after: float = 0.0

    @property
    def left(self) -> float | None:
        """How many seconds remain at this pace; None when too little is done to tell."""
        return self.after * (1 - self.share) / self.share if self.share > 0 else None


def cache_folder(named: str) -> Path:
    """The folder that CITE_CACHE names, else the user's own for caches."""
    return Path(named) if named else platformdirs.user_cache_path(NAME, appauthor=False)


@contextmanager
def alone_in(cache: Path | None) -> Iterator[Tell]:
    """Wait until no other process learns into this folder, and let none begin; what is told, whoever waits can read."""
    if cache is None:
        yield lambda share: None
        return
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / _LOCK).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        begun = clock.elapsed()

        def tell(share: float) -> None:
            lock.truncate(0)
            lock.write(f"{share} {begun}")
            lock.flush()

        yield tell
        lock.truncate(0)


def progress(cache: Path) -> Progress:
    """How far whoever learns into this folder has come."""
    try:
        share, begun = map(float, (cache / _LOCK).read_text().split())
    except (OSError, ValueError):  # nobody learns, or is about to write it
        return Progress()
    return Progress(share, max(0.0, clock.elapsed() - begun))
