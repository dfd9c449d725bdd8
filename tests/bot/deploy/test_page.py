"""The page for a venue without an engineer, typed line by line into a clean Debian: each of its commands is run."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.sandbox.server import Running, running_in_a_thread
from bot.sandbox.state import DEFAULT_TOKEN, Sandbox
from tests.bot.deploy import debian
from tests.bot.deploy.debian import ROOT, run, until, was_told
from tests.bot.reliability.town import families, family_does
from tests.model_cache import SHARED, shared_understanding

PAGE = (ROOT / "bot" / "deploy" / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MOST_S = 300  # to put yesterday's copy back
# In place of systemd, which a chroot has not: it starts and stops the very command of the unit that lies there.
SYSTEMCTL = """#!/bin/bash
unit=/etc/systemd/system/cite.service
stop() {
    [ -e /run/cite.pid ] || return 0
    kill -TERM "$(cat /run/cite.pid)"
    while kill -0 "$(cat /run/cite.pid)" 2>/dev/null; do sleep 0.1; done
    rm /run/cite.pid
}
start() {
    : > /var/log/cite.log
    mkdir -p /run/credentials
    for line in $(sed -n 's/^LoadCredential=//p' $unit); do cp "${line#*:}" "/run/credentials/${line%%:*}"; done
    chown -R cite /run/credentials
    cd /var/lib/cite
    setpriv --reuid=cite --regid=cite --init-groups env -i "$(sed -n 's/^Environment=//p' $unit)" \\
        CREDENTIALS_DIRECTORY=/run/credentials $(sed -n 's/^ExecStart=//p' $unit) > /var/log/cite.log 2>&1 &
    echo $! > /run/cite.pid
    for _ in $(seq 600); do grep -q '"ready"' /var/log/cite.log && return; sleep 0.1; done
    cat /var/log/cite.log
    exit 1
}
case "$*" in
    "stop cite") stop ;;
    "start cite" | "enable --now cite") start ;;
    "restart cite") stop && start ;;
    "daemon-reload" | "status cite --no-pager") test -s $unit ;;
    *) exit 2 ;;
esac
"""


def blocks() -> list[tuple[str, str]]:
    """Each block of commands, under the number of its step."""
    steps = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    return [(step.partition(".")[0], block) for step in steps for block in BLOCK.findall(step)]


def test_every_step_that_has_commands_is_there() -> None:
    assert [number for number, _ in blocks()] == ["2", "2", "3", "3", "3", "4", "5", "6", "7", "8", "9", "9", "9", "10"]


def test_no_block_holds_a_secret_or_an_address_of_ours() -> None:
    assert not any(re.search(r"\d{6,}:[\w-]{20}|://(?!//)[\w.]+\.(?:fr|com|org)", block) for _, block in blocks())


class Machine:
    """A clean Debian, and what was typed there."""

    def __init__(self, root: Path, server: Running) -> None:
        self.root, self.server = root, server
        (self.person,) = families(server.sandbox, 1)

    def type(self, block: str, given: str = "") -> str:
        """Run these lines as root does; the first that fails ends it."""
        env = {
            "PATH": debian.PATH,
            "HOME": "/root",
            "LANG": "C.UTF-8",
        }
        quiet = {"DEBIAN_FRONTEND": "noninteractive", "PIP_CONFIG_FILE": "/etc/pip-of-the-test.conf"}
        return run("chroot", self.root, "/bin/bash", "-euo", "pipefail", "-c", block, input=given, env=env | quiet)

    def log(self) -> str:
        """What the service wrote."""
        return (self.root / "var/log/cite.log").read_text(encoding="utf-8")

    def answers(self) -> None:
        """A family asks, and the bot answers."""
        sandbox = self.server.sandbox
        with sandbox.lock:
            newest = max(sandbox.chats[self.person].messages, default=0)
        family_does(sandbox, self.person, "c’est où ?")
        until(lambda: was_told(sandbox, self.person, "avenue de Vendôme", newest), self.log)

    def uids(self) -> set[str]:
        """The events of its agenda."""
        return {event["uid"] for event in json.loads(self.type("cite agenda list --all --json"))}


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A clean Debian with the program in /root/cite-new, an agenda, and a Telegram of its own."""
    debian.require("mmdebstrap", "chroot", "mount")
    root = tmp_path / "debian"
    root.mkdir(mode=0o755)
    run("tar", "-xf", debian.base(tmp_path), "-C", root)
    for name in ("resolv.conf", "hosts"):
        shutil.copy(f"/etc/{name}", root / "etc" / name)
    shutil.copy(debian.trusted(), root / debian.TRUST.lstrip("/"))
    (root / "etc/pip-of-the-test.conf").write_text(debian.pip_settings(), encoding="utf-8")
    stub = root / "usr/local/bin/systemctl"
    stub.write_text(SYSTEMCTL, encoding="utf-8")
    stub.chmod(0o755)
    debian.copy_code(root / "root/cite-new")
    shutil.copy(ROOT / "tests/bot/bench/agenda.csv", root / "root/agenda.csv")
    run("mount", "-t", "proc", "none", root / "proc")
    try:
        with running_in_a_thread(Sandbox()) as server:
            made = Machine(root, server)
            yield made
            made.type("[ ! -e /run/cite.pid ] || systemctl stop cite")
    finally:
        run("umount", "--lazy", root / "proc")


def _settings(machine: Machine) -> None:
    """What the page lets the venue write into the file of settings, and the Telegram of this test."""
    file = machine.root / "etc/cite/cite.env"
    said = file.read_text(encoding="utf-8")
    said = said.replace("CONTROLLER=", "CONTROLLER=La Cité, Blois").replace("CONTACT=", "CONTACT=cite@example.org")
    file.write_text(f"{said}CITE_API_URL={machine.server.url}\nCITE_LISTEN=127.0.0.1:0\n", encoding="utf-8")


def _learnt(machine: Machine) -> None:
    """Learning is tested elsewhere: two minutes of every core."""
    shared_understanding()
    shutil.copytree(SHARED, machine.root / "var/cache/cite", dirs_exist_ok=True)
    machine.type("chown -R cite:cite /var/cache/cite")


def _copies(machine: Machine) -> None:
    """The bot has made the copy of the day by itself, and one as if before an upgrade."""
    folder = machine.root / "var/backups/cite"
    until(lambda: any(folder.glob("cite-2*.zip")), machine.log)
    machine.type("cp -p /var/backups/cite/cite-2*.zip /var/backups/cite/cite-before-upgrade-20260101-000000.zip")


BEFORE: dict[tuple[str, int], Callable[[Machine], None]] = {
    ("3", 1): _settings,
    ("5", 0): _learnt,
    ("7", 0): _copies,
}


@pytest.mark.slow
def test_a_venue_that_types_what_the_page_says_has_a_bot_that_is_updated_taken_back_and_restored(
    machine: Machine,
) -> None:
    seen: dict[str, int] = {}
    for step, block in blocks():
        at = seen.setdefault(step, 0)
        seen[step] += 1
        BEFORE.get((step, at), lambda machine: None)(machine)
        begun = time.monotonic()
        before = machine.uids() if step == "10" else set()
        if step == "10":
            machine.type("sed '2s/^[^,]*,/lost,/;2q' /root/agenda.csv > /var/lib/cite/lost.csv")
            machine.type("cite agenda import /var/lib/cite/lost.csv")
            assert machine.uids() == before | {"lost"}
        said = machine.type(block, f"{DEFAULT_TOKEN}\n" if "secrets/CITE_TOKEN" in block else "")
        if step == "10":
            assert time.monotonic() - begun < MOST_S
            assert machine.uids() == before
            assert "compared one by one" in said
        if (step, at) in {("5", 0), ("8", 0), ("9", 2), ("10", 0)}:
            machine.answers()
    kept = list((machine.root / "var/lib/cite").glob("cite.db.before-*"))
    assert len(kept) == 2
    assert any((machine.root / "opt/cite/bot/run").glob("__pycache__/app.*.pyc"))  # the service may not write there
    _no_secret_was_seen(machine)


def _no_secret_was_seen(machine: Machine) -> None:
    """Neither in a log nor on the command line of the process that serves."""
    token = DEFAULT_TOKEN.partition(":")[2]
    pid = (machine.root / "run/cite.pid").read_text().strip()
    line = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
    environment = Path(f"/proc/{pid}/environ").read_bytes().decode()
    assert "run" in line
    assert not any(token in seen for seen in (line, environment, machine.log()))
