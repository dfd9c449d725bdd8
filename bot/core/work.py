"""Work that waits: who is told that some came in, and the names under which it is leased."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from knowledge.store.database import Database

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """A reason to look, and whether a piece is promised; `rung`: how many pieces had been, when it was given."""

    promised: bool
    rung: int


class Bell(Generic[T]):
    """Shared by the `takers`, the tasks of one process that take work from the same line, each piece by one of them.

    A ring promises one piece. What no ring of this process announced (left by a dead one, stored by another replica,
    a pause that is over) is found by a look now and then; whoever finds such a piece lets somebody look again.
    A piece that is taken already is handed over, while there is room: somebody has nothing to do.
    """

    def __init__(self, takers: int = 1) -> None:
        self._takers = takers
        self._handed: deque[T] = deque()
        self._event = asyncio.Event()
        self._rung = self._promised = self._busy = self._in_vain = 0
        self._look_at = 0.0  # by the loop's clock: nobody has looked yet

    def ring(self, pieces: int = 1) -> None:
        """So many pieces have come in."""
        self._promised += pieces
        self._rung += pieces
        if pieces:
            self._event.set()

    def look_again(self) -> None:
        """There may be more, without a promise."""
        self._look_at = 0.0
        self._event.set()

    @property
    def room(self) -> int:
        """How many of the takers have nothing to do, as far as is known here."""
        return max(0, self._takers - self._busy - self._promised - len(self._handed))

    def hand(self, piece: T) -> None:
        """The next who listens has this to do."""
        self._handed.append(piece)
        self._event.set()

    def left(self) -> list[T]:
        """What was handed to nobody; for the end."""
        left, self._handed = list(self._handed), deque()
        return left

    async def heard(self, seconds: float) -> Look | T:
        """Wait until there is something to do, or a reason to look.

        Without a ring, one of all who wait looks every so many seconds.
        """
        while not self._promised and not self._handed:
            now = asyncio.get_running_loop().time()
            if self._look_at <= now:
                self._look_at = now + seconds
                return Look(False, self._rung)
            self._event.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._look_at):
                    await self._event.wait()
        if self._handed:
            return self._handed.popleft()
        self._promised -= 1
        return Look(True, self._rung)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Work on a piece. Once it is done, what was looked for in vain meanwhile may be free."""
        self._busy += 1
        try:
            yield
        finally:
            self._busy -= 1
            self._in_vain, pieces = 0, self._in_vain
            self.ring(pieces)

    def in_vain(self, look: Look) -> None:
        """Nothing was found: what was promised is held up by somebody who is busy here, or another replica has it."""
        dropped = self._drop(look)
        if self._busy:
            self._in_vain += dropped + 1

    def not_before(self, look: Look, seconds: float) -> None:
        """Nothing that is there may be taken sooner; only what has come in since the look is worth another."""
        self._drop(look)
        self._look_at = asyncio.get_running_loop().time() + seconds

    def _drop(self, look: Look) -> int:
        """Forget what was promised when this look began: what came in while it lasted, it may not have seen."""
        older = max(0, self._promised - (self._rung - look.rung))
        self._promised -= older
        return older


class Leases:
    """A name serves one claim. `give_back` frees what is held under one."""

    def __init__(self, db: Database, owner: str, give_back: Callable[[Session, str], None]) -> None:
        self._db, self._owner, self._free = db, owner, give_back
        self._numbers = count()
        self._doubtful: set[str] = set()

    def name(self) -> str:
        """A new one."""
        return f"{self._owner}{next(self._numbers)}"

    def begin_anew(self, owner: str) -> None:
        """From now on under this; what was held before was freed by others."""
        self._owner = owner
        self._doubtful.clear()

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
