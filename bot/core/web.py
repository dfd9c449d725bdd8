"""The web: files from addresses that somebody typed, on public hosts only; headers of our own servers' answers."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from types import MappingProxyType
from urllib.parse import unquote, urljoin, urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.core.errors import BotError

LONGEST = 2000  # characters


class Flaw(StrEnum):
    """Why nothing was fetched; also the key under which a sentence says it."""

    NO_ADDRESS = "no-address"
    NOT_HTTPS = "not-https"
    WITH_PASSWORD = "with-password"  # what is wrong, and no password
    NOT_PUBLIC = "not-public"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    REDIRECTS = "redirects"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"


_ENGLISH = {
    Flaw.NO_ADDRESS: "this is no address such as https://example.org/agenda.ics",
    Flaw.NOT_HTTPS: "only https addresses are fetched",
    Flaw.WITH_PASSWORD: "an address with a name or password in it is not fetched",
    Flaw.NOT_PUBLIC: "the address leads into a private network, or nowhere",
    Flaw.UNREACHABLE: "the address cannot be reached",
    Flaw.REFUSED: "the address answers, but not with a file",
    Flaw.REDIRECTS: "the address sends on and on to other addresses",
    Flaw.TOO_LARGE: "what is there is too large",
    Flaw.TOO_SLOW: "the address takes too long to answer",
}


class FetchError(BotError):
    """Nothing was fetched; the sentence names no address, which may hold a secret."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(f"Nothing was fetched: {_ENGLISH[flaw]}.")


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked; its representation tells the host alone."""

    url: str
    host: str
    name: str

    def __repr__(self) -> str:
        return f"Address({self.host!r})"


def checked(url: str) -> Address:
    """The address, which may be webcal:// too; FetchError when it is none that may be asked. Nothing is looked up."""
    url = url.strip()
    if url[:9].lower() == "webcal://":
        url = f"https://{url[9:]}"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise FetchError(Flaw.NO_ADDRESS) from error
    if not parts.scheme or not host or len(url) > LONGEST or not url.isprintable() or " " in url or "\\" in url:
        raise FetchError(Flaw.NO_ADDRESS)
    if parts.scheme.lower() != "https":
        raise FetchError(Flaw.NOT_HTTPS)
    if parts.username is not None or parts.password is not None:
        raise FetchError(Flaw.WITH_PASSWORD)
    if not _is_a_name(host) or port == 0:
        raise FetchError(Flaw.NOT_PUBLIC)
    return Address(url, host, unquote(parts.path).rpartition("/")[2])


def _is_a_name(host: str) -> bool:
    """Whether it is a name with dots that ends in letters: a number, in whichever way it is written, is none."""
    labels = host.removesuffix(".").split(".")
    try:
        ending = labels[-1].encode("idna").decode()
    except UnicodeError:
        return False
    is_word = ending.isalpha() or ending.startswith("xn--")
    return len(labels) > 1 and all(labels) and is_word and ending not in _LOCAL


_LOCAL = {"localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "arpa", "onion"}
# Of IPv6 only what is given out to the world, but what carries another address within it or is set apart there.
_WORLD = IPv6Network("2000::/3")
_SET_APART = tuple(
    map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)  # Teredo is in the first, 6to4 is the third
_RELAYS = IPv4Network("192.88.99.0/24")


def is_public(address: str) -> bool:
    """Whether this numeric address is a host of the public network, and leads to no other."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_public_4(found)
    return _is_public_6(found)


def _is_public_4(found: IPv4Address) -> bool:
    return found.is_global and not found.is_multicast and not found.is_reserved and found not in _RELAYS


def _is_public_6(found: IPv6Address) -> bool:
    return found in _WORLD and found.is_global and not any(found in one for one in _SET_APART) and not found.scope_id


LARGEST = 8_000_000  # bytes, packed and unpacked
WITHIN_S, CONNECT_WITHIN_S = 30.0, 10.0
MOST_REDIRECTS = 5
_SENT_ON = (301, 302, 303, 307, 308)
Resolve = Callable[[str], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there; `name`: the last part of the address."""

    content: bytes
    name: str


Fetch = Callable[[str], Awaitable[Fetched]]


async def look_up(host: str) -> Sequence[str]:
    """The numeric addresses of a name, as this machine's resolver has them."""
    found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


class _CheckedResolver(AbstractResolver):
    """Gives the connection the addresses that it has checked, so that none is looked up a second time."""

    def __init__(self, resolve: Resolve, allowed: Callable[[str], bool]) -> None:
        self._resolve, self._allowed = resolve, allowed

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """All of them, or none when one of them is not public."""
        try:
            found = await self._resolve(host)
        except OSError as error:
            raise FetchError(Flaw.UNREACHABLE) from error
        if not found or not all(map(self._allowed, found)):
            raise FetchError(Flaw.NOT_PUBLIC)
        return [_result(host, one, port) for one in found]

    async def close(self) -> None:
        """Nothing is held."""


def _result(host: str, address: str, port: int) -> ResolveResult:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return ResolveResult(hostname=host, host=address, port=port, family=family, proto=0, flags=socket.AI_NUMERICHOST)


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Fetches. All that a test has to be able to replace is an argument; the bot replaces nothing."""

    resolve: Resolve = look_up
    allowed: Callable[[str], bool] = is_public
    tls: ssl.SSLContext | bool = True
    within_s: float = WITHIN_S

    async def __call__(self, url: str) -> Fetched:
        """What is at this address; FetchError, in one sentence without the address, when nothing can be had."""
        address = checked(url)
        try:
            async with asyncio.timeout(self.within_s), self._session() as session:
                return await self._follow(session, address)
        except TimeoutError as error:
            raise FetchError(Flaw.TOO_SLOW) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise FetchError(Flaw.UNREACHABLE) from error

    def _session(self) -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            resolver=_CheckedResolver(self.resolve, self.allowed), use_dns_cache=False, ssl=self.tls, force_close=True
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self.within_s, sock_connect=CONNECT_WITHIN_S),
            trust_env=False,  # no proxy of the environment: it would ask in our stead, whoever it is told
            auto_decompress=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "cite-du-numerique-bot"},
        )

    async def _follow(self, session: aiohttp.ClientSession, address: Address) -> Fetched:
        for _ in range(MOST_REDIRECTS + 1):
            async with session.get(address.url, allow_redirects=False) as answer:
                if answer.status not in _SENT_ON:
                    return Fetched(await _content(answer), address.name)
                address = checked(urljoin(address.url, answer.headers.get("Location", "")))
        raise FetchError(Flaw.REDIRECTS)


async def _content(answer: aiohttp.ClientResponse) -> bytes:
    if answer.status != 200:
        raise FetchError(Flaw.REFUSED)
    packed = _unpacking(answer.headers.get("Content-Encoding", "").lower())
    content, read = bytearray(), 0
    async for piece in answer.content.iter_chunked(65_536):
        read += len(piece)
        content += piece if packed is None else _unpacked(packed, piece, LARGEST + 1 - len(content))
        if max(read, len(content)) > LARGEST:
            raise FetchError(Flaw.TOO_LARGE)
    if packed is not None and not packed.eof:  # cut off on the way: a part is not the file
        raise FetchError(Flaw.REFUSED)
    return bytes(content)


def _unpacking(encoding: str) -> "zlib._Decompress | None":
    """What unpacks it, None when it is not packed; some servers pack though they are asked not to."""
    if encoding in ("", "identity"):
        return None
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(Flaw.REFUSED)
    return zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)


def _unpacked(packed: "zlib._Decompress", piece: bytes, most: int) -> bytes:
    """So many bytes of it at most: no more is ever unpacked than may be kept."""
    try:
        return packed.decompress(piece, most)
    except zlib.error as error:
        raise FetchError(Flaw.REFUSED) from error


SAFE: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    }
)


class SafeHeaders:
    """Adds them, where an answer does not say something of its own."""

    def __init__(self, app: ASGIApp, more: Mapping[str, str] = MappingProxyType({})) -> None:
        self._app, self._said = app, {**SAFE, **more}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._said.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers)
