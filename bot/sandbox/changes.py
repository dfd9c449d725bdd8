"""Wakes whoever waits for the sandbox to change, in whichever event loop or thread they wait."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TypeVar

Found = TypeVar("Found")
Listener = tuple[asyncio.AbstractEventLoop, asyncio.Event]


class Changes:
    """A bell per topic (a chat's id, "updates", "calls"), so that people do not wake each other."""

    def __init__(self) -> None:
        self._listeners: dict[Hashable, set[Listener]] = defaultdict(set)
        self._lock = Lock()
        self.closed = False

    def ring(self, *topics: Hashable) -> None:
        """Tells the listeners of these topics to look again; callable from any thread."""
        with self._lock:
            listeners = {listener for topic in topics for listener in self._listeners.get(topic, ())}
        for loop, event in listeners:
            with suppress(RuntimeError):  # that listener's loop is closed: nobody waits there any more
                loop.call_soon_threadsafe(event.set)

    def close(self) -> None:
        """Ends every wait at once, with None: the server is stopping."""
        self.closed = True
        with self._lock:
            topics = list(self._listeners)
        self.ring(*topics)

    def reopen(self) -> None:
        """Lets waits last again: the server starts on a state that was used before."""
        self.closed = False

    async def until(self, ready: Callable[[], Found | None], topic: Hashable, seconds: float | None) -> Found | None:
        """What `ready` returns once it is not None; None after `seconds` or when the server stops."""
        try:
            async with asyncio.timeout(seconds):
                return await self._found(ready, topic)
        except TimeoutError:
            return None

    async def _found(self, ready: Callable[[], Found | None], topic: Hashable) -> Found | None:
        with self._listening(topic) as event:
            while True:
                event.clear()
                if (found := ready()) is not None or self.closed:
                    return found
                await event.wait()

    @contextmanager
    def _listening(self, topic: Hashable) -> Iterator[asyncio.Event]:
        listener = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._listeners[topic].add(listener)
        try:
            yield listener[1]
        finally:
            self._forget(topic, listener)

    def _forget(self, topic: Hashable, listener: Listener) -> None:
        with self._lock:
            self._listeners[topic].discard(listener)
            if not self._listeners[topic]:
                del self._listeners[topic]
