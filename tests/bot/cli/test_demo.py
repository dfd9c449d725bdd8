"""`cite demo` as somebody new runs it: one command, a page, an agenda, a bot that answers."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from bot.cli.demo import ANIMATOR_ID, MANAGER_ID, TEAM_CHAT
from bot.sandbox.server import listen
from bot.sandbox.state import DEFAULT_TOKEN
from bot.sandbox.visitor import Visitor
from tests.model_cache import shared_understanding

ROOT = Path(__file__).parents[3]
PATIENCE_S = 60
PAGE = re.compile(rb"http://[\d.:]+")


@asynccontextmanager
async def _demo(folder: Path, port: int = 0, cwd: Path = ROOT) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "bot", "demo", "--port", str(port), "--folder", str(folder))
    # A group of its own: the bot that it starts holds the same pipes, and would be waited for.
    demo = await asyncio.create_subprocess_exec(*command, cwd=cwd, stdout=PIPE, stderr=PIPE, start_new_session=True)
    try:
        yield demo
    finally:
        if demo.returncode is None:
            os.killpg(demo.pid, signal.SIGKILL)
            await demo.wait()


async def _page(demo: asyncio.subprocess.Process) -> str:
    assert demo.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        async for line in demo.stdout:
            if found := PAGE.search(line):
                return found[0].decode()
    raise AssertionError("the demo ended")


async def test_the_demo_answers_on_its_page_so_does_the_team_and_it_ends_when_interrupted(tmp_path: Path) -> None:
    await asyncio.to_thread(shared_understanding)
    _a_real_bots_settings(tmp_path / ".env")
    async with _demo(tmp_path, cwd=tmp_path) as demo:
        address = await _page(demo)
        person = Visitor(address, "Camille")
        await person.opens()
        await person.taps("Voir les ateliers", timeout=PATIENCE_S)
        await person.sees("Petits robots", PATIENCE_S)
        team = Visitor(address, "Inès", TEAM_CHAT, user_id=ANIMATOR_ID)
        await person.says("rappelez-moi au 06 12 34 56 78")
        asked = await team.sees("06 12 34 56 78", PATIENCE_S)
        await team.says("Nous vous rappelons à midi.", asked)
        await person.sees("Nous vous rappelons à midi.", PATIENCE_S)
        await team.sees("Envoyé à la famille.", PATIENCE_S)
        manager = Visitor(address, "Sophie", user_id=MANAGER_ID)
        await manager.says("/membres")
        await manager.sees("Inès : animation", PATIENCE_S)
        await _is_closed_to_others(address)
        demo.terminate()
        async with asyncio.timeout(PATIENCE_S):
            assert await demo.wait() == 0


def _a_real_bots_settings(file: Path) -> None:
    """Were they read, families of the demo would go to a real webhook, with its secret; here nothing would start, so
    that it is seen at once.
    """
    file.write_text(
        "CITE_TOKEN=123456:AAreal_real_real_real_real_real_real_r\nCITE_QUIET_HOURS=never\n"
        "CITE_WEBHOOK_URL=https://bot.example.org/hook\nCITE_WEBHOOK_SECRET=real\n"
    )


async def _is_closed_to_others(address: str) -> None:
    """A page whose own name points here is refused, and whoever guesses the token speaks for nobody."""
    async with httpx.AsyncClient() as client:
        rebound = await client.get(address, headers={"Host": "evil.example.org"})
        guessed = await client.get(f"{address}/bot{DEFAULT_TOKEN}/getMe")
    assert (rebound.status_code, guessed.status_code) == (400, 401)


async def test_a_port_that_is_taken_is_said_at_once_and_the_other_demo_left_alone(tmp_path: Path) -> None:
    with listen() as door:
        port = door.getsockname()[1]
        async with _demo(tmp_path / "home", port) as demo, asyncio.timeout(PATIENCE_S):
            _, complaint = await demo.communicate()
    assert demo.returncode == 1
    assert complaint.decode().strip() == f"Port {port} is taken. Choose another one: cite demo --port {port + 1}"
    assert not (tmp_path / "home").exists()
