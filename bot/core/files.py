"""Files of one machine: those that hold personal data, the lock of a database, the cache folder of the learnt model."""

import fcntl
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from sqlalchemy.engine import make_url

from bot.core import clock
from bot.core.errors import BotError, BusyError

PRIVATE = 0o600
UMASK = 0o077  # of every `cite`: what it writes is nobody else's to read


def database_file(url: str) -> Path | None:
    """The SQLite file of this address; None on PostgreSQL, and in memory."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database and parsed.database != ":memory:"
    return Path(str(parsed.database)) if is_file else None


def lock_of(database: Path) -> Path:
    """The file that whoever works on this database holds. It stays, and so tells that there was one."""
    return database.with_name(f"{database.name}.lock")


def make_private(path: Path) -> None:
    """Create this empty file for nobody else; FileExistsError when it is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))


def open_to_others(settings: Path | None, database: Path | None) -> tuple[Path, ...]:
    """The file of settings, the database and what lies beside it under its name, as far as others can open them."""
    beside = sorted(database.parent.glob(f"{database.name}*")) if database is not None else []
    kept = beside if settings is None else [settings, *beside]
    return tuple(path for path in kept if path.suffix != ".lock" and path.is_file() and _is_open(path))


def _is_open(path: Path) -> bool:
    return bool(stat.S_IMODE(path.stat().st_mode) & UMASK)


@dataclass(frozen=True, slots=True)
class Place:
    """A file as it lay where it lay: moved away, or another one put there, it is not the same any more."""

    path: Path
    device: int
    number: int

    @classmethod
    def of(cls, path: Path) -> "Place":
        """Where it lies now."""
        found = path.stat()
        return cls(path, found.st_dev, found.st_ino)

    def is_left(self) -> bool:
        """Whether the file lies there no more."""
        try:
            return Place.of(self.path) != self
        except FileNotFoundError:
            return True


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
