"""A Telegram that hands out updates byte by byte as they were given: the sandbox only holds what JSON can say."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import islice
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.intake.receiving import server
from bot.sandbox.server import listen


class RawTelegram:
    """Its getUpdates confirms below the offset and gives the next hundred; everything else is fine."""

    def __init__(self, updates: dict[int, bytes]) -> None:
        self.pending = dict(updates)
        self.url = ""

    async def answer(self, request: Request) -> Response:
        """One call."""
        if request.path_params["method"] != "getUpdates":
            return Response(b'{"ok":true,"result":true}', media_type="application/json")
        offset = int(parse_qs((await request.body()).decode()).get("offset", ["0"])[0])
        self.pending = {number: body for number, body in self.pending.items() if number >= offset}
        batch = b",".join(islice(self.pending.values(), 100))
        return Response(b'{"ok":true,"result":[' + batch + b"]}", media_type="application/json")


@asynccontextmanager
async def raw_telegram(updates: dict[int, bytes]) -> AsyncIterator[RawTelegram]:
    """One with these updates, on a free port."""
    telegram, sock = RawTelegram(updates), listen()
    telegram.url = "http://{}:{}".format(*sock.getsockname())
    routes = [Route("/bot{token}/{method}", telegram.answer, methods=["POST"])]
    web = server(Starlette(routes=routes), "127.0.0.1", 0)
    task = asyncio.create_task(web.serve(sockets=[sock]))
    try:
        yield telegram
    finally:
        web.should_exit = True
        await task
