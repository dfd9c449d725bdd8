"""Receiving updates: fetched in batches or brought to the webhook, and committed before Telegram is told so."""

import asyncio
import hmac
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from telegram.error import Conflict, RetryAfter, TimedOut
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.bot_api.api import Api, read_update
from bot.core.settings import LOOPBACK, Settings
from bot.core.web import SafeHeaders
from bot.intake.inbox import ALLOWED_UPDATES, Incoming, read_raw
from knowledge.store.engine import DATABASE_FAULTS

log = logging.getLogger(__name__)

Keep = Callable[[tuple[Incoming, ...]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Timing:
    """How long receiving waits, in seconds; after any fault for less than a minute in all.

    A silence is noticed after `poll` and `margin`, and has been pause enough: then for less than half a minute.
    """

    poll: int = 20  # Telegram's longest is 50; idle connections are cut at about 39
    margin: float = 5.0
    first_pause: float = 1.0
    longest_pause: float = 15.0
    longest_halt: float = 60.0  # however long a 429 asks for: at worst the next one is a 429 too
    contested: float = 30.0  # while somebody else fetches who was there before
    settled: float = 60.0  # who has fetched so long by itself was there before


class Pulse(Protocol):
    """Who wants to know how receiving goes."""

    def tried(self) -> None:
        """A poll begins."""

    def heard(self) -> None:
        """A poll was answered well, and what it brought is committed."""

    def contested(self) -> None:
        """A poll was ended by somebody else's."""


TIMING = Timing()


async def poll(api: Api, keep: Keep, pulse: Pulse, timing: Timing = TIMING, turn: asyncio.Event | None = None) -> None:
    """Poll until cancelled, whenever it is our `turn`. `keep` returns once the batch is committed.

    Starts without an offset, then the last id of this batch + 1, never a stored maximum: update ids start
    again at random after an idle week. No error ends the loop, a refused token included.
    """
    offset: int | None = None
    pause, rivalry = timing.first_pause, _Rivalry(timing)
    while True:
        if turn is not None:
            await turn.wait()
        pulse.tried()
        try:
            offset = await _one(api, keep, offset, timing)
        except Conflict:
            pulse.contested()
            await asyncio.sleep(rivalry.met())
        except Exception as error:  # whatever it was, deafness would be worse
            if isinstance(error, TimedOut | TimeoutError):
                pause = timing.first_pause  # the silence was one
            await asyncio.sleep(await _wait_after(error, api, pause, timing))
            pause = min(pause * 1.5, timing.longest_pause)
        else:
            pulse.heard()
            rivalry.over()
            pause = timing.first_pause


class _Rivalry:
    """Another program fetches this bot's updates, or a webhook has them. Who came second waits; it is logged once."""

    def __init__(self, timing: Timing) -> None:
        self._timing, self._alone_since = timing, time.monotonic()
        self._is_on = self._is_first = False

    def met(self) -> float:
        """How long to wait."""
        if not self._is_on:
            self._is_on = True
            self._is_first |= time.monotonic() - self._alone_since > self._timing.settled
            log.error("somebody else fetches this bot's updates", extra={"action": "another_poller"})
        return self._timing.first_pause if self._is_first else self._timing.contested

    def over(self) -> None:
        """A poll was answered."""
        if self._is_on:
            self._is_on, self._alone_since = False, time.monotonic()
            log.warning("nobody else fetches", extra={"action": "another_poller_gone"})


async def _one(api: Api, keep: Keep, offset: int | None, timing: Timing) -> int | None:
    """One poll; the offset of the next, which confirms what was committed here."""
    async with asyncio.timeout(timing.poll + timing.margin):  # the client's own limit starts anew with each byte
        raw = await api.call(
            "getUpdates",
            timeout_s=timing.poll + timing.margin,
            offset=offset,
            limit=100,
            timeout=timing.poll,
            allowed_updates=ALLOWED_UPDATES,
        )
    batch = read_raw(raw)
    if not batch:
        if raw:
            raise ValueError("updates without a number")  # without a pause they would be asked for without end
        return offset
    await keep(batch)
    return batch[-1].update_id + 1


async def _wait_after(error: Exception, api: Api, pause: float, timing: Timing) -> float:
    """Do what may help against this error; the seconds to wait then."""
    if isinstance(error, RetryAfter):
        return min(_seconds(error), timing.longest_halt)
    log.warning("receiving failed", extra={"action": "poll_failed", "error": _name(error)})
    # RuntimeError: the last reconnection failed half way.
    if isinstance(error, TimedOut | TimeoutError | RuntimeError):
        await api.reconnect()
    return pause


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait if isinstance(wait, int | float) else wait.total_seconds())


def _name(error: Exception) -> str:
    # The name only: the text of an error may carry the token.
    return type(error).__name__


HEAD_WITHIN_S = 10.0


class HurriedProtocol(H11Protocol):
    """uvicorn's, which waits for ever for the rest of a head, a few bytes at a time if need be."""

    _limit: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """The first head is awaited."""
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        """Some of it has come, or all."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._head_is_here()

    def on_response_complete(self) -> None:
        """The next head is awaited, unless it came along already."""
        self._await_head()
        super().on_response_complete()
        if self.cycle is not None and not self.cycle.response_complete:
            self._head_is_here()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is awaited."""
        self._head_is_here()
        super().connection_lost(exc)

    def _await_head(self) -> None:
        self._head_is_here()
        self._limit = self.loop.call_later(HEAD_WITHIN_S, self.transport.abort)

    def _head_is_here(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
            self._limit = None


# Bytes. Far above what Telegram can send, since it sends again what is refused, and nothing behind it.
BODY_LIMIT = 2_000_000
BODY_WITHIN_S = 10.0
CONNECTIONS = 200  # Telegram opens 40 at most; whoever comes beyond is told 503
END_WITHIN_S = 3  # for requests under way when the process stops
RETRY_AFTER_S = "3"  # Telegram's own pauses grow to a minute and more
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # the header's name, not a secret

Health = Callable[[], Awaitable[dict[str, object]]]


class QuietServer(uvicorn.Server):
    """uvicorn without its signal handlers: the application decides when to stop."""

    def capture_signals(self) -> nullcontext[None]:  # type: ignore[override]  # a context manager either way
        """Leave signals alone."""
        return nullcontext()


def web_app(settings: Settings, keep: Keep, health: Health) -> Starlette:
    """The routes; the webhook's only when its address is set."""
    routes = [Route("/healthz", _health_route(health))]
    if settings.webhook_url:
        path = urlsplit(settings.webhook_url).path or "/"
        secret = settings.webhook_secret.get_secret_value()
        routes.append(Route(path, _webhook_route(keep, secret), methods=["POST"]))
    return Starlette(routes=routes, middleware=[Middleware(SafeHeaders)])


def server(app: Starlette, host: str, port: int) -> QuietServer:
    """A server for `app`, not yet running."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        log_config=None,
        server_header=False,
        access_log=False,
        http=HurriedProtocol,
        ws="none",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=END_WITHIN_S,
    )
    return QuietServer(config)


def _health_route(health: Health) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        report = await health()
        told = report if _is_near(request) else {"ok": report["ok"]}
        return JSONResponse(told, status_code=200 if report["ok"] else 503)

    return answer


def _is_near(request: Request) -> bool:
    """Whether it comes from this machine, and not by way of a web server that hands requests on."""
    handed_on = any(name in request.headers for name in FORWARDED)
    return not handed_on and request.client is not None and request.client.host in LOOPBACK


def _webhook_route(keep: Keep, secret: str) -> Callable[[Request], Awaitable[Response]]:
    async def receive(request: Request) -> Response:
        # Bytes, because compare_digest refuses text that is not ASCII.
        given = request.headers.get(SECRET_HEADER, "").encode()
        if not hmac.compare_digest(given, secret.encode()):
            return PlainTextResponse("no", status_code=403)
        try:
            async with asyncio.timeout(BODY_WITHIN_S):
                body = await _body(request)
        except TimeoutError:
            return PlainTextResponse("too slow", status_code=408)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        try:
            batch = read_raw([read_update(body)])
        except ValueError:
            return PlainTextResponse("not an update", status_code=400)
        try:
            await keep(batch)
        except (*DATABASE_FAULTS, OSError) as error:  # Telegram brings it again
            log.error("database fault", extra={"action": "db_fault", "error": type(error).__name__})
            return PlainTextResponse("later", status_code=503, headers={"retry-after": RETRY_AFTER_S})
        return PlainTextResponse("ok")

    return receive


async def _body(request: Request) -> bytes | None:
    received = bytearray()
    async for chunk in request.stream():
        received += chunk
        if len(received) > BODY_LIMIT:
            return None
    return bytes(received)
