"""The way to the Bot API: pooled connections, calls by name, answers read without trust, presses answered."""

import asyncio
import json
import logging
import os
import re
from contextlib import suppress
from functools import cache
from ssl import SSLContext
from typing import Any
from urllib.parse import urlencode
from urllib.request import getproxies

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    ServerTimeoutError,
    TCPConnector,
)
from httpx import create_ssl_context
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.bot_api.replies import Call
from bot.core.errors import NeverLeftError

KEPT_OPEN_S = 15.0  # an unused connection
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Wire(BaseRequest):
    """`connections` at most at once. `timeout_s`: for each read, unless a call says otherwise."""

    def __init__(self, *, connections: int, timeout_s: float, connect_timeout_s: float) -> None:
        self._connections, self._timeout_s, self._connect_timeout_s = connections, timeout_s, connect_timeout_s
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """In seconds."""
        return self._timeout_s

    async def initialize(self) -> None:
        """Nothing to do: the first call opens what it needs."""

    async def shutdown(self) -> None:
        """Close all connections; a later call opens new ones."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """See :func:`read_answer`: one update that cannot be read costs nobody the others. Logs nothing of it."""
        try:
            return read_answer(payload)
        except ValueError as error:
            raise TelegramError("Invalid server response") from error

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body. TimedOut and NetworkError as the library has them; NeverLeftError is the cause where
        nothing was sent.
        """
        patience = self._timeout_s if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            async with self._sent(url, method, request_data, patience) as response:
                return response.status, await response.read()
        except ConnectionTimeoutError as error:  # no free connection, or none was made
            raise TimedOut from NeverLeftError(_name(error))
        except (ServerTimeoutError, TimeoutError) as error:
            raise TimedOut(f"Timed out: {_name(error)}") from None
        except ClientConnectorError as error:
            raise NetworkError(_name(error)) from NeverLeftError(_name(error))
        except (ClientError, OSError, ValueError) as error:
            raise NetworkError(_name(error)) from None

    def _sent(self, url: str, method: str, data: RequestData | None, patience: float | None) -> Any:
        limits = ClientTimeout(
            total=None, connect=2 * self._connect_timeout_s, sock_connect=self._connect_timeout_s, sock_read=patience
        )
        # A redirection is an answer that is no Bot API's, as it was: never followed with a message in hand.
        return self._opened().request(method, url, timeout=limits, allow_redirects=False, **_body(data))

    def _opened(self) -> ClientSession:
        if self._session is None:
            connector = TCPConnector(limit=self._connections, keepalive_timeout=KEPT_OPEN_S, ssl=_trusted())
            # Asked once, as the environment is read anew at each call otherwise.
            behind_a_proxy = bool(getproxies())
            self._session = ClientSession(connector=connector, cookie_jar=DummyCookieJar(), trust_env=behind_a_proxy)
        return self._session


@cache
def _trusted() -> SSLContext:
    """The same authorities as the library's own client trusts."""
    return create_ssl_context()


def _body(data: RequestData | None) -> dict[str, Any]:
    if data is None:
        return {}
    if data.multipart_data:
        return {"data": _form(data)}
    return {"data": urlencode(data.json_parameters).encode(), "headers": _FORM}


def _form(data: RequestData) -> FormData:
    form = FormData(data.json_parameters, quote_fields=False)  # a file keeps its name, accents and spaces too
    for name, (filename, content, kind) in (data.multipart_data or {}).items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _name(error: Exception) -> str:
    # The name only: the text may hold the address, and the address the token.
    return type(error).__name__


# The library's new way of giving `retry_after`; without it every flood error carries a deprecation warning.
os.environ.setdefault("PTB_TIMEDELTA", "true")

_OK = 200
SEND_TIMEOUT_S = 20.0  # well under the outbox's lease of 40 s
CONNECT_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 2.0


class Api(Bot):
    """python-telegram-bot's client, with its request layer and its errors, but raw answers.

    Raw because `get_updates` of the library raises for a whole batch when one update is odd (ARCHITECTURE.md, Inbox).
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

    async def download(self, file_id: str, *, most: int, timeout_s: float = SEND_TIMEOUT_S) -> bytes | None:
        """A file that somebody sent; None for one of more than `most` bytes. Raises TelegramError."""
        told = await self.call("getFile", file_id=file_id, timeout_s=timeout_s)
        if int(told.get("file_size") or 0) > most:
            return None
        where = f"{self.base_file_url}/{told['file_path']}"
        status, content = await self._request[1].do_request(where, "GET", read_timeout=timeout_s)
        if status != _OK:
            raise NetworkError(f"no file: {status}")
        return content if len(content) <= most else None

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


log = logging.getLogger(__name__)

EMPTY_AFTER_S = 5.0
NEVER_AFTER_S = 10.0
REMEMBERED_S = 120.0  # longer than the worker may still come with a toast after the empty answer
AT_ONCE = 8  # half of the connections: after an outage, thousands of presses must not hold up what is sent
TOAST_LIMIT = 200  # Bot API, answerCallbackQuery.text


class CallbackAnswers:
    """Every press heard gets an answer: with its toast after the commit, empty if that takes too long."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._waiting: dict[str, tuple[float, asyncio.TimerHandle]] = {}
        self._answered: dict[str, float] = {}
        self._sending: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(AT_ONCE)

    def heard(self, callback_id: str) -> None:
        """Start the clock of a press that has just come in."""
        if callback_id in self._waiting or callback_id in self._answered:
            return  # Telegram repeats what it is not sure that we have
        loop = asyncio.get_running_loop()
        timer = loop.call_later(EMPTY_AFTER_S, self.answer, callback_id, None)
        self._waiting[callback_id] = (loop.time(), timer)

    def answer(self, callback_id: str, toast: str | None, *, age: float = 0.0) -> None:
        """Answer once; nothing when it was answered already, or is too old to be answered at all.

        `age` is the seconds since it was stored, for a press that another process heard, or this one before
        it was started again.
        """
        now = asyncio.get_running_loop().time()
        if callback_id in self._answered:
            return
        heard_at, timer = self._waiting.pop(callback_id, (now - age, None))
        if timer is not None:
            timer.cancel()
        self._remember(callback_id, now)
        if now - heard_at < NEVER_AFTER_S:
            task = asyncio.create_task(self._send(callback_id, toast, heard_at + NEVER_AFTER_S))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    def _remember(self, callback_id: str, now: float) -> None:
        while self._answered:  # in the order in which they were answered
            oldest = next(iter(self._answered))
            if now - self._answered[oldest] < REMEMBERED_S:
                break
            del self._answered[oldest]
        self._answered[callback_id] = now

    async def close(self, within: float) -> None:
        """Answer what still waits, and let the last answers go out, for so many seconds at most."""
        for callback_id in list(self._waiting):
            self.answer(callback_id, None)
        if self._sending:
            await asyncio.wait(self._sending, timeout=within)

    async def _send(self, callback_id: str, toast: str | None, until: float) -> None:
        async with self._slots:
            if asyncio.get_running_loop().time() < until:
                await self._call(callback_id, toast)

    async def _call(self, callback_id: str, toast: str | None) -> None:
        text = {"text": toast[:TOAST_LIMIT]} if toast else {}
        try:
            await self._api.call("answerCallbackQuery", timeout_s=NEVER_AFTER_S, callback_query_id=callback_id, **text)
        except TelegramError as error:
            # "query is too old": the press did its work, only the little clock on the button is late.
            log.info("press not answered", extra={"action": "answer_refused", "error": type(error).__name__})


_MARKS = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
_GOOD = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
_UPDATE_ID = re.compile(r'(?<!\\)"update_id"\s*:\s*(\d{1,18})\b')
_UPDATE_DEPTH = 3  # {"ok": true, "result": [{…


def read_answer(payload: bytes) -> dict[str, Any]:
    """An answer of the Bot API; in a list of updates, those that cannot be read stay bytes.

    Raises ValueError when it is not whole, so that nothing is taken for received that was cut off.
    """
    try:
        read: dict[str, Any] = json.loads(payload.decode(errors="replace"))
    except (ValueError, RecursionError):
        if not _GOOD.match(payload):
            raise ValueError("not an answer") from None
        return {"ok": True, "result": [_read_update(part) for part in _split(payload)]}
    return read


def read_update(body: bytes) -> Any:
    """One update from a webhook. Raises ValueError for what has no number either."""
    found = _read_update(body)
    if isinstance(found, bytes) and number_of(found) is None:
        raise ValueError("not an update")
    return found


def number_of(unread: bytes) -> int | None:
    """The update_id in bytes that cannot be read. People's words cannot pose as one: their quotes are escaped."""
    found = _UPDATE_ID.search(unread.decode(errors="replace"))
    return int(found[1]) if found else None


def _read_update(part: bytes) -> Any:
    try:
        return json.loads(part.decode(errors="replace"))
    except (ValueError, RecursionError):
        return part


def _split(payload: bytes) -> list[bytes]:
    parts: list[bytes] = []
    depth = start = 0
    for mark in _MARKS.finditer(payload):
        if mark[0] in b"[{":
            depth += 1
            start = mark.start() if depth == _UPDATE_DEPTH else start
        elif mark[0] in b"]}":
            parts += [payload[start : mark.end()]] if depth == _UPDATE_DEPTH else []
            depth -= 1
    if depth != 0:
        raise ValueError("cut off")
    return parts
