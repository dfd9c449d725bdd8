"""A network that swallows everything and refuses nothing: served again soon after its end, and stopped when asked.

Once a proxy whose kernel goes on acknowledging, once a network where no packet arrives.
"""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count, product
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import make_url

from bot.sandbox.server import Running
from knowledge.store.database import Database
from knowledge.store.engine import make_engine
from tests.bot.reliability.process import BotProcess, start, until
from tests.bot.reliability.test_webhook import SECRET, free_ports, is_open
from tests.bot.reliability.town import delivered, families, family_does, prepare, unsent
from tests.silent_proxy import silent_proxy

SERVES_WITHIN_S, STOPS_WITHIN_S = 30.0, 10.0
# Patience of a few seconds, so that a silence need not last long to be noticed.
HURRIED = {"HURRIED": "1.0"}
FOR_EVER = {"HURRIED": "null"}
_numbers = count(os.getpid())
KINDS, MODES = ("proxied", "namespaced"), ("polling", "webhook")


@dataclass(frozen=True, slots=True)
class Line:
    """How the bot reaches its database and Telegram, and Telegram it; `cut` and `mend` change all of it at once."""

    database_url: str
    api_url: str
    settings: dict[str, str]
    inside: tuple[str, ...]
    cut: Callable[[], None]
    mend: Callable[[], None]


def address(url: str) -> tuple[str, int]:
    """Host and port."""
    parsed = urlsplit(url)
    return parsed.hostname or "", parsed.port or 5432


def behind(url: str, host: str, port: int) -> str:
    """The same database at another address."""
    return make_url(url).set(host=host, port=port).render_as_string(hide_password=False)


@pytest.fixture
def proxied(server: Running, empty_postgres_url: str) -> Iterator[Line]:
    """Proxies that fall silent."""
    prepare(empty_postgres_url).close()
    with silent_proxy(address(empty_postgres_url)) as store, silent_proxy(address(server.url)) as telegram:

        def each(what: str) -> None:
            for proxy in (store, telegram):
                getattr(proxy, what)()

        yield Line(
            behind(empty_postgres_url, "127.0.0.1", store.port),
            f"http://127.0.0.1:{telegram.port}",
            {},
            (),
            lambda: each("silence"),
            lambda: each("speak"),
        )


class Namespace:
    """A network of its own with one cable to this machine, in which packets can get lost."""

    def __init__(self) -> None:
        number = next(_numbers)  # one that was removed is gone only a moment later
        self.name, self._near, self._far = f"cite{number}", f"ci{number}a", f"ci{number}b"
        self.here, self.there = (f"10.213.{number % 250}.{n}" for n in (1, 2))
        self._files = Path("/etc/netns") / self.name  # what `ip netns exec` shows in the place of /etc

    @property
    def inside(self) -> tuple[str, ...]:
        """What runs a command there."""
        return ("ip", "netns", "exec", self.name)

    def make(self) -> None:
        """Lay the cable. This machine is called localhost in there: the local Telegram answers to no other name."""
        self._files.mkdir(parents=True)
        (self._files / "hosts").write_text(f"{self.here} localhost\n", encoding="ascii")
        run("ip", "netns", "add", self.name)
        run("ip", "link", "add", self._near, "type", "veth", "peer", "name", self._far, "netns", self.name)
        run("ip", "address", "add", f"{self.here}/30", "dev", self._near)
        run("ip", "link", "set", self._near, "up")
        run(*self.inside, "ip", "address", "add", f"{self.there}/30", "dev", self._far)
        run(*self.inside, "ip", "link", "set", self._far, "up")
        run(*self.inside, "ip", "link", "set", "lo", "up")

    def remove(self) -> None:
        """The cable goes with it."""
        subprocess.run(("ip", "netns", "del", self.name), check=False)
        shutil.rmtree(self._files, ignore_errors=True)

    def cut(self) -> None:
        """Lose every packet both ways; where the kernel has no netem, by sending them to nobody."""
        loses = ("root", "netem", "loss", "100%")
        added = subprocess.run(("tc", "qdisc", "add", "dev", self._near, *loses), check=False, capture_output=True)
        if added.returncode:
            run("ip", "neigh", "replace", self.there, "dev", self._near, "lladdr", "02:00:00:00:00:99")
            run(*self.inside, "ip", "neigh", "replace", self.here, "dev", self._far, "lladdr", "02:00:00:00:00:99")
            return
        run(*self.inside, "tc", "qdisc", "add", "dev", self._far, *loses)

    def mend(self) -> None:
        """Lose none."""
        ends = ((), self._near, self.there), (self.inside, self._far, self.here)
        for inside, device, other in ends:
            subprocess.run((*inside, "tc", "qdisc", "del", "dev", device, "root"), check=False, capture_output=True)
            subprocess.run((*inside, "ip", "neigh", "del", other, "dev", device), check=False, capture_output=True)


def run(*command: str) -> None:
    """Run it; it must work."""
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def namespaced(server: Running, empty_postgres_url: str) -> Iterator[Line]:
    """A network in which nothing arrives."""
    if os.getuid() != 0 or not shutil.which("ip"):
        pytest.skip("only root can make a network namespace, and needs iproute2 for it")
    space = Namespace()
    try:
        space.make()
    except subprocess.CalledProcessError as error:
        space.remove()
        pytest.skip(f"no network namespace can be made here: {error.stderr.decode().strip()}")
    prepare(empty_postgres_url).close()
    try:
        with (
            silent_proxy(address(empty_postgres_url), space.here) as store,
            silent_proxy(address(server.url), space.here) as telegram,
            silent_proxy((space.there, 8080)) as door,
        ):
            yield Line(
                behind(empty_postgres_url, space.here, store.port),
                f"http://localhost:{telegram.port}",
                {"listen": f"{space.there}:8080", "webhook_url": f"http://127.0.0.1:{door.port}/hook"},
                space.inside,
                space.cut,
                space.mend,
            )
    finally:
        space.remove()


@asynccontextmanager
async def a_bot_at(line: Line, key: str, mode: str, environment: dict[str, str]) -> AsyncIterator[BotProcess]:
    """The bot at the end of this line."""
    settings = dict(line.settings)
    if mode == "webhook":
        (port,) = free_ports(1)
        settings = {"listen": f"127.0.0.1:{port}", "webhook_url": f"http://127.0.0.1:{port}/hook"} | settings
        settings["webhook_secret"] = SECRET
    else:
        settings.pop("webhook_url", None)
    bot = await start(line.api_url, line.database_url, key, environment=environment, inside=line.inside, **settings)
    try:
        await bot.is_ready()
        if mode == "webhook":
            await until(lambda: is_open(address(settings["webhook_url"])[1]))
        yield bot
    finally:
        if bot.process.returncode is None:
            await bot.kill()


# Each kind of silence and each mode once; for as long as an outage may last, both with both.
SILENCES = [
    *(pytest.param(*both, HURRIED, 0.0, id=f"short-{'-'.join(both)}") for both in zip(KINDS, MODES, strict=True)),
    *(pytest.param(*both, {}, 60.0, id=f"long-{'-'.join(both)}", marks=pytest.mark.slow)
      for both in product(KINDS, MODES)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "mode", "environment", "lasts"), SILENCES)
async def test_after_a_silence_families_are_soon_served_again(
    kind: str,
    mode: str,
    environment: dict[str, str],
    lasts: float,
    server: Running,
    unlocked: str,
    request: pytest.FixtureRequest,
) -> None:
    line: Line = request.getfixturevalue(kind)
    database = Database(make_engine(request.getfixturevalue("empty_postgres_url")))
    people = families(server.sandbox, 3)
    server.sandbox.webhook.retry_unit = 0.5
    async with a_bot_at(line, unlocked, mode, environment) as bot:
        family_does(server.sandbox, people[0], "/aide")
        await until(lambda: delivered(server.sandbox) == 1, why=lambda: bot.output)
        await until(lambda: database.do(unsent) == 0)  # or it would be sent once more after the silence, as it may
        line.cut()
        for person in people:
            family_does(server.sandbox, person, "/aide")
        await until(lambda: bot.logged("db_fault"), 60)
        await asyncio.sleep(lasts)
        line.mend()
        mended = time.monotonic()
        await until(lambda: delivered(server.sandbox) == 4, SERVES_WITHIN_S, lambda: bot.output)
        assert time.monotonic() - mended < SERVES_WITHIN_S
        assert not bot.logged("update_failed")
    database.close()


@pytest.mark.slow
async def test_a_bot_whose_database_waits_have_no_end_stays_deaf(proxied: Line, server: Running, unlocked: str) -> None:
    (person,) = families(server.sandbox, 1)
    async with a_bot_at(proxied, unlocked, "polling", FOR_EVER) as bot:
        family_does(server.sandbox, person, "/aide")
        await until(lambda: delivered(server.sandbox) == 1)
        proxied.cut()
        await until(lambda: len(bot.logged("poll_failed")) >= 2)
        proxied.mend()
        family_does(server.sandbox, person, "/aide")
        with pytest.raises(AssertionError, match="not within"):
            await until(lambda: delivered(server.sandbox) == 2, SERVES_WITHIN_S)


@pytest.mark.parametrize("mode", [MODES[0], pytest.param(MODES[1], marks=pytest.mark.slow)])
async def test_a_stop_is_over_in_time_while_nothing_answers(
    mode: str, proxied: Line, server: Running, unlocked: str
) -> None:
    (person,) = families(server.sandbox, 1)
    async with a_bot_at(proxied, unlocked, mode, {}) as bot:
        family_does(server.sandbox, person, "/aide")
        await until(lambda: delivered(server.sandbox) == 1, why=lambda: bot.output)
        proxied.cut()
        family_does(server.sandbox, person, "/aide")
        await asyncio.sleep(2)  # until its threads hang in the silence, of which it cannot tell
        begun = time.monotonic()
        assert await bot.stop() == 0
        assert time.monotonic() - begun < STOPS_WITHIN_S
