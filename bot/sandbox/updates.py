"""Who waits for what: updates that Telegram holds until they are confirmed, what setWebhook set, bells for a change."""

import asyncio
import random
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from threading import Lock
from typing import TypeVar
from urllib.parse import urlsplit

from bot.sandbox.values import Json

UPDATES = "updates"
"""The topic that rings when an update arrives, or when who may fetch them changes."""

_ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Update:
    """`queue` names the line it stands in: Telegram delivers one at a time to a webhook from each line."""

    id: int
    kind: str
    body: Json
    queue: str

    def as_json(self) -> Json:
        """Telegram's Update."""
        return {"update_id": self.id, self.kind: self.body}


class UpdateQueue:
    """Sequential ids from a random start; kinds the bot did not ask for are never stored."""

    def __init__(self) -> None:
        self.next_id = random.randrange(10_000_000, 900_000_000)
        self.pending: deque[Update] = deque()
        self.confirmed: deque[Update] = deque(maxlen=_KEPT)
        self.allowed: tuple[str, ...] | None = None
        self.poll = 0

    def add(self, kind: str, body: Json, queue: str) -> Update | None:
        """Stores an update; None when the bot did not ask for this kind."""
        if not self.wanted(kind):
            return None
        update = Update(self.next_id, kind, body, queue)
        self.next_id += 1
        self.pending.append(update)
        return update

    def wanted(self, kind: str) -> bool:
        """Whether allowed_updates, as last given, lets this kind through."""
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def allow(self, kinds: list[str] | None) -> None:
        """Remembers allowed_updates; None keeps the previous setting, an empty list asks for the default."""
        if kinds is not None:
            self.allowed = tuple(kinds) or None

    def begin_poll(self, offset: int) -> int:
        """Confirms what lies before the offset and makes every older poll end; returns this poll's number."""
        self.poll += 1
        if offset < 0:
            self._drop(max(0, len(self.pending) + offset))
        while offset > 0 and self.pending and self.pending[0].id < offset:
            self._drop(1)
        return self.poll

    def done(self, update: Update) -> None:
        """A webhook took it."""
        self.pending.remove(update)
        self.confirmed.append(update)

    def clear(self) -> None:
        """drop_pending_updates."""
        self._drop(len(self.pending))

    def redeliver(self, last: int) -> None:
        """Puts the last confirmed updates back in front, ids unchanged, as Telegram does after a lost
        confirmation.
        """
        for _ in range(min(last, len(self.confirmed))):
            self.pending.appendleft(self.confirmed.pop())

    def restart_ids(self, first: int) -> None:
        """Continues from another id, as after a week without any update."""
        self.next_id = first

    def _drop(self, count: int) -> None:
        for _ in range(count):
            self.confirmed.append(self.pending.popleft())


@dataclass(slots=True)
class Webhook:
    """No address: the bot polls.

    `retry_unit` is the first pause after a failure, in seconds (tests shorten it).
    """

    url: str = ""
    secret: str = ""
    max_connections: int = 40
    last_error: str = ""
    last_error_date: int = 0
    retry_unit: float = 1.0

    @property
    def is_here(self) -> bool:
        """Whether it lies on this very machine: what is made up here is delivered nowhere else."""
        return is_loopback(urlsplit(self.url).hostname or "")

    def as_json(self, waiting: int, allowed: tuple[str, ...] | None) -> Json:
        """Telegram's WebhookInfo."""
        info: Json = {"url": self.url, "has_custom_certificate": False, "pending_update_count": waiting}
        if self.url:
            info |= {"max_connections": self.max_connections, "ip_address": "127.0.0.1"}
        if allowed:
            info["allowed_updates"] = list(allowed)
        if self.last_error:
            info |= {"last_error_date": self.last_error_date, "last_error_message": self.last_error}
        return info


def is_loopback(host: str) -> bool:
    """Whether this host is this machine, whatever a name server says."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


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
