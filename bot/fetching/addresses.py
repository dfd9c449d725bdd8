"""Which addresses may be asked: https with a public name, and hosts that are on the public network."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote, urlsplit

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
