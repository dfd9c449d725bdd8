"""The web routes against whoever connects: a request that does not come, one without end, and too many at once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
import uvicorn
from pydantic import SecretStr

from bot.core.settings import Settings
from bot.intake import receiving
from bot.intake.inbox import Incoming
from bot.sandbox.server import listen

SECRET = "a_secret_of_the_test"
HEAD = f"POST /hook HTTP/1.1\r\nHost: x.test\r\n{receiving.SECRET_HEADER}: {SECRET}\r\nContent-Length: 1000\r\n"
HEALTH = b"GET /healthz HTTP/1.1\r\nHost: x.test\r\n\r\n"
PATIENCE_S = 5.0


async def nothing(batch: tuple[Incoming, ...]) -> None:
    """Keep nothing."""


async def well() -> dict[str, object]:
    """All is."""
    return {"ok": True}


@asynccontextmanager
async def serving(made: uvicorn.Server | None = None) -> AsyncIterator[int]:
    """Our routes on a free port."""
    settings = Settings(webhook_url="https://x.test/hook", webhook_secret=SecretStr(SECRET))
    made, sock = made or receiving.server(receiving.web_app(settings, nothing, well), "127.0.0.1", 0), listen()
    task = asyncio.create_task(made.serve(sockets=[sock]))
    try:
        yield sock.getsockname()[1]
    finally:
        made.should_exit = True
        await task


async def ends(reader: asyncio.StreamReader) -> bytes:
    """All that comes until the server ends the connection."""
    async with asyncio.timeout(PATIENCE_S):
        try:
            return await reader.read()
        except ConnectionError:
            return b""


async def drip(port: int, text: str) -> bytes:
    """Say something, then a byte now and again, until the server ends it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(text.encode())
    heard = asyncio.create_task(ends(reader))
    while not heard.done():
        writer.write(b"x")
        await asyncio.wait([heard], timeout=0.05)
    writer.close()
    return heard.result()


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "HEAD_WITHIN_S", 0.3)
    monkeypatch.setattr(receiving, "BODY_WITHIN_S", 0.3)


@pytest.mark.parametrize("before", ["", HEALTH.decode()], ids=["first", "next"])
async def test_a_head_that_drips_is_given_up(before: str) -> None:
    async with serving() as port:
        heard = await drip(port, before + "POST /hook HTTP/1.1\r\nX-Slow: ")
    assert heard.count(b"200 OK") == (1 if before else 0)


async def test_a_body_that_drips_is_given_up() -> None:
    async with serving() as port:
        assert b"408" in await drip(port, HEAD + "\r\n")


async def test_the_web_server_alone_waits_for_a_head_for_ever() -> None:
    plain = receiving.QuietServer(uvicorn.Config(receiving.web_app(Settings(), nothing, well), log_config=None))
    with pytest.raises(TimeoutError):
        async with serving(plain) as port:
            await drip(port, "GET / HTTP/1.1\r\nX-Slow: ")


async def test_a_request_that_is_worked_on_is_not_cut_by_the_limit_of_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    async def slowly() -> dict[str, object]:
        await asyncio.sleep(0.6)
        return {"ok": True}

    app = receiving.web_app(Settings(), nothing, slowly)
    async with serving(receiving.server(app, "127.0.0.1", 0)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEALTH * 2)
        for _ in range(2):
            async with asyncio.timeout(PATIENCE_S):
                assert b"200 OK" in await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(len(b'{"ok":true}'))
        writer.close()


async def test_beyond_so_many_connections_the_next_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "CONNECTIONS", 3)
    monkeypatch.setattr(receiving, "HEAD_WITHIN_S", 30.0)
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(serving())
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEALTH)
        async with asyncio.timeout(PATIENCE_S):
            assert b" 503 " in await reader.readline()
        for _, one in [*idle, (reader, writer)]:
            one.close()
