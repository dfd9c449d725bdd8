"""Tells those who look for work how much has come in, so that hardly anybody looks in vain."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """A reason to look, and whether a piece is promised; `rung`: how many pieces had been, when it was given."""

    promised: bool
    rung: int


class Bell:
    """Shared by the tasks of one process that take work from the same line, each piece by one of them.

    A ring promises one piece. What no ring of this process announced (left by a dead one, stored by another replica,
    a pause that is over) is found by a look now and then; whoever finds such a piece lets somebody look again.
    """

    def __init__(self) -> None:
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

    async def heard(self, seconds: float) -> Look:
        """Wait until there is a reason to look.

        Without a ring, one of all who wait looks every so many seconds.
        """
        while not self._promised:
            now = asyncio.get_running_loop().time()
            if self._look_at <= now:
                self._look_at = now + seconds
                return Look(False, self._rung)
            self._event.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout_at(self._look_at):
                    await self._event.wait()
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
