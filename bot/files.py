"""The files that hold personal data: for nobody but who runs the bot, and where the database lies."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url

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
