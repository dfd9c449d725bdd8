"""The sandbox as a web application: the Bot API, the page and its interface."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox import page_api
from bot.sandbox.clock import ClockControl, RealClock
from bot.sandbox.state import Sandbox
from bot.sandbox.webhook import WebhookSender
from bot.sandbox.wire import bot_api, bot_file

_PAGE = Path(__file__).parent / "page"
_PAGE_FILES = {path.name for path in _PAGE.iterdir() if path.suffix in (".js", ".css", ".svg", ".html")}
# A page from elsewhere whose name is made to point to this machine still says its own name.
_HOSTS = ["127.0.0.1", "localhost"]
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


def create_app(sandbox: Sandbox, clock: ClockControl | None = None) -> Starlette:
    """The application for one sandbox; with a clock, messages are dated by it and the page can move it."""
    if clock is not None:
        sandbox.now = clock.now
    routes = [
        Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", bot_file, methods=["GET"]),
        *page_api.routes(),
        Route("/", _index, methods=["GET"]),
        Route("/static/{name}", _static, methods=["GET"]),
    ]
    middleware = [Middleware(SafeHeaders), Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)]
    app = Starlette(routes=routes, middleware=middleware, lifespan=_lifespan)
    app.state.sandbox, app.state.clock = sandbox, clock or RealClock()
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    sandbox: Sandbox = app.state.sandbox
    sandbox.changes.reopen()
    sender = asyncio.create_task(WebhookSender(sandbox).run())
    yield
    sandbox.changes.close()
    sender.cancel()
    await asyncio.wait([sender])


class SafeHeaders:
    """Nothing from elsewhere, no inline script, nothing kept by the browser."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(key.encode(), value.encode()) for key, value in _HEADERS.items()]
            await send(message)

        await self._app(scope, receive, send_with_headers)


async def _index(request: Request) -> Response:
    return FileResponse(_PAGE / "index.html")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    return FileResponse(_PAGE / name) if name in _PAGE_FILES else Response("no such file", 404)
