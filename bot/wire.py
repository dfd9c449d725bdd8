"""The way to the Bot API: pooled connections that are kept open, for python-telegram-bot's own client.

aiohttp in place of the library's httpx: a call costs a fraction of the processor's time. No error carries the address
on, since it holds the token.
"""

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
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.errors import NeverLeftError
from bot.intake.raw import read_answer

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
        self, url: str, method: str, request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE, write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE, pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:  # fmt: skip
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
