"""A bot's webhook for tests: keeps what it gets, answers as told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Hook:
    """`answers` are used up one by one, then 200; `gate` cleared makes every delivery wait."""

    url: str = ""
    received: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, count: int) -> list[str]:
        """The texts received, once there are that many."""
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.received) >= count)
        return [_words(update) for update in self.received]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.lower().splitlines() if line.startswith("content-length")
        )
        update = json.loads(await reader.readexactly(length))
        async with self.arrived:
            self.received.append(update)
            self.headers.append(head)
            self.arrived.notify_all()
        await self.gate.wait()
        answer = self.answers.pop(0) if self.answers else "HTTP/1.1 200 OK"
        writer.write(f"{answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()
        await writer.wait_closed()


def _words(update: dict[str, Any]) -> str:
    if "callback_query" in update:
        return f"press {update['callback_query']['data']}"
    return str(update["message"]["text"])


@asynccontextmanager
async def listening() -> AsyncIterator[Hook]:
    """A hook on a free loopback port."""
    hook = Hook()
    hook.gate.set()
    server = await asyncio.start_server(hook.serve, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    hook.url = f"http://{host}:{port}/hook"
    async with server:
        yield hook
