"""Seen from outside with strace: the disk has been waited for between what came in and its confirmation."""

import os
import re
import shutil
import signal
import sys
from pathlib import Path

import pytest

from bot.sandbox.server import Running
from tests.bot.reliability.process import QUICK, start, until
from tests.bot.reliability.town import families, family_does, prepare

OFFSET = re.compile(r"offset=(\d+)")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
async def test_the_disk_is_waited_for_before_each_of_a_thousand_updates_is_confirmed(
    server: Running, file_url: str, unlocked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(file_url).close()
    people = families(server.sandbox, 10)
    for _ in range(100):
        for person in people:
            family_does(server.sandbox, person, "/aide")
    calls = tmp_path / "calls"
    watched = ("-f", "-s", "400", "-e", "trace=fdatasync,fsync,sendto", "-o", str(calls), sys.executable, *QUICK)
    monkeypatch.setattr(sys, "executable", shutil.which("strace"))
    bot = await start(server.url, file_url, unlocked, program=watched)
    try:
        await until(lambda: len(server.sandbox.updates.confirmed) == 1000, 300)
    finally:
        os.kill(_child(bot.process.pid), signal.SIGKILL)  # strace ends with it
        await bot.ended()
    synced, confirmed = 0, []
    for line in calls.read_text(errors="replace").splitlines():
        if "fdatasync(" in line or "fsync(" in line:
            synced += 1
        elif "sendto(" in line and (found := OFFSET.search(line)) and found[1] not in confirmed:
            assert synced > 0, f"offset {found[1]} confirms what is not on the disk yet"
            confirmed.append(found[1])
            synced = 0
    assert len(confirmed) >= 10


def _child(pid: int) -> int:
    (child,) = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)
