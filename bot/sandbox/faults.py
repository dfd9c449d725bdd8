"""Faults a test can order: what the server does instead of answering well."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import StrEnum

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
