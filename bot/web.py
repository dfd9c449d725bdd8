"""The bot's own web routes: Telegram's webhook, and /healthz."""

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.hurried_http import HurriedProtocol
from bot.intake.inbox import Incoming, read_raw
from bot.intake.raw import read_update
from bot.settings import Settings
from knowledge.store.faults import DATABASE_FAULTS

log = logging.getLogger(__name__)

# Bytes. Far above what Telegram can send, since it sends again what is refused, and nothing behind it.
BODY_LIMIT = 2_000_000
BODY_WITHIN_S = 10.0
CONNECTIONS = 200  # Telegram opens 40 at most; whoever comes beyond is told 503
END_WITHIN_S = 3  # for requests under way when the process stops
RETRY_AFTER_S = "3"  # Telegram's own pauses grow to a minute and more
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # the header's name, not a secret

Keep = Callable[[tuple[Incoming, ...]], Awaitable[None]]
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
    return Starlette(routes=routes)


def server(app: Starlette, host: str, port: int) -> QuietServer:
    """A server for `app`, not yet running."""
    config = uvicorn.Config(
        app, host=host, port=port, log_config=None, access_log=False, http=HurriedProtocol, ws="none",
        limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=END_WITHIN_S,
    )  # fmt: skip
    return QuietServer(config)


def _health_route(health: Health) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        report = await health()
        return JSONResponse(report, status_code=200 if report["ok"] else 503)

    return answer


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
