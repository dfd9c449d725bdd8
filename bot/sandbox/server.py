"""The sandbox as a web application, started and stopped; updates brought to the bot's webhook in order."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.core.web import SafeHeaders
from bot.sandbox import page
from bot.sandbox.faults import CuttableProtocol, Fault, Reply
from bot.sandbox.methods import bot_api, bot_file
from bot.sandbox.page import ClockControl, RealClock
from bot.sandbox.state import Sandbox
from bot.sandbox.updates import UPDATES, Update

RESPONSE_TIMEOUT = 60.0
LONGEST_PAUSE = 60.0
_FAULTS = "webhook"


class WebhookSender:
    """Runs beside the server. One update at a time from each line, several lines side by side."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._busy: set[str] = set()

    async def run(self) -> None:
        """Delivers until cancelled."""
        async with (
            httpx.AsyncClient(timeout=RESPONSE_TIMEOUT, trust_env=False) as client,
            asyncio.TaskGroup() as group,
        ):
            while True:
                update = await self._sandbox.changes.until(self._next, UPDATES, None)
                if update is None:
                    return
                group.create_task(self._deliver(client, update))

    def _next(self) -> Update | None:
        """The oldest update whose line is free; its line is then taken."""
        hook = self._sandbox.webhook
        if not hook.url or len(self._busy) >= hook.max_connections:
            return None
        with self._sandbox.lock:
            for update in self._sandbox.updates.pending:
                if update.queue not in self._busy:
                    self._busy.add(update.queue)
                    return update
        return None

    async def _deliver(self, client: httpx.AsyncClient, update: Update) -> None:
        url, failures = self._sandbox.webhook.url, 0
        while self._still_due(url, update):
            if (wait := await self._attempt(client, update, failures)) is None:
                break
            failures += 1
            await self._sandbox.changes.until(lambda: None, f"retry {update.id}", wait)
        self._busy.discard(update.queue)
        self._sandbox.changes.ring(UPDATES)

    def _still_due(self, url: str, update: Update) -> bool:
        sandbox = self._sandbox
        return sandbox.webhook.url == url and update in sandbox.updates.pending and not sandbox.changes.closed

    async def _attempt(self, client: httpx.AsyncClient, update: Update, failures: int) -> float | None:
        """None when the bot took it, else the seconds before the next try."""
        hook = self._sandbox.webhook
        if not hook.is_here:
            self._failed("Only a webhook on this machine is delivered to")
            return LONGEST_PAUSE
        pause = min(hook.retry_unit * 2.0**failures, LONGEST_PAUSE)
        try:
            response = await self._post(client, update)
        except httpx.HTTPError as problem:
            self._failed(f"Connection failed: {type(problem).__name__}")
            return pause
        if response.is_success:
            with self._sandbox.lock:
                if update in self._sandbox.updates.pending:
                    self._sandbox.updates.done(update)
            return None
        self._failed(f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}")
        asked: str = response.headers.get("retry-after", "")
        return float(asked) if asked.isdigit() else pause

    async def _post(self, client: httpx.AsyncClient, update: Update) -> httpx.Response:
        hook = self._sandbox.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        fault = self._sandbox.faults.take(_FAULTS)
        if _doubles(fault):
            await client.post(hook.url, json=update.as_json(), headers=headers)
        return await client.post(hook.url, json=update.as_json(), headers=headers)

    def _failed(self, why: str) -> None:
        hook = self._sandbox.webhook
        hook.last_error, hook.last_error_date = why, int(datetime.now(UTC).timestamp())


def _doubles(fault: Fault | None) -> bool:
    return fault is not None and fault.reply is Reply.TWICE


_PAGE = Path(__file__).parent / "page"
_PAGE_FILES = {path.name for path in _PAGE.iterdir() if path.suffix in (".js", ".css", ".svg", ".html")}
# A page from elsewhere whose name is made to point to this machine still says its own name.
_HOSTS = ["127.0.0.1", "localhost"]
_OWN = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
_PAGE_ALONE = {"Content-Security-Policy": _OWN + "form-action 'none'; frame-ancestors 'none'"}  # no inline script


def create_app(sandbox: Sandbox, clock: ClockControl | None = None) -> Starlette:
    """The application for one sandbox; with a clock, messages are dated by it and the page can move it."""
    if clock is not None:
        sandbox.now = clock.now
    routes = [
        Route("/bot{token}/{method}", bot_api, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", bot_file, methods=["GET"]),
        *page.routes(),
        Route("/", _index, methods=["GET"]),
        Route("/static/{name}", _static, methods=["GET"]),
    ]
    middleware = [Middleware(SafeHeaders, more=_PAGE_ALONE), Middleware(TrustedHostMiddleware, allowed_hosts=_HOSTS)]
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


async def _index(request: Request) -> Response:
    return FileResponse(_PAGE / "index.html")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    return FileResponse(_PAGE / name) if name in _PAGE_FILES else Response("no such file", 404)


@dataclass(frozen=True, slots=True)
class Running:
    """A server that accepts connections. `url` is the page, and what CITE_API_URL wants."""

    sandbox: Sandbox
    url: str

    @property
    def base_url(self) -> str:
        """For `telegram.Bot(token, base_url=...)`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        """For `telegram.Bot(token, base_file_url=...)`."""
        return f"{self.url}/file/bot"


class _Server(uvicorn.Server):
    """uvicorn that says when it is ready, ends long polls when it stops, and leaves signals to its owner."""

    def __init__(self, app: Starlette) -> None:
        config = uvicorn.Config(
            app,
            http=CuttableProtocol,
            ws="none",
            log_level="warning",
            access_log=False,
            date_header=False,
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)
        self._changes = app.state.sandbox.changes
        self.ready = asyncio.Event()
        self.leaving = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Opens the port."""
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        """Waits for the end without looking at the clock ten times a second."""
        await self.on_tick(0)
        await self.leaving.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends what waits, then closes."""
        self._changes.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None are captured."""
        yield


def listen(host: str = "127.0.0.1", port: int = 0) -> socket.socket:
    """A listening socket; port 0 takes a free one. OSError when the port is taken."""
    sock = socket.create_server((host, port), backlog=1024)
    # asyncio sets this only where the protocol is spelt out; without it each answer waits 40 ms for an acknowledgement.
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


async def serve(app: Starlette, sock: socket.socket) -> None:
    """Serves on a listening socket until cancelled, then stops in good order."""
    async with _started(_Server(app), sock):
        await asyncio.Event().wait()


@asynccontextmanager
async def running(
    sandbox: Sandbox | None = None, clock: ClockControl | None = None, port: int = 0
) -> AsyncIterator[Running]:
    """A server in this event loop, on a free loopback port unless one is given, until the block ends."""
    sandbox = sandbox or Sandbox()
    sock = listen(port=port)
    url = _url(sock)
    async with _started(_Server(create_app(sandbox, clock)), sock):
        yield Running(sandbox, url)


@contextmanager
def running_in_a_thread(
    sandbox: Sandbox | None = None, clock: ClockControl | None = None, port: int = 0
) -> Iterator[Running]:
    """The same from code that is not asynchronous, or when the test's loop is kept busy: a thread serves."""
    sandbox = sandbox or Sandbox()
    sock = listen(port=port)
    url, stop, ready = _url(sock), threading.Event(), threading.Event()

    async def main() -> None:
        async with _started(_Server(create_app(sandbox, clock)), sock):
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=lambda: asyncio.run(main()), name="sandbox", daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield Running(sandbox, url)
    finally:
        stop.set()
        thread.join(10)


@asynccontextmanager
async def _started(server: _Server, sock: socket.socket) -> AsyncIterator[None]:
    task = asyncio.create_task(server.serve([sock]))
    await server.ready.wait()
    try:
        yield
    finally:
        server.leaving.set()
        await task


def _url(sock: socket.socket) -> str:
    host, port = sock.getsockname()[:2]
    return f"http://{host}:{port}"
