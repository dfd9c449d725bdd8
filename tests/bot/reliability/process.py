"""The real bot as a process of its own, that a test can kill, stop, and start again on the same database."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from bot.sandbox.state import DEFAULT_TOKEN
from tests.model_cache import SHARED

ROOT = Path(__file__).parents[3]
HOME = ROOT  # the working folder; conftest.py puts a temporary one here
PATIENCE_S = 60.0
GLANCE_S, LONGEST_GLANCE_S = 0.002, 0.1
RUN = ("-m", "bot", "run")
QUICK = ("-m", "tests.bot.reliability.quick_run", "run")


@dataclass(slots=True)
class BotProcess:
    """One life of the bot; `output` is everything that it wrote, on both streams."""

    process: Process
    output: list[str] = field(default_factory=list)
    readers: list[asyncio.Task[None]] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)

    async def is_ready(self, patience: float = PATIENCE_S) -> None:
        """Wait until it serves."""
        ended = asyncio.create_task(self.process.wait())
        up = asyncio.create_task(self.ready.wait())
        async with asyncio.timeout(patience):
            await asyncio.wait({ended, up}, return_when=asyncio.FIRST_COMPLETED)
        up.cancel()
        assert self.ready.is_set(), "".join(self.output)
        ended.cancel()

    async def kill(self) -> None:
        """SIGKILL: nothing of it gets a chance to tidy up."""
        self.process.kill()
        await self.ended()

    async def stop(self, *, signals: int = 1, apart: float = 0.3) -> int:
        """SIGTERM, perhaps several; its exit code."""
        for number in range(signals):
            if number:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.process.wait(), apart)
            if self.process.returncode is None:
                self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self, patience: float = PATIENCE_S) -> int:
        """Its exit code, and all that it wrote is in `output`."""
        async with asyncio.timeout(patience):
            code = await self.process.wait()
            await asyncio.gather(*self.readers)
        return code

    def logged(self, action: str) -> list[dict[str, object]]:
        """The log lines of this action."""
        lines = [json.loads(line) for line in self.output if line.startswith("{")]
        return [line for line in lines if line.get("action") == action]


async def start(
    api_url: str,
    database_url: str,
    key: str,
    *,
    program: tuple[str, ...] = QUICK,
    environment: Mapping[str, str] = MappingProxyType({}),
    inside: tuple[str, ...] = (),
    **settings: str,
) -> BotProcess:
    """Start it. `settings` are names without CITE_, in small letters; `environment` is handed on as it is.

    `inside`: the command that runs it, where it is to run somewhere else.
    """
    given = {
        "token": DEFAULT_TOKEN,
        "api_url": api_url,
        "database_url": database_url,
        "secret_key": key,
        "listen": "127.0.0.1:0",
        "beat": "1s",
        "send_rate": "off",
        "cache": str(SHARED),
        **settings,
    }
    clean = {name: value for name, value in os.environ.items() if not name.startswith("CITE_")}
    clean["PYTHONPATH"] = str(ROOT)
    env = clean | dict(environment) | {f"CITE_{name.upper()}": value for name, value in given.items()}
    process = await asyncio.create_subprocess_exec(
        *inside, sys.executable, *program, env=env, cwd=HOME, stdout=PIPE, stderr=PIPE, limit=2**24
    )
    bot = BotProcess(process)
    assert process.stdout is not None
    assert process.stderr is not None
    bot.readers = [asyncio.create_task(_read(bot, stream)) for stream in (process.stdout, process.stderr)]
    return bot


async def _read(bot: BotProcess, stream: asyncio.StreamReader) -> None:
    while line := await stream.readline():
        bot.output.append(line.decode())
        if b'"action": "ready"' in line:
            bot.ready.set()


@asynccontextmanager
async def a_bot(
    api_url: str, database_url: str, key: str, *, program: tuple[str, ...] = QUICK, **settings: str
) -> AsyncIterator[BotProcess]:
    """A bot that serves; killed at the end if it still runs."""
    bot = await start(api_url, database_url, key, program=program, **settings)
    try:
        await bot.is_ready()
        yield bot
    finally:
        if bot.process.returncode is None:
            await bot.kill()


async def until(
    true: Callable[[], object],
    patience: float = PATIENCE_S,
    why: Callable[[], object] = lambda: "",
    glance: float | None = None,
) -> None:
    """Wait for what another process does and nothing announces; looks often at first, then less, or every `glance`.

    A look into SQLite takes its lock, and who looks all the time keeps the other process from working.
    """
    pause = glance or GLANCE_S
    try:
        async with asyncio.timeout(patience):
            while not true():  # the other process cannot set an event of ours
                await asyncio.sleep(pause)
                pause = glance or min(pause * 1.5, LONGEST_GLANCE_S)
    except TimeoutError:
        raise AssertionError(f"not within {patience} s: {why()}") from None
