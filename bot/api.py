"""Telegram's Bot API as we call it: by method name and parameters, raw JSON back."""

import asyncio
import os
from contextlib import suppress
from typing import Any

from telegram import Bot, InputFile

from bot.calls import Call
from bot.wire import Wire

# The library's new way of giving `retry_after`; without it every flood error carries a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

SEND_TIMEOUT_S = 20.0  # well under the outbox's lease of 40 s
CONNECT_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 2.0


class Api(Bot):
    """python-telegram-bot's client, with its request layer and its errors, but raw answers.

    Raw because `get_updates` of the library raises for a whole batch when one update is odd (design.md §3.2).
    """

    def __init__(self, token: str, api_url: str) -> None:
        super().__init__(
            token,
            base_url=f"{api_url.rstrip('/')}/bot",
            base_file_url=f"{api_url.rstrip('/')}/file/bot",
            request=_request(connections=16),
            get_updates_request=_request(connections=8),
        )

    async def call(self, method: str, /, *, timeout_s: float = SEND_TIMEOUT_S, **parameters: Any) -> Any:
        """Call `method`; raises telegram.error.TelegramError as the library does."""
        return await self._post(method, parameters, read_timeout=timeout_s)

    async def reconnect(self) -> None:
        """Poll over fresh connections from now on: one that a proxy left half open would keep the bot deaf."""
        request, _ = self._request
        with suppress(Exception):  # whatever is wrong with the old ones, they are given up
            async with asyncio.timeout(CLOSE_TIMEOUT_S):
                await request.shutdown()  # the next poll opens others

    async def close_wires(self) -> None:
        """Give up all connections."""
        for request in self._request:
            await request.shutdown()

    async def send(self, call: Call) -> Any:
        """Carry out a rendered call, its attachment included."""
        parameters: dict[str, Any] = dict(call.parameters)
        if (attached := call.attachment) is not None:
            parameters[attached.kind] = InputFile(attached.content, filename=attached.name)
        return await self.call(call.method, **parameters)


def _request(connections: int) -> Wire:
    return Wire(connections=connections, timeout_s=SEND_TIMEOUT_S, connect_timeout_s=CONNECT_TIMEOUT_S)
