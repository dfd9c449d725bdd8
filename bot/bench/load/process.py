"""The bots to load, each in processes of its own: ours, metered, behind one door, and bare echo bots."""

import asyncio
import itertools
import json
import os
import signal
import socket
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.bench import measures
from bot.bench.load.meter import FILE_VARIABLE, Spent
from bot.bench.measures import resident_mb
from bot.core.errors import BotError
from bot.sandbox.server import Running

_CHUNK = 2**16


@asynccontextmanager
async def balanced(ports: Sequence[int]) -> AsyncIterator[int]:
    """The door's own port, on the loopback address; with one process, that process's."""
    if len(ports) == 1:
        yield ports[0]
        return
    turns = itertools.cycle(ports)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            inner_reader, inner_writer = await asyncio.open_connection("127.0.0.1", next(turns))
            await asyncio.gather(_pump(reader, inner_writer), _pump(inner_reader, writer))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    writer.close()


START_WITHIN_S = 120.0
STOP_WITHIN_S = 15.0
_GLANCE_S = 0.01
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Setting:
    """How our bot is run. With several processes they share one webhook, dealt out in turn."""

    database_url: str
    key: str
    folder: Path
    cache: Path
    webhook: bool = False
    processes: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What all processes of a bot have spent so far, and the megabytes that the largest holds."""

    cpu_ms: float
    memory_mb: float
    stages: dict[str, Spent]


@dataclass(frozen=True, slots=True)
class Bot:
    """Processes that serve one token. `meters`: where ours write what they spend, `ports`: where they listen."""

    processes: Sequence[Process]
    meters: Sequence[Path] = ()
    ports: Sequence[int] = ()

    async def read(self) -> Reading:
        """As of now."""
        return await asyncio.to_thread(self._read)

    def _read(self) -> Reading:
        stages: dict[str, Spent] = {}
        for process, file in zip(self.processes, self.meters, strict=False):
            for name, spent in _metered(process, file).items():
                stages[name] = spent.since(None) if name not in stages else _sum(stages[name], spent)
        numbers = [process.pid for process in self.processes]
        memory = max(resident_mb(number) or 0.0 for number in numbers)
        return Reading(sum(map(_cpu_ms, numbers)), memory, stages)


@asynccontextmanager
async def ours(server: Running, setting: Setting) -> AsyncIterator[Bot]:
    """Our bot, ready."""
    ports = [_free_port() for _ in range(setting.processes)]
    async with balanced(ports) as door:
        meters = [setting.folder / f"meter{port}.json" for port in ports]
        pairs = zip(ports, meters, strict=True)
        made = [await _start_ours(server, setting, port, meter, door) for port, meter in pairs]
        async with _until_stopped(server, Bot(made, meters, ports)) as bot:
            yield bot


@asynccontextmanager
async def echo(server: Running, library: str, *folders: Path) -> AsyncIterator[Bot]:
    """A bare bot that answers with the same words, on this library; `folders`: where its packages are."""
    silent = asyncio.subprocess.DEVNULL
    command = measures.module("bot.bench.load.echo", library, server.url, server.sandbox.token or "")
    made = await asyncio.create_subprocess_exec(
        *command, env=measures.environment(*folders), stdout=silent, stderr=silent
    )
    async with _until_stopped(server, Bot([made])) as bot:
        yield bot


async def _start_ours(server: Running, setting: Setting, port: int, meter: Path, door: int) -> Process:
    clean = {name: value for name, value in measures.environment().items() if not name.startswith("CITE_")}
    settings = {
        "CITE_TOKEN": server.sandbox.token or "",
        "CITE_API_URL": server.url,
        "CITE_SECRET_KEY": setting.key,
        "CITE_DATABASE_URL": setting.database_url,
        "CITE_SEND_RATE": "off",
        "CITE_LISTEN": f"127.0.0.1:{port}",
        "CITE_CACHE": str(setting.cache),
    }
    if setting.webhook:
        settings |= {"CITE_WEBHOOK_URL": f"http://127.0.0.1:{door}/telegram", "CITE_WEBHOOK_SECRET": "b" * 32}
    log = (setting.folder / f"{port}.log").open("wb")
    with log:
        return await asyncio.create_subprocess_exec(
            *measures.module("bot.bench.load.meter", "run"),
            env=clean | settings | {FILE_VARIABLE: str(meter)},
            cwd=setting.folder,
            stdout=log,
            stderr=log,
        )


@asynccontextmanager
async def _until_stopped(server: Running, bot: Bot) -> AsyncIterator[Bot]:
    try:
        await _serving(server, bot)
        yield bot
    finally:
        for process in bot.processes:
            if process.returncode is None:
                process.terminate()
        async with asyncio.timeout(STOP_WITHIN_S):
            await asyncio.gather(*(process.wait() for process in bot.processes))


async def _serving(server: Running, bot: Bot) -> None:
    """Until it polls, or has set its webhook. Raises BotError when it ends instead."""
    async with asyncio.timeout(START_WITHIN_S):
        while not (server.sandbox.updates.poll or server.sandbox.webhook.url):  # nothing announces it
            if any(process.returncode is not None for process in bot.processes):
                raise BotError("A bot ended at its start.")
            await asyncio.sleep(_GLANCE_S)
        while not all(map(_listens, bot.ports)):  # noqa: ASYNC110  # same
            await asyncio.sleep(_GLANCE_S)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
    except OSError:
        return False
    return True


def _metered(process: Process, file: Path) -> dict[str, Spent]:
    file.unlink(missing_ok=True)
    process.send_signal(signal.SIGUSR1)
    until = time.monotonic() + STOP_WITHIN_S
    while not file.exists():  # another process writes it, and announces nothing
        if time.monotonic() > until:
            raise BotError("The bot does not tell what it spends.")
        time.sleep(_GLANCE_S)
    return {name: Spent(**one) for name, one in json.loads(file.read_text(encoding="utf-8"))["stages"].items()}


def _sum(one: Spent, other: Spent) -> Spent:
    return Spent(
        one.times + other.times,
        one.cpu_ms + other.cpu_ms,
        one.statements + other.statements,
        one.commits + other.commits,
    )


def _cpu_ms(process: int) -> float:
    """User and system time, as the system counts it."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / _TICKS


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port
