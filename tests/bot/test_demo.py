"""`cite demo` as somebody new runs it: one command, a page, an agenda, a bot that answers."""

import asyncio
import re
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox.cast import TEAM_CHAT, TEAM_ID
from bot.sandbox.running import listen
from bot.sandbox.visitor import Visitor
from tests.model_cache import prime

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
PAGE = re.compile(rb"http://[\d.:]+")


@asynccontextmanager
async def _demo(folder: Path, port: int = 0) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "bot", "demo", "--port", str(port), "--folder", str(folder))
    demo = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    try:
        yield demo
    finally:
        if demo.returncode is None:
            demo.kill()
            await demo.wait()


async def _page(demo: asyncio.subprocess.Process) -> str:
    assert demo.stdout is not None
    async with asyncio.timeout(PATIENCE_S):
        async for line in demo.stdout:
            if found := PAGE.search(line):
                return found[0].decode()
    raise AssertionError("the demo ended")


async def test_the_demo_answers_on_its_page_so_does_the_team_and_it_ends_when_interrupted(tmp_path: Path) -> None:
    await asyncio.to_thread(prime, tmp_path)
    async with _demo(tmp_path) as demo:
        address = await _page(demo)
        person = Visitor(address, "Camille")
        await person.opens()
        await person.taps("Voir les ateliers", timeout=PATIENCE_S)
        await person.sees("Petits robots")
        team = Visitor(address, "L’équipe", TEAM_CHAT, user_id=TEAM_ID)
        await person.says("rappelez-moi au 06 12 34 56 78")
        asked = await team.sees("06 12 34 56 78")
        await team.says("Nous vous rappelons à midi.", asked)
        await person.sees("Nous vous rappelons à midi.")
        await team.sees("Envoyé à la famille.")
        demo.terminate()
        async with asyncio.timeout(PATIENCE_S):
            assert await demo.wait() == 0


async def test_a_port_that_is_taken_is_said_at_once_and_the_other_demo_left_alone(tmp_path: Path) -> None:
    with listen() as door:
        port = door.getsockname()[1]
        async with _demo(tmp_path / "home", port) as demo, asyncio.timeout(PATIENCE_S):
            _, complaint = await demo.communicate()
    assert demo.returncode == 1
    assert complaint.decode().strip() == f"Port {port} is taken. Choose another one: cite demo --port {port + 1}"
    assert not (tmp_path / "home").exists()
