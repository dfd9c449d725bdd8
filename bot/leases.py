"""Names under which work is leased, and those of them under which something may be held that nobody here has."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

from sqlalchemy.orm import Session

from knowledge.store import Database


class Leases:
    """A name serves one claim. `give_back` frees what is held under one."""

    def __init__(self, db: Database, owner: str, give_back: Callable[[Session, str], None]) -> None:
        self._db, self._owner, self._free = db, owner, give_back
        self._numbers = count()
        self._doubtful: set[str] = set()

    def name(self) -> str:
        """A new one."""
        return f"{self._owner}{next(self._numbers)}"

    def doubt(self, *names: str) -> None:
        """What is held under these is nobody's: a fault interrupted who had it, or it was handed to nobody."""
        self._doubtful.update(names)

    @property
    def is_in_doubt(self) -> bool:
        """Whether there is something to give back."""
        return bool(self._doubtful)

    @contextmanager
    def doubted_on_a_fault(self, *names: str) -> Iterator[None]:
        """Claim under these: one whose answer is lost may have been committed."""
        try:
            yield
        except BaseException:
            self.doubt(*names)
            raise

    async def give_back(self) -> None:
        """Free what is in doubt, instead of letting a lease run out."""
        for name in tuple(self._doubtful):
            await self._db.run(self._free, name)
            self._doubtful.discard(name)
