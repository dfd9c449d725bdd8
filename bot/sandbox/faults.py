"""Telegram's sending limits, and the faults that a test can order: what the server does instead of answering well."""

import math
import socket
import struct
from asyncio import BaseTransport, Transport
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox.values import Json

EVERY_METHOD = "*"


class Reply(StrEnum):
    """What the wire carries in the end."""

    NORMAL = "normal"  # the true answer
    ERROR = "error"  # Telegram's envelope with an error code
    HTML = "html"  # a proxy's error page
    RESET = "reset"  # the connection breaks, no answer
    TRUNCATED = "truncated"  # half of the JSON text
    EMPTY = "empty"  # status 200 without a byte
    TWICE = "twice"  # the answer, each of its updates doubled
    SLOW = "slow"  # a few bytes at a time


@dataclass(frozen=True, slots=True)
class Fault:
    """`processed`: whether the request takes effect; `pause`: seconds before the reply, math.inf for ever."""

    reply: Reply
    processed: bool = False
    pause: float = 0.0
    code: int = 200
    description: str = ""
    parameters: Json = field(default_factory=dict)


def error(code: int, description: str, processed: bool = False, **parameters: int) -> Fault:
    """Any error of Telegram's, e.g.

    `error(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1)`.
    """
    return Fault(Reply.ERROR, processed, code=code, description=description, parameters=dict(parameters))


def too_many_requests(retry_after: int = 1) -> Fault:
    """429, with the seconds to wait."""
    return error(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)


def unauthorized() -> Fault:
    """The passing 401 that Telegram sometimes answers to a good token."""
    return error(401, "Unauthorized")


def conflict() -> Fault:
    """Another poller seems to run."""
    text = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    return error(409, text)


def server_error(code: int = 500, processed: bool = False) -> Fault:
    """Telegram's own trouble, in its envelope."""
    return error(code, "Internal Server Error", processed)


def bad_gateway(processed: bool = False) -> Fault:
    """502 as an HTML page, from a proxy in between."""
    return Fault(Reply.HTML, processed, code=502)


def hang(processed: bool = False) -> Fault:
    """No answer at all until the client gives up."""
    return Fault(Reply.NORMAL, processed, pause=math.inf)


def delay(seconds: float, processed: bool = True) -> Fault:
    """The true answer, late; not `processed` means that the effect is late too."""
    return Fault(Reply.NORMAL, processed, pause=seconds)


def reset(processed: bool = False) -> Fault:
    """The connection is reset; `processed`: accepted first, the ambiguous case."""
    return Fault(Reply.RESET, processed)


def truncated(processed: bool = True) -> Fault:
    """The first half of the answer's JSON, with status 200."""
    return Fault(Reply.TRUNCATED, processed)


def empty(processed: bool = True) -> Fault:
    """Status 200 and nothing in it."""
    return Fault(Reply.EMPTY, processed)


def duplicated() -> Fault:
    """For getUpdates and "webhook": each update comes twice."""
    return Fault(Reply.TWICE, processed=True)


def slow(pause: float = 0.02) -> Fault:
    """The true answer, eight bytes every `pause` seconds."""
    return Fault(Reply.SLOW, processed=True, pause=pause)


class Faults:
    """The faults still to come, method by method, in the order they were ordered."""

    def __init__(self) -> None:
        self._queues: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """The next `times` calls of the method (or of any, with "*") meet this fault."""
        self._queues[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """The fault this call meets, used up; None: all is well."""
        for name in (method.lower(), EVERY_METHOD):
            if self._queues.get(name):
                return self._queues[name].popleft()
        return None

    def clear(self) -> None:
        """From now on all is well."""
        self._queues.clear()


_LINGER_ZERO = struct.pack("ii", 1, 0)  # closing then sends RST instead of FIN
_open: dict[tuple[str, int], Transport] = {}


class CuttableProtocol(H11Protocol):
    """uvicorn's HTTP, with its connections known by the client's address."""

    def connection_made(self, transport: Any) -> None:
        """A client came."""
        super().connection_made(transport)
        if self.client:
            _open[self.client] = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """A client left."""
        if self.client:
            _open.pop(self.client, None)
        super().connection_lost(exc)


def reset_connection(client: tuple[str, int]) -> None:
    """Breaks this client's connection at once; the client sees "connection reset by peer"."""
    transport: BaseTransport | None = _open.get(client)
    if not isinstance(transport, Transport):
        return
    sock: socket.socket | None = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_ZERO)
    transport.abort()


@dataclass(frozen=True, slots=True)
class Limits:
    """How many messages are let through before a 429."""

    per_second: int = 30
    chat_burst: int = 5
    chat_per_second: float = 1.0
    group_per_minute: int = 20


@dataclass(slots=True)
class _Bucket:
    """Tokens left in a chat's burst, counted at `at`."""

    left: float
    at: float


@dataclass(slots=True)
class Limiter:
    """Decides about one message at a time; `limits` None lets everything through."""

    limits: Limits | None
    elapsed: Callable[[], float]
    _sent: deque[float] = field(default_factory=deque)
    _groups: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _buckets: dict[int, _Bucket] = field(default_factory=dict)

    def refuse(self, chat_id: int) -> int | None:
        """Seconds to wait (Telegram's retry_after) when this message is one too many; else counts it."""
        if self.limits is None:
            return None
        now = self.elapsed()
        waits = [self._overall(self.limits, now), self._chat(self.limits, chat_id, now)]
        if chat_id < 0:
            waits.append(_wait(self._groups[chat_id], now, 60.0, self.limits.group_per_minute))
        if worst := max(waits):
            return math.ceil(worst)
        self._count(chat_id, now)
        return None

    def _overall(self, limits: Limits, now: float) -> float:
        return _wait(self._sent, now, 1.0, limits.per_second)

    def _chat(self, limits: Limits, chat_id: int, now: float) -> float:
        bucket = self._buckets.setdefault(chat_id, _Bucket(limits.chat_burst, now))
        grown = bucket.left + (now - bucket.at) * limits.chat_per_second
        bucket.left, bucket.at = min(float(limits.chat_burst), grown), now
        return max(0.0, (1 - bucket.left) / limits.chat_per_second)

    def _count(self, chat_id: int, now: float) -> None:
        self._sent.append(now)
        self._buckets[chat_id].left -= 1
        if chat_id < 0:
            self._groups[chat_id].append(now)


def _wait(sent: deque[float], now: float, span: float, most: int) -> float:
    """Seconds until fewer than `most` of these instants lie in the last `span` seconds."""
    while sent and sent[0] <= now - span:
        sent.popleft()
    return sent[-most] + span - now if len(sent) >= most else 0.0
