"""Starts and stops the sandbox's server: in this event loop, or in a thread of its own."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import uvicorn
from starlette.applications import Starlette

from bot.sandbox.clock import ClockControl
from bot.sandbox.connection import CuttableProtocol
from bot.sandbox.server import create_app
from bot.sandbox.state import Sandbox


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
