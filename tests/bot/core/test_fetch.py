"""Files are fetched from public hosts over https alone: forty hostile addresses, and a real TLS server for the rest."""

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.core.web import MOST_REDIRECTS, Fetcher, FetchError, Flaw, checked, is_public

# What is typed, and what a resolver would say of its name; each is refused, and nobody is asked.
HOSTILE = [
    # In the address itself.
    ("http://public.test/a.ics", Flaw.NOT_HTTPS), ("ftp://public.test/a.ics", Flaw.NOT_HTTPS),
    ("file:///etc/passwd", Flaw.NO_ADDRESS), ("gopher://public.test/", Flaw.NOT_HTTPS),
    ("data:text/calendar,BEGIN", Flaw.NO_ADDRESS), ("//public.test/a", Flaw.NO_ADDRESS),
    ("agenda.ics", Flaw.NO_ADDRESS),
    ("https://", Flaw.NO_ADDRESS), ("https:///a.ics", Flaw.NO_ADDRESS),
    ("https://user:secret@public.test/", Flaw.WITH_PASSWORD),
    ("https://public.test@private.test/", Flaw.WITH_PASSWORD), ("https://@public.test/", Flaw.WITH_PASSWORD),
    ("https://public.test:0/", Flaw.NOT_PUBLIC), ("https://public.test:99999/", Flaw.NO_ADDRESS),
    ("https://public.test\\@private.test/", Flaw.NO_ADDRESS),
    ("https://public.test/\r\nHost: private", Flaw.NO_ADDRESS),
    # Numbers in the place of a name.
    ("https://127.0.0.1/", Flaw.NOT_PUBLIC), ("https://2130706433/", Flaw.NOT_PUBLIC),
    ("https://0x7f000001/", Flaw.NOT_PUBLIC),
    ("https://0177.0.0.1/", Flaw.NOT_PUBLIC), ("https://127.1/", Flaw.NOT_PUBLIC), ("https://[::1]/", Flaw.NOT_PUBLIC),
    ("https://[::ffff:169.254.169.254]/", Flaw.NOT_PUBLIC), ("https://8.8.8.8/", Flaw.NOT_PUBLIC),
    ("https://①②⑦.0.0.1/", Flaw.NOT_PUBLIC), ("https://localhost/", Flaw.NOT_PUBLIC),
    ("https://a.localhost/", Flaw.NOT_PUBLIC),
    ("https://printer.local/", Flaw.NOT_PUBLIC), ("https://metadata.google.internal/", Flaw.NOT_PUBLIC),
    ("https://localhost./", Flaw.NOT_PUBLIC),
]  # fmt: skip
# What a name that looks harmless leads to.
PRIVATE = (
    "0.0.0.0", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.8.8.8", "169.254.169.254", "172.16.0.1", "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1", "192.168.1.1", "198.18.0.1", "203.0.113.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::",
    "::1",
    "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "100::1", "2001::1",
    "2001:db8::1",
    "2002:a00:1::", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "5f00::1", "3fff::1",
    "nonsense", "",
)  # fmt: skip
PUBLIC = ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946")


@pytest.mark.parametrize(("url", "flaw"), HOSTILE)
async def test_a_hostile_address_is_refused_before_anybody_is_asked(url: str, flaw: Flaw) -> None:
    async def nobody(host: str) -> list[str]:
        raise AssertionError("looked up")

    with pytest.raises(FetchError) as caught:
        await Fetcher(nobody)(url)
    assert caught.value.flaw is flaw
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("address", PRIVATE)
async def test_a_name_that_leads_to_a_private_host_is_refused(address: str) -> None:
    async def resolve(host: str) -> list[str]:
        return [PUBLIC[0], address]  # one among public ones is enough

    with pytest.raises(FetchError) as caught:
        await Fetcher(resolve)("https://public.test/a.ics")
    assert caught.value.flaw is Flaw.NOT_PUBLIC


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_host_may_be_asked(address: str) -> None:
    assert is_public(address)


def test_an_address_does_not_show_itself() -> None:
    address = checked("webcal://agenda.test/s3cret/agenda.ics?key=s3cret")
    assert address.url == "https://agenda.test/s3cret/agenda.ics?key=s3cret"
    assert (address.host, address.name) == ("agenda.test", "agenda.ics")
    assert "s3cret" not in repr(address)


@dataclass
class Site:
    """A TLS server on this machine, and a network in which its names lead to it."""

    port: int
    trust: ssl.SSLContext
    answers: dict[str, Callable[[web.Request], Awaitable[web.StreamResponse]]]
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    looked_up: list[str] = field(default_factory=list)

    def url(self, path: str, host: str = "feed.test") -> str:
        return f"https://{host}:{self.port}/{path}"

    async def resolve(self, host: str) -> list[str]:
        self.looked_up.append(host)
        told = self.names.get(host, [["127.0.0.1"]])
        return told.pop(0) if len(told) > 1 else told[0]

    def fetcher(self, within_s: float = 5.0) -> Fetcher:
        """That takes this one server for a public one."""
        return Fetcher(self.resolve, lambda one: one == "127.0.0.1" or is_public(one), self.trust, within_s)

    async def refused(self, path: str, within_s: float = 5.0) -> Flaw:
        with pytest.raises(FetchError) as caught:
            await self.fetcher(within_s)(self.url(path))
        return caught.value.flaw


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Of the server, and of who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "feed.test")])
    names = [x509.DNSName("feed.test"), x509.DNSName("other.test")]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "site.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    serves = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serves.load_cert_chain(file)
    return serves, ssl.create_default_context(cadata=made.public_bytes(serialization.Encoding.PEM).decode())


@asynccontextmanager
async def serving(folder: Path) -> AsyncIterator[Site]:
    serves, trusts = certificate(folder)
    site = Site(0, trusts, {})

    async def handle(request: web.Request) -> web.StreamResponse:
        return await site.answers[request.path.strip("/")](request)

    app = web.Application()
    app.router.add_get("/{path:.*}", handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=serves).start()
    site.port = runner.addresses[0][1]
    try:
        yield site
    finally:
        await runner.cleanup()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    async with serving(tmp_path) as one:
        yield one


def gives(content: bytes, status: int = 200, **headers: str) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def answer(request: web.Request) -> web.StreamResponse:
        return web.Response(body=content, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()})

    return answer


async def test_a_file_is_fetched_and_its_name_looked_up_once(site: Site) -> None:
    site.answers["agenda.ics"] = gives(b"BEGIN:VCALENDAR")
    site.names["feed.test"] = [["127.0.0.1"], ["10.0.0.1"]]  # what the name says a moment later is not asked
    found = await site.fetcher()(site.url("agenda.ics"))
    assert (found.content, found.name) == (b"BEGIN:VCALENDAR", "agenda.ics")
    assert site.looked_up == ["feed.test"]


async def test_whom_nobody_vouches_for_is_not_asked(site: Site) -> None:
    site.answers["a"] = gives(b"x")
    with pytest.raises(FetchError) as caught:
        await site.fetcher()(site.url("a", host="unknown.test"))
    assert caught.value.flaw is Flaw.UNREACHABLE


@pytest.mark.parametrize(
    ("target", "flaw"),
    [
        ("https://private.test/", Flaw.NOT_PUBLIC), ("http://feed.test/", Flaw.NOT_HTTPS),
        ("https://127.0.0.1/", Flaw.NOT_PUBLIC),
        ("https://a:b@feed.test/", Flaw.WITH_PASSWORD), ("/again", Flaw.REDIRECTS), ("", Flaw.REDIRECTS),
    ],
)  # fmt: skip
async def test_each_address_that_it_is_sent_on_to_is_checked_again(site: Site, target: str, flaw: Flaw) -> None:
    site.names["private.test"] = [["169.254.169.254"]]
    site.answers["again"] = site.answers["a"] = gives(b"", 302, Location=target)
    assert await site.refused("a") is flaw


async def test_a_public_address_that_it_is_sent_on_to_is_fetched(site: Site) -> None:
    site.answers["a"] = gives(b"", 301, Location=site.url("b.json", host="other.test"))
    site.answers["b.json"] = gives(b"{}")
    assert (await site.fetcher()(site.url("a"))).name == "b.json"
    assert site.looked_up == ["feed.test", "other.test"]


async def test_a_proxy_of_the_environment_is_not_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    site.answers["a"] = gives(b"x")
    assert (await site.fetcher()(site.url("a"))).content == b"x"


async def test_an_endless_body_is_left_off(site: Site) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while True:
            await answer.write(b"x" * 65_536)

    site.answers["a"] = endless
    assert await site.refused("a") is Flaw.TOO_LARGE


async def test_a_packed_bomb_is_left_off_and_an_honest_file_is_unpacked(site: Site) -> None:
    site.answers["bomb"] = gives(gzip.compress(b"0" * 100_000_000), Content_Encoding="gzip")
    assert await site.refused("bomb") is Flaw.TOO_LARGE
    site.answers["a"] = gives(gzip.compress(b"uid,title"), Content_Encoding="gzip")
    assert (await site.fetcher()(site.url("a"))).content == b"uid,title"
    for odd in (b"not packed", gzip.compress(b"uid,title")[:-3]):  # and one cut off on the way
        site.answers["odd"] = gives(odd, Content_Encoding="gzip")
        assert await site.refused("odd") is Flaw.REFUSED


async def test_silence_ends(site: Site) -> None:
    async def silent(request: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    site.answers["a"] = silent
    assert await site.refused("a", within_s=0.2) is Flaw.TOO_SLOW


@pytest.mark.parametrize("status", [204, 403, 404, 500])
async def test_what_is_no_file_is_none(site: Site, status: int) -> None:
    site.answers["a"] = gives(b"", status)
    assert await site.refused("a") is Flaw.REFUSED


def test_there_are_forty_of_them_at_least() -> None:
    assert len(HOSTILE) + len(PRIVATE) >= 40
    assert MOST_REDIRECTS < 10
